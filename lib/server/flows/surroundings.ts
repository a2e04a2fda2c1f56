import type { Surroundings } from "#lib/nodes/issues-in.ts";
import { type Actor, allow, may } from "../auth/actor.ts";
import { type Db, pool } from "../platform/db.ts";
import { callersOf, readCallers } from "./callers.ts";
import { defaultFlowSql } from "./default-flow.ts";
import { isTestChannelSql } from "./test-channel.ts";

interface Row {
  secrets: { name: string; hosts: string[] }[] | null;
  is_rescued: boolean | null;
}

/** What is around a flow for whoever draws it: where the secrets may go, whether its channels have a rescue flow, and what begins it. */
export async function readSurroundings(actor: Actor, flowId: number, db: Db = pool()): Promise<Surroundings> {
  allow(actor, "flows:read");
  // SQL, because Prisma cannot fall back from one column to another. No row for channels: null, not known.
  const { rows } = await db.query<Row>(
    `SELECT (SELECT jsonb_agg(jsonb_build_object('name', name, 'hosts', hosts)) FROM secrets) AS secrets,
       (SELECT bool_and(ch.rescue_flow_id IS NOT NULL) FROM channels ch
        WHERE ${defaultFlowSql("ch")} = $1::bigint AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}) AS is_rescued`,
    [flowId],
  );
  const { secrets = null, is_rescued: isRescued = null } = rows[0] ?? {};
  const begunBy = callersOf(await readCallers(db), flowId).map(({ name }) => name);
  return { begunBy, ...(may(actor, "secrets:read") && { secrets: secrets ?? [] }), ...(isRescued !== null && { isRescued }) };
}
