import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { pool } from "../../platform/db.ts";

/** So long a turn may take, slow language models included, before its contact counts as unanswered. */
const GRACE_SECONDS = 60;

/**
 * Contacts who spoke last and whom nothing will answer: their last turn is taken, nothing of theirs is queued, no flow under way has
 * yet to do something, and no flow chose to end in silence. What remains: a reply that Meta refused, a conversation that failed
 * or expired, a message that no flow took. One whose message lies in the mailbox (a person has the conversation, a call runs) is
 * waited for.
 *
 * Bounded by entries, not by time: the newest $1 of the mailbox by its primary key, since when a message costs no index for it.
 */
const UNANSWERED = `
  WITH recent AS MATERIALIZED (
    SELECT id, contact_id, execution_id, created_at, processed_at, kind FROM mailbox ORDER BY id DESC LIMIT $1
  ), turn AS MATERIALIZED (
    SELECT DISTINCT ON (contact_id) contact_id, execution_id, created_at FROM recent
     WHERE kind = 'message_received' AND created_at > now() - make_interval(secs => $2) ORDER BY contact_id, id DESC
  )
  SELECT t.contact_id, t.created_at AS since,
         CASE WHEN reply.status = 'failed' THEN 'reply_failed' WHEN taken.status IS NULL THEN 'not_taken' ELSE 'conversation_failed' END AS reason
    FROM turn t
    LEFT JOIN LATERAL (
      SELECT m.status FROM messages m
       WHERE m.contact_id = t.contact_id AND m.direction = 'outbound' AND m.created_at >= t.created_at ORDER BY m.id DESC LIMIT 1
    ) reply ON true
    LEFT JOIN executions taken ON taken.id = t.execution_id
    LEFT JOIN executions open ON open.contact_id = t.contact_id AND open.status IN ${OPEN_STATUSES_SQL}
   WHERE t.created_at < now() - interval '${GRACE_SECONDS} s'
     AND (reply.status IS NULL OR reply.status = 'failed')
     AND (open.id IS NULL OR open.status = 'waiting' AND reply.status = 'failed')
     AND (reply.status = 'failed' OR taken.id IS NULL OR taken.status IN ('failed', 'expired'))
     AND NOT EXISTS (SELECT FROM mailbox b WHERE b.contact_id = t.contact_id AND b.processed_at IS NULL)`;

export interface Unanswered {
  contactId: number;
  /** When the message came that has no answer. */
  since: Date;
  reason: "reply_failed" | "conversation_failed" | "not_taken";
}

/** `entries`: how far back in the mailbox; `withinSeconds`: how long ago their message may have come. The oldest first. */
export async function readUnanswered(entries: number, withinSeconds: number): Promise<Unanswered[]> {
  // SQL, because "the last of each contact, of which nothing holds" joins five tables.
  const { rows } = await pool().query<{ contact_id: number; since: Date; reason: Unanswered["reason"] }>(
    `${UNANSWERED} ORDER BY t.created_at`,
    [entries, withinSeconds],
  );
  return rows.map(({ contact_id, since, reason }) => ({ contactId: contact_id, since, reason }));
}
