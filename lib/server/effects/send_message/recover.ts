import { GRAPH_TIMEOUT_MS } from "../../platform/graph-url.ts";
import { pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import type { Overdue } from "../overdue.ts";
import { UNKNOWN_GRACE_SECONDS, wakeTold } from "./outbox.ts";
import { waitsForTokenSql } from "../../state/waits-for-token.ts";
import { isSettledSql, tellSql } from "../../state/send-outcomes.ts";

const LIMIT = 5_000;

/** Messages whose worker died while it sent them, and messages that nobody sends. */
export async function recoverSends({
  pendingSeconds,
}: Overdue): Promise<{ interruptedSends: number; outboxes: number; untoldSends: number }> {
  const interruptedSends = await interruptSends();
  const outboxes = await overdueOutboxes(pendingSeconds);
  for (let from = 0; from < outboxes.length; from += 250) await enqueue(pool(), "send", [{ contactIds: outboxes.slice(from, from + 250) }]);
  if (interruptedSends.length > 0)
    await enqueue(pool(), "send", [{ contactIds: interruptedSends }], {
      startAfterSeconds: UNKNOWN_GRACE_SECONDS - GRAPH_TIMEOUT_MS / 1000,
    });
  const told = await tellUntold(pendingSeconds);
  await wakeTold(told);
  return { interruptedSends: interruptedSends.length, outboxes: outboxes.length, untoldSends: told.length };
}

/** Visits that wait for what became of a message, although that is settled and nobody has told them: by whatever settled it. */
async function tellUntold(pendingSeconds: number): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `WITH untold AS (
       SELECT m.contact_id, m.execution_id, m.wakes, m.status, m.error
       FROM executions e JOIN messages m ON m.contact_id = e.contact_id AND m.execution_id = e.id
         AND ${waitsForTokenSql("e.state", "m.wakes")}
       WHERE e.status IN ${OPEN_STATUSES_SQL} AND (e.status = 'running' AND e.state #> '{waitingFor,for}' ? 'send' OR e.state ? 'below')
         AND e.updated_at < now() - make_interval(secs => $1)
         AND (${isSettledSql("m.status")} OR m.status = 'unknown' AND m.not_before IS NULL)
         AND NOT EXISTS (SELECT FROM mailbox b WHERE b.contact_id = m.contact_id AND b.kind = 'message_settled' AND b.processed_at IS NULL
           AND b.payload->>'token' = m.wakes)
       LIMIT ${LIMIT}
     )
     ${tellSql("untold")} RETURNING contact_id`,
    [pendingSeconds],
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
async function overdueOutboxes(pendingSeconds: number): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `SELECT DISTINCT m.contact_id FROM messages m JOIN channels ch ON ch.id = m.channel_id
     WHERE m.direction = 'outbound' AND m.status IN ('queued', 'unknown')
       AND CASE m.status
             WHEN 'queued' THEN m.created_at < now() - make_interval(secs => $1) AND (m.not_before IS NULL OR m.not_before < now())
             ELSE m.not_before < now() END
       AND (ch.paused_until IS NULL OR ch.paused_until < now())
     LIMIT $2`,
    [pendingSeconds, LIMIT],
  );
  return rows.map((row) => row.contact_id);
}
