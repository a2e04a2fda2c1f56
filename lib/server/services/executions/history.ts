import type { z } from "zod";
import type { Context, ExecutionState, FlowGraph } from "#lib/engine/types.ts";
import { isOpen } from "#lib/engine/status.ts";
import { visitOfToken } from "#lib/engine/token.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { readQuiet } from "../../contacts/quiet.ts";
import { storedGraph } from "../../flows/flow-row.ts";
import { prisma } from "../../platform/prisma.ts";
import { readConversation } from "./conversation.ts";
import { redactSecrets } from "../../platform/redact.ts";
import type { call, HistoryResponse } from "#lib/api/history.ts";
import { noExecution, readSummary, readVisits, RESCUE_LINKS, type RescueRow, toRescueLinks, waitingFor } from "./read-executions.ts";

/** Visits of one response: enough for nearly every conversation whole, and a bound for the others. */
const WINDOW = 500;

/**
 * An execution with all that a replay shows: the graph it runs, its visits, what was said, what was asked of Meta and of
 * others, secrets hidden. `before` gives an earlier part of a long one.
 * @throws ApiError 404
 */
export async function getHistory(actor: Actor, id: number, { before }: { before?: number | undefined }): Promise<HistoryResponse> {
  allow(actor, "executions:read");
  // First, so that what changes while the rest is read is seen as a change afterwards.
  const { pulse } = await getPulse(actor, id);
  const { summary, more } = await readSummary<RescueRow & { state: ExecutionState; graph: FlowGraph; published_version: number | null }>(
    id,
    `e.state, ${RESCUE_LINKS}, (SELECT graph FROM flow_versions WHERE id = e.flow_version_id) AS graph,
     (SELECT live.number FROM flow_versions live WHERE live.id = f.published_version_id) AS published_version`,
  );
  const { visits, truncated } = await readVisits(id, WINDOW, before);
  const [from, to] = [visits[0]?.seq ?? 1, visits.at(-1)?.seq ?? 0];
  const [messages, calls, contexts, timer, flows, quiet] = await Promise.all([
    readConversation(id, { from, to, last: before === undefined }),
    readCalls(id, from, to),
    truncated ? contextsAt(id, from) : [],
    nextTimer(id),
    readFlows(visits),
    quietAfter(summary),
  ]);
  return {
    execution: summary,
    ...toRescueLinks(more),
    waiting_for: waitingFor(more.state),
    timer_due_at: timer,
    quiet,
    published_version: more.published_version,
    graph: more.graph,
    context_before: contexts.find(({ frame }) => frame === null)?.context ?? {},
    contexts_before: contexts.flatMap(({ frame, context }) => (frame === null ? [] : [{ frame, context }])),
    flows,
    visits,
    truncated,
    messages,
    calls,
    ai_calls: calls.filter(({ effect }) => effect === "complete_ai"),
    pulse,
  };
}

/**
 * A short text that changes when the execution moves, when a message's or a call's status does, when something new waits
 * to be heard, and when another version goes live, in which to try again: what a person who watches would see happen. For
 * asking every second. What does not change it is a report of Meta that comes late and leaves the status as it is.
 * @throws ApiError 404
 */
export async function getPulse(actor: Actor, id: number): Promise<{ pulse: string }> {
  allow(actor, "executions:read");
  // SQL, because it makes one text of several sets.
  const { rows } = await pool().query<{ pulse: string }>(
    `SELECT concat_ws('.', e.seq, e.status,
       (SELECT count(*) || '-' || coalesce(md5(string_agg(m.status || m.attempts, ',' ORDER BY m.id)), '') FROM messages m
         WHERE m.execution_id = e.id),
       (SELECT md5(string_agg(concat(a.status, a.started_at), ',' ORDER BY a.id)) FROM calls a WHERE a.execution_id = e.id),
       (SELECT max(b.id) FROM mailbox b WHERE b.contact_id = e.contact_id AND b.processed_at IS NULL),
       (SELECT f.published_version_id FROM flows f WHERE f.id = e.flow_id)) AS pulse
     FROM executions e WHERE e.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw noExecution(id);
  return row;
}

/** The silence that this one, and no later one, has left behind it. */
async function quietAfter({ id, contact_id, status }: HistoryResponse["execution"]): Promise<HistoryResponse["quiet"]> {
  if (isOpen(status)) return null;
  const quiet = (await readQuiet([contact_id])).get(contact_id);
  return quiet?.execution_id === id ? quiet : null;
}

interface CallRow {
  id: number;
  effect: string;
  token: string;
  status: string;
  request: unknown;
  result: unknown;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

async function readCalls(id: number, from: number, to: number): Promise<z.output<typeof call>[]> {
  const { rows } = await pool().query<CallRow>(
    `SELECT id, effect, token, status, request, result, created_at, started_at, finished_at FROM calls
      WHERE execution_id = $1 ORDER BY id DESC LIMIT 1000`,
    [id],
  );
  return rows
    .map(({ token, ...row }) => ({
      ...row,
      visit_seq: visitOfToken(token),
      request: redactSecrets(row.request),
      result: redactSecrets(row.result),
      created_at: row.created_at.toISOString(),
      started_at: row.started_at?.toISOString() ?? null,
      finished_at: row.finished_at?.toISOString() ?? null,
    }))
    .filter(({ visit_seq: visit }) => visit >= from && visit <= to)
    .reverse();
}

interface FrameContext {
  frame: number | null;
  context: Context;
}

/** The contexts before this visit, of each frame: the changes of all earlier visits in it, the later value of a key winning. */
async function contextsAt(id: number, seq: number): Promise<FrameContext[]> {
  // SQL, because it makes one object of a set.
  const { rows } = await pool().query<FrameContext>(
    `SELECT l.frame, jsonb_object_agg(c.key, c.value ORDER BY l.seq) AS context FROM execution_log l
      CROSS JOIN LATERAL jsonb_each(l.changes) c WHERE l.execution_id = $1 AND l.seq < $2 GROUP BY l.frame`,
    [id, seq],
  );
  return rows;
}

/** The versions of other flows that these visits name. */
async function readFlows(visits: readonly { flow_version_id: number | null }[]): Promise<HistoryResponse["flows"]> {
  const ids = [...new Set(visits.flatMap(({ flow_version_id: version }) => version ?? []))];
  if (ids.length === 0) return [];
  const versions = await prisma().flowVersion.findMany({ where: { id: { in: ids } }, include: { flow: { select: { name: true } } } });
  return versions.map(({ id, flowId, number, graph, flow }) => ({
    ...{ version_id: id, flow_id: flowId, name: flow.name, version: number },
    graph: storedGraph(graph),
  }));
}

async function nextTimer(id: number): Promise<string | null> {
  const timer = await prisma().scheduledAction.findFirst({
    where: { executionId: id, status: "pending" },
    orderBy: { dueAt: "asc" },
    select: { dueAt: true },
  });
  return timer?.dueAt.toISOString() ?? null;
}
