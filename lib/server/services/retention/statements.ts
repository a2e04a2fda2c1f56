import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";

/**
 * The statements of retention. Tables that grow with every message have no index by age, which each message would pay for:
 * their ids are drawn in order of time, so the old rows are the first ones. A stretch begins after id $2, and what it
 * returns tells whether to go on: `last`, `goes_on` (a whole stretch with something old in it), `deleted`. $1 is days.
 */
const CUTOFF = "now() - make_interval(days => $1::int)";
const ROWS = 10_000;
/** Fewer, because the log goes with them: ten visits and more each. */
const EXECUTION_ROWS = 1_000;

const stretch = (table: string, bornAt: string, rows: number, deletion: string) => `
  WITH seen AS MATERIALIZED (SELECT id, ${bornAt} AS born_at FROM ${table} WHERE id > $2::bigint ORDER BY id LIMIT ${rows}),
  ${deletion}
  SELECT max(id) AS last, count(*) = ${rows} AND min(born_at) < ${CUTOFF} AS goes_on, (SELECT count(*) FROM gone) AS deleted FROM seen`;

const outdated = (table: string, condition: string) => `gone AS (
    DELETE FROM ${table} x WHERE id > $2::bigint AND id <= (SELECT max(id) FROM seen) AND ${condition} RETURNING 1
  )`;

export const WEBHOOK_ITEMS = stretch("webhook_items", "received_at", ROWS, outdated("webhook_items", `received_at < ${CUTOFF}`));
export const MAILBOX = stretch("mailbox", "created_at", ROWS, outdated("mailbox", `processed_at < ${CUTOFF}`));
export const CALLS = stretch("calls", "created_at", ROWS, outdated("calls", `status = 'done' AND finished_at < ${CUTOFF}`));

/**
 * Executions that ended before, and what is theirs; the log is deleted by its foreign key, and their events are older than their
 * end and are deleted by age. One that somebody has in hand (a retry) is left for the next night, and so is one whose contact has
 * something waiting, which may speak of it.
 */
export const EXECUTIONS = stretch(
  "executions",
  "started_at",
  EXECUTION_ROWS,
  `doomed AS MATERIALIZED (
    SELECT e.id FROM executions e
    WHERE e.id > $2::bigint AND e.id <= (SELECT max(id) FROM seen) AND e.ended_at < ${CUTOFF} AND e.status NOT IN ${OPEN_STATUSES_SQL}
      AND NOT EXISTS (SELECT FROM mailbox b WHERE b.contact_id = e.contact_id AND b.processed_at IS NULL)
    ORDER BY e.id FOR UPDATE OF e SKIP LOCKED
  ), gone_calls AS (
    DELETE FROM calls WHERE execution_id IN (SELECT id FROM doomed)
  ), timers AS (
    DELETE FROM scheduled_actions WHERE execution_id IN (SELECT id FROM doomed)
  ), gone AS (
    DELETE FROM executions WHERE id IN (SELECT id FROM doomed) RETURNING 1
  )`,
);

/**
 * Messages of before, but neither what is still to be sent nor what belongs to an open execution: what it sent, and what
 * came in since it began (with a day's grace for the message that began it). Meta repeats a webhook for seven days, so
 * none of them can come back as new.
 */
export const MESSAGES = stretch(
  "messages",
  "created_at",
  ROWS,
  outdated(
    "messages",
    `created_at < ${CUTOFF} AND status NOT IN ('queued', 'sending') AND NOT EXISTS (
      SELECT FROM executions e
      WHERE e.contact_id = x.contact_id AND e.status IN ${OPEN_STATUSES_SQL}
        AND (e.id = x.execution_id OR (x.execution_id IS NULL AND x.created_at >= e.started_at - interval '1 day')))`,
  ),
);

/** The same for tables without an id: those that stay small, and Meta's reports, which have an index by time. */
const byKey = (table: string, condition: string) =>
  `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${ROWS})`;

export const BY_KEY = {
  message_status_events: `DELETE FROM message_status_events WHERE ctid IN (
    SELECT old.ctid FROM channels CROSS JOIN LATERAL (
      SELECT s.ctid FROM message_status_events s WHERE s.channel_id = channels.id AND s.received_at < ${CUTOFF}
        ORDER BY s.received_at LIMIT ${ROWS}
    ) old LIMIT ${ROWS})`,
  erased_messages: byKey("erased_messages", `erased_at < ${CUTOFF}`),
  sign_in_attempts: byKey("sign_in_attempts", `since < ${CUTOFF}`),
  ai_usage: byKey("ai_usage", `period < ${CUTOFF}`),
  idempotency_keys: byKey("idempotency_keys", `at < ${CUTOFF}`),
  early_changes: byKey("early_changes", `at < ${CUTOFF}`),
  ended_sessions: byKey("ended_sessions", `ends_at < ${CUTOFF}`),
  // Uploads that no flow names any more, neither as a draft nor in a version that a conversation may be in, nor a message still to be sent.
  media: `DELETE FROM media WHERE id IN (
    SELECT f.id FROM media f WHERE f.message_id IS NULL AND f.created_at < ${CUTOFF}
      AND NOT EXISTS (SELECT FROM flows w WHERE strpos(w.draft::text, f.id::text) > 0)
      AND NOT EXISTS (SELECT FROM flow_versions v WHERE strpos(v.graph::text, f.id::text) > 0)
      AND NOT EXISTS (SELECT FROM messages m WHERE m.direction = 'outbound' AND m.status IN ('queued', 'sending', 'unknown')
        AND m.data->>'media' = f.id::text)
    LIMIT 100)`,
  // With its rows, whatever became of it; one that nobody has begun goes the next day.
  contact_imports: `DELETE FROM contact_imports WHERE created_at < ${CUTOFF}
    OR (status NOT IN ('checking', 'importing', 'done') AND updated_at < now() - interval '1 day')`,
  rate_limits: byKey("rate_limits", `at < ${CUTOFF}`),
};
