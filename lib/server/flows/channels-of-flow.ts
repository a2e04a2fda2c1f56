import { defaultFlowSql } from "./default-flow.ts";
import { isTestChannelSql } from "./test-channel.ts";
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
  // SQL, because Prisma cannot fall back from one column to another.
  const { rows } = await db.query<ChannelOfFlow>(
    `SELECT ch.id, ch.name, ch.default_flow_id IS NOT NULL AS own FROM channels ch
     WHERE ${defaultFlowSql("ch")} = $1::bigint AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}
     ORDER BY ch.id`,
    [flowId],
  );
  return rows;
}

/** Their names, for whoever publishes the flow. */
export async function channelNamesOfFlow(actor: Actor, flowId: number): Promise<string[]> {
  allow(actor, "channels:read");
  return (await channelsOfFlow(pool(), flowId)).slice(0, SHOWN).map(({ name }) => name);
}
