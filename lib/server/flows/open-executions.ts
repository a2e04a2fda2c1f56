import { type Actor, allow } from "../auth/actor.ts";
import { pool } from "../db.ts";
import { OPEN } from "../open-statuses.ts";
import { simulatorNumber } from "../simulation/number.ts";

/** How many conversations are in progress now, by flow; flows without any are left out. What is tried at the simulator is nobody's conversation. */
export async function countOpenExecutions(actor: Actor, flowIds: readonly number[]): Promise<Record<number, number>> {
  allow(actor, "flows:read");
  if (flowIds.length === 0) return {};
  const { rows } = await pool().query<{ flow_id: number; n: number }>(
    `SELECT flow_id, count(*)::int AS n FROM executions WHERE flow_id = ANY($1) AND status IN ${OPEN}
       AND contact_id NOT IN (SELECT c.id FROM channels s JOIN contacts c ON c.channel_id = s.id WHERE s.phone_number_id = ANY($2))
     GROUP BY flow_id`,
    [flowIds, flowIds.map(simulatorNumber)],
  );
  return Object.fromEntries(rows.map((row) => [row.flow_id, row.n]));
}
