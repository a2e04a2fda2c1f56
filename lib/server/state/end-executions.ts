import type { Problem } from "#lib/engine/problem/problem.ts";
import type { Db } from "../platform/db.ts";
import { storedJson } from "../platform/stored-json.ts";
import { OPEN_STATUSES_SQL } from "./open-statuses.ts";

/**
 * The one way to end executions that the engine did not end: those that are open get this status and the reason, and their
 * timers are dropped. What they have already queued for sending is still sent. The caller holds their contacts' locks, and
 * wakes what waits behind them. Returns which were open.
 */
export async function endExecutions(db: Db, ids: readonly number[], status: "cancelled" | "failed", why: Problem): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `WITH ended AS (
       UPDATE executions SET status = $2, reason = $3, state = state || $4::jsonb, seq = seq + 1, ended_at = statement_timestamp(),
         updated_at = now()
       WHERE id = ANY($1) AND status IN ${OPEN_STATUSES_SQL}
       RETURNING id
     ), dropped AS (
       UPDATE scheduled_actions SET status = 'cancelled' WHERE execution_id IN (SELECT id FROM ended) AND status = 'pending'
     )
     SELECT id FROM ended`,
    [ids, status, why.message, storedJson({ status, waitingFor: null, reason: why.message, problem: why })],
  );
  return rows.map((row) => row.id);
}
