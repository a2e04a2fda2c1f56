import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { fallbackFlowId } from "./default-flow.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { type Db, pool } from "../platform/db.ts";

/** More are not read out. */
const SHOWN = 20;

interface ChannelOfFlow {
  id: number;
  name: string;
  /** Chosen there; else it is what the installation falls back on. */
  own: boolean;
}

/** The active channels on which a contact's first message begins this flow. The simulator's own are none. */
export async function channelsOfFlow(db: Db, flowId: number): Promise<ChannelOfFlow[]> {
  const { rows } = await db.query<ChannelOfFlow>(
    `SELECT id, name, default_flow_id IS NOT NULL AS own FROM channels
     WHERE coalesce(default_flow_id, CASE WHEN access_token_encrypted IS NULL THEN $2::int ELSE $3::int END) = $1::bigint
       AND status = 'active' AND NOT starts_with(phone_number_id, $4)
     ORDER BY id`,
    [flowId, fallbackFlowId({ simulated: true }), fallbackFlowId({ simulated: false }), SIMULATOR_PREFIX],
  );
  return rows;
}

/** Their names, for whoever publishes the flow. */
export async function channelNamesOfFlow(actor: Actor, flowId: number): Promise<string[]> {
  allow(actor, "channels:read");
  return (await channelsOfFlow(pool(), flowId)).slice(0, SHOWN).map(({ name }) => name);
}
