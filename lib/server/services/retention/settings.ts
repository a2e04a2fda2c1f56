import { RETENTION, type Retention, type RetentionKind, retentionBody } from "#lib/api/retention.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";

/** For the retention job, which nobody asks for. */
export async function readRetention(db: Db): Promise<Retention> {
  const rows = await prisma(db).retentionSetting.findMany();
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
    // SQL, because Prisma takes no locks. Whoever changes them at the same time waits, so that the audit log tells what was before.
    await client.query("LOCK TABLE retention_settings IN SHARE ROW EXCLUSIVE MODE");
    const before = await readRetention(client);
    const changed = (Object.keys(RETENTION) as RetentionKind[]).filter((kind) => wanted[kind] !== before[kind]);
    if (changed.length === 0) return before;
    await prisma(client).retentionSetting.deleteMany({ where: { kind: { in: changed } } });
    await prisma(client).retentionSetting.createMany({ data: changed.map((kind) => ({ kind, days: wanted[kind] })) });
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
