import type { z } from "zod";
import { hopsOf, MOST_HOPS } from "#lib/http/flow-hop.ts";
import { conflict, invalidField, notFound, type ApiError } from "../../platform/api-error.ts";
import { type Once, unkeyed } from "../../http/idempotency.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { readContactPhone } from "../../contacts/typed-phone.ts";
import { chooseChannel, startFlow, StartFlowError } from "./start-flow.ts";
import type { startResponse, startBody } from "#lib/api/start-flow.ts";

/**
 * Starts a flow for a phone number and runs its first nodes before it returns.
 * @param hop What the request says of the flows behind it, see `HOP_HEADER`.
 * @throws ApiError 404 (no such flow), 409 (archived, not published, no channel, a conversation that is left alone, too many hops),
 * 422 (no phone number, one without its country, no such channel)
 */
export async function startExecution(
  actor: Actor,
  body: z.output<typeof startBody>,
  { hop = null, once = unkeyed }: { hop?: string | null; once?: Once } = {},
): Promise<z.output<typeof startResponse>> {
  allow(actor, "executions:write");
  const hops = hopsOf(hop);
  if (hops > MOST_HOPS)
    throw conflict("too-many-hops", `More than ${MOST_HOPS} flows start each other in a row: look for a circle of HTTP requests.`);
  const channelId = body.channel_id ?? null;
  try {
    const channel = await chooseChannel(channelId);
    const waId = await readContactPhone(body.contact, channel, ["contact"]);
    return await startFlow({ actor, flowId: body.flow_id, waId, context: body.context ?? {}, channelId: channel.id, hops, once });
  } catch (error) {
    throw error instanceof StartFlowError ? problemOfStart(error, channelId) : error;
  }
}

function problemOfStart({ code, message }: StartFlowError, channelId: number | null): ApiError {
  if (code === "flow_not_found") return notFound(`${message} GET /api/v1/flows lists those there are.`);
  if (code === "flow_archived") return conflict("archived", message);
  if (code === "flow_not_published") return conflict("not-published", message);
  if (code === "conversation_open") return conflict("conversation-open", message);
  if (channelId !== null) return invalidField(["channel_id"], `${message} GET /api/v1/channels lists those there are.`);
  return conflict("no-channel", `${message} Add one with POST /api/v1/channels.`);
}
