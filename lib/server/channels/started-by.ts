import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { fallbackFlowId } from "../advance/load.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { pool } from "../db.ts";

/** More are not read out. */
const SHOWN = 20;

/** The names of the channels on which a contact's first message begins this flow. The simulator's own are none. */
export async function channelsThatStart(actor: Actor, flowId: number): Promise<string[]> {
  allow(actor, "channels:read");
  const { rows } = await pool().query<{ name: string }>(
    `SELECT name FROM channels
     WHERE coalesce(default_flow_id, CASE WHEN access_token_encrypted IS NULL THEN $2::bigint ELSE $3::bigint END) = $1
       AND status = 'active' AND NOT starts_with(phone_number_id, $4)
     ORDER BY id LIMIT $5`,
    [flowId, fallbackFlowId({ simulated: true }), fallbackFlowId({ simulated: false }), SIMULATOR_PREFIX, SHOWN],
  );
  return rows.map(({ name }) => name);
}
