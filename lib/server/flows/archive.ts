import { type Actor, allow } from "../auth/actor.ts";
import { audit } from "../audit.ts";
import { type Db, inTransaction } from "../db.ts";
import { missing } from "./flow-row.ts";

/**
 * Puts a flow away: it leaves the lists and the channels and starts nothing any more; conversations in it go on to their end.
 * @throws Problem 404
 */
export async function archiveFlow(actor: Actor, id: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ archived: boolean }>("SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR UPDATE", [id]);
    if (!(rows[0] ?? missing(id)).archived) await archiveLocked(client, actor, id);
  });
}

/** The same for a flow whose row is locked and that is not archived yet. The audit log keeps which channels lost it, for `restoreFlow`. */
export async function archiveLocked(db: Db, actor: Actor, id: number): Promise<void> {
  await db.query("UPDATE flows SET archived_at = now() WHERE id = $1", [id]);
  const freed = await db.query<{ id: number }>("UPDATE channels SET default_flow_id = NULL WHERE default_flow_id = $1 RETURNING id", [id]);
  await audit(db, actor, "flow.archived", "flow", id, { channels: freed.rows.map((row) => row.id) });
}

/**
 * Brings an archived flow back; one that is not archived stays as it is. With `undo` also to the channels that archiving
 * took it from, as far as nobody has changed them since: which ones is never the caller's to say, because another
 * channel's flow is an administrator's to choose.
 * @throws Problem 404
 */
export async function restoreFlow(actor: Actor, id: number, { undo }: { undo: boolean }): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ archived: boolean }>("SELECT archived_at IS NOT NULL AS archived FROM flows WHERE id = $1 FOR UPDATE", [id]);
    if (!(rows[0] ?? missing(id)).archived) return;
    await client.query("UPDATE flows SET archived_at = NULL WHERE id = $1", [id]);
    await audit(client, actor, "flow.restored", "flow", id, { channels: undo ? await giveBack(client, id) : [] });
  });
}

async function giveBack(db: Db, id: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `UPDATE channels c SET default_flow_id = $1
     FROM (SELECT id, details FROM audit_log WHERE action = 'flow.archived' AND object_type = 'flow' AND object_id = $2 ORDER BY id DESC LIMIT 1) archived
     WHERE c.default_flow_id IS NULL AND archived.details -> 'channels' @> to_jsonb(c.id)
       AND NOT EXISTS (SELECT FROM audit_log later WHERE later.id > archived.id AND later.object_type = 'channel' AND later.object_id = c.id::text)
     RETURNING c.id`,
    [id, String(id)],
  );
  return rows.map((row) => row.id);
}
