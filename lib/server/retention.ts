import { pool } from "./db.ts";

/**
 * Days after which bookkeeping goes. Conversations themselves (messages, executions and their log) are kept until a
 * person erases the contact. All that comes by webhook exceeds the seven days during which Meta may repeat a webhook.
 */
export const RETENTION_DAYS = { webhook_items: 30, message_status_events: 180, mailbox: 180, ai_calls: 180, erased_messages: 180, sign_in_attempts: 1 } as const;

/** Rows of one statement: short locks and no long transaction, however much there is to delete. */
const BATCH = 10_000;

const OUTDATED: Record<keyof typeof RETENTION_DAYS, string> = {
  webhook_items: "received_at < now() - make_interval(days => $1)",
  message_status_events: "received_at < now() - make_interval(days => $1)",
  mailbox: "processed_at < now() - make_interval(days => $1)",
  erased_messages: "erased_at < now() - make_interval(days => $1)",
  sign_in_attempts: "since < now() - make_interval(days => $1)",
  ai_calls: "status = 'done' AND finished_at < now() - make_interval(days => $1)",
};

/** Deletes what has outlived its keep; answers how many rows of which table. */
export async function applyRetention(): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const [table, days] of Object.entries(RETENTION_DAYS) as [keyof typeof RETENTION_DAYS, number][]) {
    deleted[table] = 0;
    for (;;) {
      const { rowCount } = await pool().query(`DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE ${OUTDATED[table]} LIMIT ${BATCH})`, [days]);
      deleted[table] += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) break;
    }
  }
  return deleted;
}
