/**
 * How many calls of language models may be made. Counted in rows, so that it holds for all workers together and over their restarts; what a
 * limit turned away costs nothing and is counted too.
 */
import type { Health } from "#lib/api/health.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { log } from "../platform/log.ts";

type Scope = "contact_hour" | "flow_day" | "day";

/** The limits that are set. */
function aiLimits(): Partial<Record<Scope, number>> {
  const { WORKFLOW_AI_CALLS_PER_CONTACT_HOUR: contact, WORKFLOW_AI_CALLS_PER_FLOW_DAY: flow, WORKFLOW_AI_CALLS_PER_DAY: day } = env();
  const all: Record<Scope, number> = { contact_hour: contact, flow_day: flow, day };
  return Object.fromEntries(Object.entries(all).filter(([, limit]) => limit > 0));
}

/** Where an operator sees it. */
const ALARM_SHARE = 0.8;

/** The limit that a call would go over. */
export interface OverLimit {
  scope: Scope;
  /** A call of this contact was turned away within the last hour already: it need not be told again. */
  repeated: boolean;
}

/** Counts a call as so many units, or returns the limit that forbids it. */
export async function reserveCall({ contactId, flowId }: { contactId: number; flowId: number }, units: number): Promise<OverLimit | null> {
  const limits = aiLimits();
  const subjects: Record<Scope, number> = { contact_hour: contactId, day: 0, flow_day: flowId };
  return inTransaction(async (client) => {
    // In one order of scopes, so that two calls wait for each other instead of one of them failing.
    await client.query(
      `INSERT INTO ai_usage AS u (scope, subject, period)
       SELECT scope, subject, date_trunc(CASE scope WHEN 'contact_hour' THEN 'minute' ELSE 'day' END, now())
       FROM unnest($1::text[], $2::bigint[]) AS x (scope, subject) ORDER BY scope
       ON CONFLICT (scope, subject, period) DO UPDATE SET units = u.units`,
      [Object.keys(subjects), Object.values(subjects)],
    );
    // A statement of its own, for what others have counted while this one waited for their rows.
    const { rows } = await client.query<{ scope: Scope; units: number; denied: number }>(
      `SELECT scope, sum(units)::int AS units, sum(denied)::int AS denied
       FROM ai_usage JOIN unnest($1::text[], $2::bigint[]) AS x (scope, subject) USING (scope, subject)
       WHERE period > CASE scope WHEN 'contact_hour' THEN now() - interval '1 hour' ELSE date_trunc('day', now()) - interval '1 ms' END
       GROUP BY scope`,
      [Object.keys(subjects), Object.values(subjects)],
    );
    const over = rows.find(({ scope, units: used }) => used + units > (limits[scope] ?? Infinity));
    await client.query(
      `UPDATE ai_usage u SET units = u.units + $3,
         denied = u.denied + CASE WHEN u.scope IN ($4, 'contact_hour') AND $4 IS NOT NULL THEN 1 ELSE 0 END
       FROM unnest($1::text[], $2::bigint[]) AS x (scope, subject)
       WHERE u.scope = x.scope AND u.subject = x.subject
         AND u.period = date_trunc(CASE u.scope WHEN 'contact_hour' THEN 'minute' ELSE 'day' END, now())`,
      [Object.keys(subjects), Object.values(subjects), over === undefined ? units : 0, over?.scope ?? null],
    );
    if (over === undefined) {
      const near = rows.find(({ scope, units: used }) => crosses(used, units, limits[scope]));
      if (near !== undefined)
        log.warn({ scope: near.scope, contactId, flowId, limit: limits[near.scope] }, "80 % of a limit of AI calls are used");
      return null;
    }
    const repeated = (rows.find(({ scope }) => scope === "contact_hour")?.denied ?? 0) > 0;
    if (!repeated)
      log.warn(
        { scope: over.scope, contactId, flowId, limit: limits[over.scope] },
        "a limit of AI calls is reached: the call was not made",
      );
    return { scope: over.scope, repeated };
  });
}

const crosses = (used: number, units: number, limit: number | undefined): boolean =>
  limit !== undefined && used < limit * ALARM_SHARE && used + units >= limit * ALARM_SHARE;

/** A call that was not made because there is no model to ask: `/health` and the console show it today. */
export async function countUnasked(): Promise<void> {
  await pool().query(
    `INSERT INTO ai_usage AS u (scope, subject, period, denied) VALUES ('not_configured', 0, date_trunc('day', now()), 1)
     ON CONFLICT (scope, subject, period) DO UPDATE SET denied = u.denied + 1`,
  );
}

export interface UsageRow {
  scope: Scope | "not_configured";
  used: number;
  denied: number;
}

/** Of each limit's subjects the one that has used most. */
export const AI_USAGE = `
  SELECT scope, max(used)::int AS used, sum(denied)::int AS denied FROM (
    SELECT scope, subject, sum(units) AS used, sum(denied) AS denied FROM ai_usage
    WHERE period > now() - interval '1 day' AND (scope = 'contact_hour' AND period > now() - interval '1 hour'
      OR scope <> 'contact_hour' AND period >= date_trunc('day', now()))
    GROUP BY scope, subject
  ) s GROUP BY scope`;

export function aiHealth(rows: readonly UsageRow[]): Health["ai"] {
  const limits = aiLimits();
  const budgets = rows.flatMap(({ scope, used, denied }) => {
    if (scope === "not_configured") return [];
    const limit = limits[scope];
    if (limit === undefined) return [];
    // A contact's row counts what any limit turned away, for its notice.
    const isOver = denied > 0 && scope !== "contact_hour";
    return isOver || used >= limit * ALARM_SHARE ? [{ scope, limit, used, denied }] : [];
  });
  if (rows.some(({ scope, denied }) => scope === "not_configured" && denied > 0)) return { alarm: "not_configured", budgets };
  const isOver = budgets.some(({ denied }) => denied > 0);
  return { alarm: budgets.length === 0 ? "none" : isOver ? "over" : "near", budgets };
}
