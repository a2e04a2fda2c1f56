import { type Actor, allow } from "../auth/actor.ts";
import { audit } from "../audit.ts";
import { forgetChannels } from "../channels-cache.ts";
import { inTransaction } from "../db.ts";
import { missing } from "./flow-row.ts";

/**
 * Puts a flow away: it leaves the lists and starts nothing any more; conversations in it go on to their end. Answers the
 * channels whose default flow it was, so that `restoreFlow` can give it back to them.
 * @throws Problem 404
 */
export async function archiveFlow(actor: Actor, id: number): Promise<{ channelIds: number[] }> {
  allow(actor, "flows:write");
  const answer = await inTransaction(async (client) => {
    const { rows } = await client.query<{ archived: boolean }>("SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR UPDATE", [id]);
    if ((rows[0] ?? missing(id)).archived) return { channelIds: [] };
    await client.query("UPDATE flows SET archived_at = now() WHERE id = $1", [id]);
    const freed = await client.query<{ id: number }>("UPDATE channels SET default_flow_id = NULL WHERE default_flow_id = $1 RETURNING id", [id]);
    const channelIds = freed.rows.map((row) => row.id);
    await audit(client, actor, "flow.archived", "flow", id, { channels: channelIds });
    return { channelIds };
  });
  forgetChannels();
  return answer;
}

/**
 * Brings an archived flow back, and to those of `channelIds` that have got no other default flow meanwhile.
 * @throws Problem 404
 */
export async function restoreFlow(actor: Actor, id: number, channelIds: readonly number[] = []): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    const { rowCount } = await client.query("UPDATE flows SET archived_at = NULL WHERE id = $1", [id]);
    if (rowCount === 0) missing(id);
    await client.query("UPDATE channels SET default_flow_id = $1 WHERE id = ANY($2) AND default_flow_id IS NULL", [id, channelIds]);
    await audit(client, actor, "flow.restored", "flow", id, { channels: [...channelIds] });
  });
  forgetChannels();
}
