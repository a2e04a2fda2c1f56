import { CALL_TYPES } from "#lib/effects/registry.ts";
import type { CallName } from "#lib/engine/calls.ts";
import { visitOfToken } from "#lib/engine/token.ts";
import type { Context } from "#lib/engine/types.ts";
import { pool } from "../../platform/db.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { waitsForTokenSql } from "../../state/waits-for-token.ts";
import type { CallOrigin } from "../call-origin.ts";

export interface Call {
  id: number;
  request: Context;
  origin: CallOrigin;
}

interface ClaimedRow {
  id: number;
  request: Context;
  execution_id: number;
  contact_id: number;
  flow_id: number;
  token: string;
  hops: number;
  needed: boolean;
  simulated: boolean;
}

/**
 * Takes a call that nobody has in hand; null when somebody has, or it is done. A call whose result nobody waits for any
 * longer, because its conversation was ended meanwhile, is done unmade: it would cost money for nothing.
 */
export async function claimCall(effect: CallName, callId: number, workerId: string): Promise<Call | null> {
  const { rows } = await pool().query<ClaimedRow>(
    `UPDATE calls c SET worker_id = $2,
       status = CASE WHEN call.needed THEN 'running' ELSE 'done' END,
       started_at = CASE WHEN call.needed THEN now() END,
       finished_at = CASE WHEN NOT call.needed THEN now() END,
       result = CASE WHEN NOT call.needed THEN $3::jsonb END
     FROM (SELECT a.id, e.id IS NOT NULL AS needed, coalesce((e.state->>'hops')::int, 0) AS hops, e.flow_id,
             ch.access_token_encrypted IS NULL AS simulated
           FROM calls a JOIN contacts p ON p.id = a.contact_id JOIN channels ch ON ch.id = p.channel_id
           LEFT JOIN executions e ON e.id = a.execution_id AND e.status IN ${OPEN_STATUSES_SQL}
             AND ${waitsForTokenSql("e.state", "a.token")}
           WHERE a.id = $1 AND a.effect = $4) call
     WHERE c.id = call.id AND c.status = 'pending'
     RETURNING c.id, c.request, c.execution_id, c.contact_id, c.token, call.hops, call.needed, call.flow_id, call.simulated`,
    [callId, workerId, JSON.stringify(CALL_TYPES[effect].failed("not_needed")), effect],
  );
  const [row] = rows;
  if (row?.needed !== true) return null;
  const { id, request, execution_id: executionId, contact_id: contactId, flow_id: flowId, token, hops, simulated } = row;
  return { id, request, origin: { executionId, contactId, flowId, simulated, visit: visitOfToken(token), hops } };
}

/** Gives back a call that this worker has in hand, for whoever takes it next. */
export async function releaseCall(callId: number, workerId: string): Promise<void> {
  await pool().query("UPDATE calls SET status = 'pending', worker_id = NULL WHERE id = $1 AND status = 'running' AND worker_id = $2", [
    callId,
    workerId,
  ]);
}
