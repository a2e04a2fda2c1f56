import type { z } from "zod";
import { problem } from "#lib/engine/problem/problem.ts";
import { normalizePhone } from "#lib/whatsapp/phone.ts";
import { conflict, invalidField, notFound, type ApiError } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { nameOf } from "../../auth/actor-name.ts";
import { audit } from "../../platform/audit.ts";
import { lockContacts } from "../../state/lock.ts";
import { inTransaction } from "../../platform/db.ts";
import { endExecutions } from "../../state/end-executions.ts";
import { enqueue } from "../../platform/queue.ts";
import { startFlow, StartFlowError } from "./start-flow.ts";
import type { ExecutionResponse } from "#lib/api/executions.ts";
import type { startBody, startResponse } from "#lib/api/start-flow.ts";
import { getExecution } from "./read-executions.ts";

/**
 * Starts a flow for a phone number and runs its first nodes before it answers.
 * @throws ApiError 404 (no such flow), 409 (archived, not published, no channel), 422 (no phone number, no such channel)
 */
export async function startExecution(actor: Actor, body: z.output<typeof startBody>): Promise<z.output<typeof startResponse>> {
  allow(actor, "executions:write");
  const waId = normalizePhone(body.contact);
  if (waId === null)
    throw invalidField(["contact"], "must be a phone number of 8 to 15 digits with its country code, such as +55 11 91234-5678");
  const channelId = body.channel_id ?? null;
  try {
    const started = await startFlow({ actor, flowId: body.flow_id, waId, context: body.context ?? {}, channelId });
    return { execution_id: started.executionId, status: started.status, contact_id: started.contactId };
  } catch (error) {
    throw error instanceof StartFlowError ? problemOfStart(error, channelId) : error;
  }
}

function problemOfStart({ code, message }: StartFlowError, channelId: number | null): ApiError {
  if (code === "flow_not_found") return notFound(`${message} GET /api/v1/flows lists those there are.`);
  if (code === "flow_archived") return conflict("archived", message);
  if (code === "flow_not_published") return conflict("not-published", message);
  if (channelId !== null) return invalidField(["channel_id"], `${message} GET /api/v1/channels lists those there are.`);
  return conflict("no-channel", `${message} Add one with POST /api/v1/channels.`);
}

/**
 * Ends an open execution at once; messages that wait behind it begin a conversation of their own.
 * @throws ApiError 404, 409 when it has ended already
 */
export async function cancelExecution(actor: Actor, id: number): Promise<ExecutionResponse> {
  allow(actor, "executions:write");
  const before = await getExecution(actor, id);
  await inTransaction(async (client) => {
    await lockContacts(client, [before.contact_id]);
    const ended = await endExecutions(client, [id], "cancelled", problem("cancelled_by", { who: await nameOf(client, actor) }));
    if (ended.length === 0)
      throw conflict(
        "already-ended",
        `Execution ${id} has already ended (${before.ended_at === null ? "just now" : before.status}); there is nothing to cancel.`,
      );
    await audit(client, actor, "execution.cancelled", "execution", id);
    await enqueue(client, "advance", [{ contactIds: [before.contact_id] }]);
  });
  return getExecution(actor, id);
}
