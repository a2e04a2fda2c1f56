import { recoverCalls } from "../effects/calls/recover.ts";
import { pool } from "../platform/db.ts";
import { DEAD_AFTER_SECONDS } from "./heartbeat.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";
import { enqueue } from "../platform/queue.ts";
import { GRAPH_TIMEOUT_MS } from "../effects/send_message/graph-api.ts";
import { UNKNOWN_GRACE_SECONDS } from "../effects/send_message/outbox.ts";

/** What is younger than this is on its normal way and needs no help. */
const OVERDUE_SECONDS = 5;
const LIMIT = 5_000;

interface RecoveryCounts {
  mailboxes: number;
  interruptedSends: number;
  outboxes: number;
  calls: number;
}

/**
 * Finds what a dead process, a lost job or a bug left lying and sets it moving again: jobs only wake, so whatever the
 * rows say is still to be done can be enqueued once more without harm.
 */
export async function sweep(): Promise<RecoveryCounts> {
  const mailboxes = await overdueMailboxes();
  const interruptedSends = await interruptSends();
  const outboxes = await overdueOutboxes();
  const calls = await recoverCalls({ pendingSeconds: OVERDUE_SECONDS, deadSeconds: DEAD_AFTER_SECONDS });
  for (let from = 0; from < mailboxes.length; from += 250)
    await enqueue(pool(), "advance", [{ contactIds: mailboxes.slice(from, from + 250) }]);
  for (let from = 0; from < outboxes.length; from += 250) await enqueue(pool(), "send", [{ contactIds: outboxes.slice(from, from + 250) }]);
  if (interruptedSends.length > 0)
    await enqueue(pool(), "send", [{ contactIds: interruptedSends }], {
      startAfterSeconds: UNKNOWN_GRACE_SECONDS - GRAPH_TIMEOUT_MS / 1000,
    });
  return { mailboxes: mailboxes.length, interruptedSends: interruptedSends.length, outboxes: outboxes.length, calls };
}

/** Entries that some conversation could take now. A message behind a timer or a call waits rightly. */
async function overdueMailboxes(): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `SELECT DISTINCT b.contact_id FROM mailbox b
     LEFT JOIN executions e ON e.contact_id = b.contact_id AND e.status IN ${OPEN_STATUSES_SQL}
     WHERE b.processed_at IS NULL AND b.created_at < now() - make_interval(secs => $1)
       AND (b.kind <> 'message_received' OR e.id IS NULL OR e.status = 'waiting' OR e.state #> '{waitingFor,for}' ? 'message')
     LIMIT $2`,
    [OVERDUE_SECONDS, LIMIT],
  );
  return rows.map((row) => row.contact_id);
}

/**
 * A message still `sending` after the longest that a Graph call can take lost its worker in between. Whether Meta has it
 * is unknown, and for a while its status webhook may tell.
 */
async function interruptSends(): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `UPDATE messages SET status = 'unknown', not_before = sending_since + make_interval(secs => $2),
            error = jsonb_build_object('class', 'interrupted', 'code', NULL, 'details', NULL,
              'title', 'The worker stopped while sending; whether Meta has this message is not known.')
     WHERE direction = 'outbound' AND status = 'sending' AND sending_since < now() - make_interval(secs => $1)
     RETURNING contact_id`,
    [GRAPH_TIMEOUT_MS / 1000 + 1, UNKNOWN_GRACE_SECONDS],
  );
  return rows.map((row) => row.contact_id);
}

/** Queued messages that nobody has taken although they may leave, and unknown ones whose silence is over. */
async function overdueOutboxes(): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `SELECT DISTINCT m.contact_id FROM messages m JOIN channels ch ON ch.id = m.channel_id
     WHERE m.direction = 'outbound' AND m.status IN ('queued', 'unknown')
       AND CASE m.status
             WHEN 'queued' THEN m.created_at < now() - make_interval(secs => $1) AND (m.not_before IS NULL OR m.not_before < now())
             ELSE m.not_before < now() END
       AND (ch.paused_until IS NULL OR ch.paused_until < now())
     LIMIT $2`,
    [OVERDUE_SECONDS, LIMIT],
  );
  return rows.map((row) => row.contact_id);
}
