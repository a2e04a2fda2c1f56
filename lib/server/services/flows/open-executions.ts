import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { isCustomers } from "../../flows/test-channel.ts";

/** How many conversations are in progress now, by flow; flows without any are left out. */
export async function countOpenExecutions(actor: Actor, flowIds: readonly number[]): Promise<Record<number, number>> {
  allow(actor, "flows:read");
  if (flowIds.length === 0) return {};
  // SQL, because it counts open ones by their partial index, without the simulator's.
  const { rows } = await pool().query<{ flow_id: number; n: number }>(
    `SELECT flow_id, count(*)::int AS n FROM executions WHERE flow_id = ANY($1) AND status IN ${OPEN_STATUSES_SQL} AND ${isCustomers("$1::int[]")} GROUP BY flow_id`,
    [flowIds],
  );
  return Object.fromEntries(rows.map((row) => [row.flow_id, row.n]));
}
