import { createHash } from "node:crypto";
import { conflict } from "../../platform/api-error.ts";
import type { Actor } from "../../auth/actor.ts";
import { clearChannelCache } from "../../inbound/channels.ts";
import { pool } from "../../platform/db.ts";
import { readFlow } from "../../flows/flow-row.ts";
import { simulatorNumber } from "../../flows/test-channel.ts";

/**
 * The person at the simulator as a contact: one for each actor, so that two who try a flow do not talk into each other's
 * conversation. No country has the code 999, so the number is nobody's.
 */
export function simulatorWaId(actor: Actor): string {
  const digest = createHash("sha256").update(actor.id).digest();
  return `999${(digest.readUIntBE(0, 6) % 1_000_000_000_000).toString().padStart(12, "0")}`;
}

/**
 * The channel on which this flow is tried: one of the flow's own, so that the first message starts this flow and no other.
 * It has no access token, so nothing that is said on it leaves the house.
 * @throws ApiError 404, 409 (archived, not published, or somebody gave the channel a token)
 */
export async function simulatorChannel(flowId: number): Promise<{ id: number; phoneNumberId: string }> {
  const flow = await readFlow(pool(), flowId);
  if (flow.archived_at !== null) throw conflict("archived", `Flow ${flowId} is archived and starts nothing any more.`);
  if (flow.published_version === null)
    throw conflict(
      "not-published",
      `Flow ${flowId} has not been published yet, and the pipeline runs what is published: publish it, then try it here.`,
    );
  const phoneNumberId = simulatorNumber(flowId);
  // SQL, because a condition in ON CONFLICT is what Prisma cannot say.
  const { rows } = await pool().query<{ id: number }>(
    `INSERT INTO channels (name, phone_number_id, default_flow_id) VALUES ($1, $2, $3)
     ON CONFLICT (phone_number_id) DO UPDATE SET name = excluded.name, default_flow_id = excluded.default_flow_id, status = 'active'
       WHERE channels.access_token_encrypted IS NULL
     RETURNING id`,
    [flow.name, phoneNumberId, flowId],
  );
  if (rows[0] === undefined)
    throw conflict(
      "not-simulated",
      `The channel ${phoneNumberId} has an access token, so what is said there would leave for Meta. Take the token away to try the flow there.`,
    );
  clearChannelCache();
  return { id: rows[0].id, phoneNumberId };
}
