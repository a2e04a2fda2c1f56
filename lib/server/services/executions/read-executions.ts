import type { ExecutionLogEntry } from "#lib/generated/prisma/client.ts";
import type { ExecutionStatus } from "#lib/engine/status.ts";
import type { Problem } from "#lib/engine/problem/problem.ts";
import { waitsFor } from "#lib/engine/can-consume.ts";
import type { StartedBy } from "#lib/engine/trigger-types.ts";
import type { Context, ExecutionState } from "#lib/engine/types.ts";
import { notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Db, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { IS_TEST } from "../../flows/test-channel.ts";
import type { ExecutionResponse, ExecutionSummary } from "#lib/api/executions.ts";

export interface SummaryRow {
  id: number;
  flow_id: number;
  flow_name: string;
  flow_version: number | null;
  contact_id: number;
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
  contact_name: string | null;
  is_test: boolean;
  status: ExecutionStatus;
  node_id: string | null;
  reason: string | null;
  problem: Problem | null;
  started_by: StartedBy | null;
  started_at: Date;
  updated_at: Date;
  ended_at: Date | null;
}

/** SQL, because a list is narrowed and walked by keyset over a join of four tables. */
export const COLUMNS = `e.id, e.flow_id, coalesce(f.name, '') AS flow_name, v.number AS flow_version, e.contact_id, c.channel_id, c.wa_id,
  c.user_id, c.name AS contact_name, ${IS_TEST} AS is_test,
  e.status, e.node_id, e.reason, e.state -> 'problem' AS problem, e.started_by, e.started_at, e.updated_at, e.ended_at`;
export const FROM = `FROM executions e JOIN contacts c ON c.id = e.contact_id
  LEFT JOIN flow_versions v ON v.id = e.flow_version_id LEFT JOIN flows f ON f.id = e.flow_id`;

const MAX_LOG = 1_000;

/** One execution with its context and log. @throws ApiError 404 */
export async function getExecution(actor: Actor, id: number, db: Db = pool()): Promise<ExecutionResponse> {
  allow(actor, "executions:read");
  const { summary, more } = await readSummary<RescueRow & { state: ExecutionState }>(id, `e.state, ${RESCUE_LINKS}`, db);
  const { visits, truncated } = await readVisits(id, MAX_LOG, undefined, db);
  const links = toRescueLinks(more);
  return { ...summary, ...links, context: more.state.context, waiting_for: waitingFor(more.state), log: visits, log_truncated: truncated };
}

export interface RescueRow {
  rescues: number | null;
  rescued_by: number | null;
}

/** SQL of `e`: what the channel's rescue flow binds it to. */
export const RESCUE_LINKS = `e.rescues, (SELECT min(r.id) FROM executions r
  WHERE r.contact_id = e.contact_id AND r.started_at >= e.started_at AND r.rescues = e.id) AS rescued_by`;

export const toRescueLinks = ({ rescues, rescued_by }: RescueRow): RescueRow => ({ rescues, rescued_by });

/** The tokens of what it waits for stay inside. */
export const waitingFor = (state: ExecutionState): ExecutionResponse["waiting_for"] =>
  state.waitingFor && { for: [...waitsFor(state)], kind: state.waitingFor.kind };

/** One execution as lists show it, and `columns` of `e` beside. @throws ApiError 404 */
export async function readSummary<More extends object>(
  id: number,
  columns: string,
  db: Db = pool(),
): Promise<{ summary: ExecutionSummary; more: More }> {
  const { rows } = await db.query<SummaryRow & More>(`SELECT ${COLUMNS}, ${columns} ${FROM} WHERE e.id = $1`, [id]);
  const [row] = rows;
  if (row === undefined) throw noExecution(id);
  return { summary: toSummary(row), more: row };
}

export const noExecution = (id: number) => notFound(`There is no execution ${id}. GET /api/v1/executions lists those there are.`);

/** An execution's last visits, or the last ones before `before`, in order. */
export async function readVisits(
  id: number,
  limit: number,
  before = 2 ** 31 - 1,
  db: Db = pool(),
): Promise<{ visits: ExecutionResponse["log"]; truncated: boolean }> {
  const rows = await prisma(db).executionLogEntry.findMany({
    where: { executionId: id, seq: { lt: before } },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  return { visits: rows.slice(0, limit).reverse().map(toVisit), truncated: rows.length > limit };
}

const toVisit = (row: ExecutionLogEntry): ExecutionResponse["log"][number] => ({
  seq: row.seq,
  node_id: row.nodeId,
  node_type: row.nodeType,
  flow_version_id: row.flowVersionId,
  frame: row.frame,
  event: row.event,
  outcome: row.outcome,
  exit: row.exit,
  transition_id: row.transitionId,
  // As `saveTurns` writes them.
  conditions: ((row.conditions ?? []) as [string, boolean | null][]).map(([id, value]) => ({ transition_id: id, value })),
  // What the engine changed in the context, which is an object.
  changes: row.changes as Context,
  note: row.note,
  at: row.at.toISOString(),
  // As `saveTurns` writes it.
  started_by: row.startedBy as StartedBy | null,
});

export function toSummary(row: SummaryRow): ExecutionSummary {
  return {
    id: row.id,
    flow_id: row.flow_id,
    flow_name: row.flow_name,
    flow_version: row.flow_version,
    contact_id: row.contact_id,
    contact: {
      id: row.contact_id,
      channel_id: row.channel_id,
      wa_id: row.wa_id,
      user_id: row.user_id,
      name: row.contact_name,
      is_test: row.is_test,
    },
    status: row.status,
    node_id: row.node_id,
    reason: row.reason,
    problem: row.problem,
    started_by: row.started_by,
    started_at: row.started_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  };
}
