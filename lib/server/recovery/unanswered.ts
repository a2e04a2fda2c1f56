import type { UnansweredReason } from "#lib/api/unanswered.ts";
import { pool } from "../platform/db.ts";
import { isTestContact } from "../flows/test-channel.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

/** So long a turn may take, slow language models included, before its contact counts as unanswered. */
const GRACE_SECONDS = 60;

/** What was written longer ago than this is answered by nobody any more. */
export const UNANSWERED_DAYS = 30;

/** Of each of the things that go wrong so many are looked through, the newest first: a second of work at the very most. */
const MOST_DOUBTS = 10_000;

/**
 * SQL: contacts who spoke last and whom nothing will answer: their last turn is taken, nothing of theirs is queued, no flow under way has
 * yet to do something, no flow chose to end in silence, and no person has said that it is settled. What remains: a reply that Meta refused,
 * a conversation that failed or expired, a message that no flow took. One whose message lies in the mailbox (a person has the conversation,
 * a call runs) is waited for.
 *
 * Looked for among what went wrong alone, by a partial index of each kind, since a message that goes well costs no index for it; whether it
 * still is so is asked of each of those contacts by their own indexes. `$1`: so many seconds ago it may have been.
 * `graceSeconds`: whoever wrote since may still be answered.
 */
export const unansweredSql = (graceSeconds: number): string => `
  WITH doubtful AS MATERIALIZED (
    (SELECT contact_id FROM messages WHERE direction = 'outbound' AND status = 'failed' ORDER BY id DESC LIMIT ${MOST_DOUBTS})
    UNION (SELECT contact_id FROM executions WHERE status = 'failed' ORDER BY id DESC LIMIT ${MOST_DOUBTS})
    UNION (SELECT contact_id FROM executions WHERE status = 'expired' ORDER BY id DESC LIMIT ${MOST_DOUBTS})
    UNION (SELECT contact_id FROM mailbox WHERE kind = 'message_received' AND execution_id IS NULL AND processed_at IS NOT NULL
      ORDER BY id DESC LIMIT ${MOST_DOUBTS})
  ), unanswered AS (
    SELECT t.id, d.contact_id, t.created_at AS since,
           CASE WHEN reply.status = 'failed' THEN 'reply_failed' WHEN taken.status IS NULL THEN 'not_taken'
             ELSE 'conversation_failed' END AS reason,
           CASE WHEN reply.status = 'failed' THEN reply.execution_id ELSE t.execution_id END AS execution_id, reply.error
    FROM doubtful d
    JOIN contacts c ON c.id = d.contact_id
    CROSS JOIN LATERAL (
      SELECT b.id, b.execution_id, b.created_at FROM mailbox b WHERE b.contact_id = d.contact_id AND b.kind = 'message_received'
      ORDER BY b.id DESC LIMIT 1
    ) t
    LEFT JOIN LATERAL (
      SELECT m.status, m.execution_id, m.error FROM messages m
      WHERE m.contact_id = d.contact_id AND m.direction = 'outbound' AND m.created_at >= t.created_at ORDER BY m.id DESC LIMIT 1
    ) reply ON true
    LEFT JOIN executions taken ON taken.id = t.execution_id
    LEFT JOIN executions open ON open.contact_id = d.contact_id AND open.status IN ${OPEN_STATUSES_SQL}
    WHERE t.created_at BETWEEN now() - make_interval(secs => $1) AND now() - interval '${graceSeconds} s'
      AND (c.settled_at IS NULL OR t.created_at > c.settled_at)
      AND (reply.status IS NULL OR reply.status = 'failed')
      AND (open.id IS NULL OR open.status = 'waiting' AND reply.status = 'failed')
      AND (reply.status = 'failed' OR taken.id IS NULL OR taken.status IN ('failed', 'expired'))
      AND NOT EXISTS (SELECT FROM mailbox b WHERE b.contact_id = d.contact_id AND b.processed_at IS NULL)
      AND NOT ${isTestContact("d.contact_id")}
  )`;
export const UNANSWERED = unansweredSql(GRACE_SECONDS);

/** Past so many nobody needs the number. */
export const MOST_UNANSWERED = 1_000;

/** How many there are; `MOST_UNANSWERED` for those and any number more. */
export async function countUnanswered(withinSeconds = UNANSWERED_DAYS * 86_400, timeoutMs = 5_000): Promise<number> {
  // `query_timeout` is pg's own, per query; its types do not know it there.
  const config: { text: string; values: unknown[]; query_timeout: number } = {
    text: `${UNANSWERED} SELECT count(*)::int AS n FROM (SELECT FROM unanswered LIMIT ${MOST_UNANSWERED}) u`,
    values: [withinSeconds],
    query_timeout: timeoutMs,
  };
  const { rows } = await pool().query<{ n: number }>(config);
  return rows[0]?.n ?? 0;
}

export interface UnansweredRow {
  /** The mailbox entry of the message that has no answer. */
  id: number;
  contact_id: number;
  since: Date;
  reason: UnansweredReason;
  execution_id: number | null;
}
