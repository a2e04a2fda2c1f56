import { pool } from "../../platform/db.ts";
import { metrics } from "../../platform/metrics.ts";
import { appendSql } from "../../state/entries.ts";

/** Timers fired in one statement: enough to keep up with thousands a second, few enough to advance in one batch. */
export const TIMER_BATCH = 500;

/**
 * Moves due timers into their contacts' mailboxes, each exactly once however many workers look, and returns the contacts.
 * Compared with now(), not clock_timestamp(): a volatile function would keep the index from being used.
 */
export async function fireDueTimers(): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>({
    name: "fire-due-timers",
    text: `
      WITH due AS (
        SELECT id, contact_id FROM scheduled_actions WHERE status = 'pending' AND due_at <= now() ORDER BY due_at LIMIT ${TIMER_BATCH}
          FOR UPDATE SKIP LOCKED
      ), fired AS (
        UPDATE scheduled_actions s SET status = 'fired', fired_at = now() FROM due WHERE s.id = due.id AND s.contact_id = due.contact_id
          RETURNING s.contact_id, s.execution_id, s.token
      )
      ${appendSql("timer_fired", { payload: "jsonb_build_object('token', token)", executionId: "execution_id", from: "fired" })}
      RETURNING contact_id`,
  });
  metrics().timersFired.inc(rows.length);
  return rows.map((row) => row.contact_id);
}

/** Milliseconds until the next timer is due, by the database's clock; null when none is pending. */
export async function millisecondsToNextTimer(): Promise<number | null> {
  const { rows } = await pool().query<{ wait: number | null }>({
    name: "next-timer",
    text: `SELECT (extract(epoch FROM due_at - now()) * 1000)::float8 AS wait FROM scheduled_actions
      WHERE status = 'pending' ORDER BY due_at LIMIT 1`,
  });
  return rows[0]?.wait ?? null;
}
