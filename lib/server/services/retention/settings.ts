import { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";

interface Rule {
  /** Days, while nothing else was chosen; null: for good. */
  fallback: number | null;
  min: number;
  max: number;
  /** Why no less: Meta repeats a webhook for seven days, and what we forget before would come in as new. */
  because?: "webhooks";
}

const YEARS = 3_650;

/** What is deleted by age, and within which bounds that can be chosen. */
export const RETENTION = {
  conversations: { fallback: null, min: 30, max: YEARS, because: "webhooks" },
  webhook_items: { fallback: 30, min: 8, max: YEARS, because: "webhooks" },
  message_status_events: { fallback: 180, min: 8, max: YEARS, because: "webhooks" },
  mailbox: { fallback: 180, min: 8, max: YEARS, because: "webhooks" },
  ai_calls: { fallback: 180, min: 1, max: YEARS },
  erased_messages: { fallback: 180, min: 30, max: YEARS, because: "webhooks" },
  sign_in_attempts: { fallback: 1, min: 1, max: 90 },
} as const satisfies Record<string, Rule>;

function days({ min, max, because }: Rule) {
  const message =
    because === undefined
      ? `must be from ${min} to ${max} days`
      : `must be from ${min} to ${max} days: Meta repeats webhooks for 7 days, and nothing of them may be forgotten sooner`;
  return z.int(message).min(min, message).max(max, message);
}

/** Days for each kind; `conversations` may be null, for good. */
export const retentionBody = z.strictObject({
  conversations: days(RETENTION.conversations).nullable(),
  webhook_items: days(RETENTION.webhook_items),
  message_status_events: days(RETENTION.message_status_events),
  mailbox: days(RETENTION.mailbox),
  ai_calls: days(RETENTION.ai_calls),
  erased_messages: days(RETENTION.erased_messages),
  sign_in_attempts: days(RETENTION.sign_in_attempts),
});

type Retention = z.output<typeof retentionBody>;

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
    const changed = (Object.keys(RETENTION) as (keyof Retention)[]).filter((kind) => wanted[kind] !== before[kind]);
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
