import type { z } from "zod";
import { notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool, reportQuery } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { isCustomers } from "../../flows/test-channel.ts";
import { noVersion, readFlow } from "../../flows/flow-row.ts";
import type { figuresQuery, FiguresResponse, NodeFigures } from "#lib/api/figures.ts";

/** Executions that one response looks at: with 20 visits each they take the database less than a second. */
const MAX_EXECUTIONS = 10_000;
const DEFAULT_DAYS = 30;

/**
 * What happened at each node, over the real executions of one version that started in a period. A node that waits has two
 * log entries for one visit, entering and going on: the second of a pair is known by the first's outcome.
 */
const FIGURES = `
  WITH chosen AS MATERIALIZED (
    SELECT id, status, node_id, status = 'waiting' AND updated_at < now() - interval '24 hours' AS silent FROM executions
    WHERE flow_version_id = $1 AND started_at >= $2 AND started_at < $3
      AND ${isCustomers("ARRAY[$5::int]")}
    ORDER BY started_at DESC LIMIT $4
  ), visit AS MATERIALIZED (
    SELECT l.node_id, l.exit, l.transition_id, l.outcome IN ('waits', 'began') AS waits,
           coalesce(lag(l.outcome) OVER w IN ('waits', 'began'), false) AS resumed,
           extract(epoch FROM lead(l.at) OVER w - l.at)::float8 AS until_next
    FROM chosen c JOIN execution_log l ON l.execution_id = c.id
    WHERE l.flow_version_id IS NULL -- visits in other flows that it began are not at its nodes
      AND l.execution_id >= (SELECT min(id) FROM chosen) -- so that joining in order of id need not begin with the first execution ever
    WINDOW w AS (PARTITION BY l.execution_id ORDER BY l.seq)
  ), passed AS (
    SELECT node_id, count(*) FILTER (WHERE NOT resumed) AS visits FROM visit GROUP BY node_id
  ), waited AS (
    SELECT node_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY until_next) AS median_wait_seconds
    FROM visit WHERE waits AND until_next IS NOT NULL GROUP BY node_id
  ), taken AS (
    SELECT node_id, jsonb_agg(jsonb_build_object('exit', exit, 'transition_id', transition_id, 'count', n)
      ORDER BY n DESC, exit, transition_id) AS exits
    FROM (SELECT node_id, exit, transition_id, count(*) AS n FROM visit WHERE exit IS NOT NULL GROUP BY 1, 2, 3) x GROUP BY node_id
  ), rested AS (
    SELECT node_id,
           count(*) FILTER (WHERE status IN ${OPEN_STATUSES_SQL} AND NOT silent) AS here,
           count(*) FILTER (WHERE status IN ('failed', 'cancelled', 'expired') OR silent) AS dropped,
           count(*) FILTER (WHERE status = 'failed') AS failed,
           count(*) FILTER (WHERE status = 'completed') AS completed
    FROM chosen WHERE node_id IS NOT NULL GROUP BY node_id
  )
  SELECT (SELECT count(*) FROM chosen) AS executions,
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
       'node_id', p.node_id, 'visits', p.visits, 'exits', coalesce(t.exits, '[]'),
       'here', coalesce(r.here, 0), 'dropped', coalesce(r.dropped, 0),
                         'failed', coalesce(r.failed, 0), 'completed', coalesce(r.completed, 0),
       'median_wait_seconds', w.median_wait_seconds) ORDER BY p.node_id), '[]')
     FROM passed p LEFT JOIN taken t USING (node_id) LEFT JOIN rested r USING (node_id) LEFT JOIN waited w USING (node_id)) AS nodes`;

/** Visits, exits taken, drop-off and waiting time of each node that was visited. @throws ApiError 404 (no such flow or version) */
export async function getFigures(actor: Actor, flowId: number, query: z.output<typeof figuresQuery>): Promise<FiguresResponse> {
  allow(actor, "flows:read");
  const version = await findVersion(flowId, query.version);
  const to = query.to ?? new Date();
  const from = query.from ?? new Date(to.getTime() - DEFAULT_DAYS * 86_400_000);
  const rows = await reportQuery<{ executions: number; nodes: NodeFigures[] }>(FIGURES, [version.id, from, to, MAX_EXECUTIONS, flowId]);
  const { executions, nodes } = rows[0] ?? { executions: 0, nodes: [] };
  return {
    version: version.number,
    from: from.toISOString(),
    to: to.toISOString(),
    executions,
    sampled: executions === MAX_EXECUTIONS,
    nodes,
  };
}

async function findVersion(flowId: number, number: number | undefined): Promise<{ id: number; number: number }> {
  const flow = await readFlow(pool(), flowId);
  if (number === undefined && flow.published_version_id !== null && flow.published_version !== null)
    return { id: flow.published_version_id, number: flow.published_version };
  const version = await prisma().flowVersion.findUnique({
    where: { flowId_number: { flowId, number: number ?? 0 } },
    select: { id: true, number: true },
  });
  if (version === null)
    throw number === undefined ? notFound(`Flow ${flowId} has not been published, so nothing has run it yet.`) : noVersion(flowId, number);
  return version;
}
