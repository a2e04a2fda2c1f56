import { RETENTION, type Retention, type RetentionKind, retentionBody } from "#lib/api/retention.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";

/** For the retention job, which nobody asks for. */
export async function readRetention(db: Db): Promise<Retention> {
  const { rows } = await db.query<{ kind: string; days: number | null }>("SELECT kind, days FROM retention_settings");
  const stored = new Map(rows.map((row) => [row.kind, row.days]));
  const entries = Object.entries(RETENTION).map(([kind, { fallback }]) => [kind, stored.has(kind) ? stored.get(kind) : fallback]);
  return retentionBody.parse(Object.fromEntries(entries));
}

export async function getRetention(actor: Actor): Promise<Retention> {
  allow(actor, "retention:read");
  return readRetention(pool());
}

/** Takes effect the next night. */
export async function setRetention(actor: Actor, wanted: Retention): Promise<Retention> {
  allow(actor, "retention:write");
  return inTransaction(async (client) => {
    // Whoever changes them at the same time waits, so that the audit log tells what was before.
    await client.query("LOCK TABLE retention_settings IN SHARE ROW EXCLUSIVE MODE");
    const before = await readRetention(client);
    const changed = (Object.keys(RETENTION) as RetentionKind[]).filter((kind) => wanted[kind] !== before[kind]);
    if (changed.length === 0) return before;
    await client.query(
      "INSERT INTO retention_settings (kind, days) SELECT * FROM unnest($1::text[], $2::int[]) ON CONFLICT (kind) DO UPDATE SET days = excluded.days",
      [changed, changed.map((kind) => wanted[kind])],
    );
    await audit(
      client,
      actor,
      "retention.updated",
      "settings",
      "retention",
      Object.fromEntries(changed.map((kind) => [kind, { from: before[kind], to: wanted[kind] }])),
    );
    return wanted;
  });
}
