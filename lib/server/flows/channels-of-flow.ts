import { defaultFlowSql } from "./default-flow.ts";
import { isTestChannelSql } from "./test-channel.ts";
import type { FlowReach, ReachChannel } from "#lib/api/flow-reach.ts";
import type { SimulatedChannel } from "#lib/simulator/types.ts";
import { type Actor, allow, may } from "../auth/actor.ts";
import { type Db, pool } from "../platform/db.ts";

/** More are not read out. */
const SHOWN = 20;
/** More are not chosen from here; the settings have all. */
const OFFERED = 100;

interface ChannelOfFlow {
  id: number;
  name: string;
  /** Chosen there; else it is what the installation falls back on. */
  own: boolean;
}

/** The active channels on which a contact's first message, or a failure, begins this flow. The simulator's own are none. */
export async function channelsOfFlow(db: Db, flowId: number): Promise<ChannelOfFlow[]> {
  // SQL, because Prisma cannot fall back from one column to another.
  const { rows } = await db.query<ChannelOfFlow>(
    `SELECT ch.id, ch.name, ${defaultFlowSql("ch")} IS DISTINCT FROM $1::bigint OR ch.default_flow_id IS NOT NULL AS own
     FROM channels ch WHERE (${defaultFlowSql("ch")} = $1::bigint OR ch.rescue_flow_id = $1::bigint)
       AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}
     ORDER BY ch.id`,
    [flowId],
  );
  return rows;
}

/** Whom this flow reaches, for whoever publishes it. */
export async function flowReach(actor: Actor, flowId: number): Promise<FlowReach> {
  allow(actor, "channels:read");
  const mayChoose = may(actor, "channels:write");
  const { rows: channels } = await pool().query<ReachChannel>(
    `SELECT ch.id, ch.name, ch.display_phone_number, ch.access_token_encrypted IS NULL AS simulated,
       coalesce(f.id = $1::bigint, false) AS begins, f.name AS flow
     FROM channels ch LEFT JOIN flows f ON f.id = ${defaultFlowSql("ch")}
     WHERE ch.status = 'active' AND NOT ${isTestChannelSql("ch")} ORDER BY ch.access_token_encrypted IS NULL, ch.id LIMIT ${OFFERED}`,
    [flowId],
  );
  const { rows: people } = mayChoose
    ? { rows: [] }
    : await pool().query<{ name: string }>(
        "SELECT coalesce(nullif(name, ''), email) AS name FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id LIMIT 5",
      );
  return { channels, mayChoose, administrators: people.map(({ name }) => name) };
}

/** The names of the channels on which a contact's first message begins each of these flows. */
export async function channelNamesOf(actor: Actor, flowIds: readonly number[]): Promise<Record<number, string[]>> {
  allow(actor, "channels:read");
  const { rows } = await pool().query<{ flow_id: number; names: string[] }>(
    `SELECT flow_id, array_agg(name ORDER BY id) AS names
     FROM (SELECT ch.id, ch.name, ${defaultFlowSql("ch")} AS flow_id FROM channels ch
           WHERE ch.status = 'active' AND NOT ${isTestChannelSql("ch")}) begun
     WHERE flow_id = ANY($1::int[]) GROUP BY flow_id`,
    [flowIds],
  );
  return Object.fromEntries(rows.map(({ flow_id: id, names }) => [id, names.slice(0, SHOWN)]));
}

/** The first active channel on which a contact's first message begins this flow, as far as the simulator plays it; undefined: none. */
export async function simulatedChannel(actor: Actor, flowId: number): Promise<SimulatedChannel | undefined> {
  allow(actor, "channels:read");
  // SQL, because Prisma cannot fall back from one column to another.
  const { rows } = await pool().query<{
    name: string;
    opt_out_words: string[];
    opt_in_words: string[];
    opt_out_reply: string | null;
    opt_in_reply: string | null;
    rescue_flow_id: number | null;
  }>(
    `SELECT ch.name, ch.opt_out_words, ch.opt_in_words, ch.opt_out_reply, ch.opt_in_reply, ch.rescue_flow_id FROM channels ch
     WHERE ${defaultFlowSql("ch")} = $1::bigint AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}
     ORDER BY ch.access_token_encrypted IS NULL, ch.id LIMIT 1`,
    [flowId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { name, opt_out_words: optOut, opt_in_words: optIn, opt_out_reply: optOutReply, opt_in_reply: optInReply } = row;
  return { name, consentWords: { optOut, optIn, optOutReply, optInReply }, rescueFlowId: row.rescue_flow_id };
}
