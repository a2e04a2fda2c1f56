import { problem } from "#lib/engine/problem/problem.ts";
import { conflict } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { nameOf } from "../../auth/actor-name.ts";
import { audit } from "../../platform/audit.ts";
import { lockContacts } from "../../state/lock.ts";
import { inTransaction } from "../../platform/db.ts";
import { endExecutions } from "../../state/end-executions.ts";
import { enqueue } from "../../platform/queue.ts";
import { getExecution } from "./read-executions.ts";
import type { ExecutionResponse } from "#lib/api/executions.ts";

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
