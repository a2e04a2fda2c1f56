import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { isCustomers } from "../../flows/test-channel.ts";

/** How many days back failures are counted: older ones have been looked at, or never will be. */
const FAILURE_DAYS = 7;
/** Failures that are looked through; of more than that, some flows have fewer than there are. */
const MOST_FAILURES = 10_000;

/** How many of customers' conversations that began lately have failed and were not tried again, by flow; flows without any are left out. */
export async function countFailures(actor: Actor, flowIds: readonly number[]): Promise<Record<number, number>> {
  allow(actor, "flows:read");
  if (flowIds.length === 0) return {};
  // SQL, because it counts by the partial index of failures, without the simulator's.
  const { rows } = await pool().query<{ flow_id: number; n: number }>(
    `SELECT flow_id, count(*)::int AS n FROM (
       SELECT flow_id, contact_id FROM executions WHERE status = 'failed' AND started_at > now() - make_interval(days => $2)
       ORDER BY started_at DESC LIMIT ${MOST_FAILURES}) failed
     WHERE flow_id = ANY($1) AND ${isCustomers("$1::int[]")} GROUP BY flow_id`,
    [flowIds, FAILURE_DAYS],
  );
  return Object.fromEntries(rows.map((row) => [row.flow_id, row.n]));
}

/** How many conversations are in progress now, by flow; flows without any are left out. */
export async function countOpenExecutions(actor: Actor, flowIds: readonly number[]): Promise<Record<number, number>> {
  allow(actor, "flows:read");
  if (flowIds.length === 0) return {};
  // SQL, because it counts open ones by their partial index, without the simulator's.
  const { rows } = await pool().query<{ flow_id: number; n: number }>(
    `SELECT flow_id, count(*)::int AS n FROM executions
      WHERE flow_id = ANY($1) AND status IN ${OPEN_STATUSES_SQL} AND ${isCustomers("$1::int[]")} GROUP BY flow_id`,
    [flowIds],
  );
  return Object.fromEntries(rows.map((row) => [row.flow_id, row.n]));
}
