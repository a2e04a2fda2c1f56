import type { Visit } from "#lib/api/executions.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Context } from "#lib/engine/types.ts";
import { type Path, pathOf } from "#lib/simulator/path.ts";

/** Where a replay stands: `at` is an index into the visits; the moment just after that visit. */
export interface Moment {
  visit: Visit;
  before: Context;
  after: Context;
}

const keptContext = (value: unknown): Context => (isJsonObject(value) ? value : {});

/** The context of its flow before and after one visit, from the changes of all visits up to it in the same frame. */
export function momentAt(
  { visits, context_before: base, contexts_before: others }: Pick<HistoryResponse, "visits" | "context_before" | "contexts_before">,
  at: number,
): Moment | null {
  const visit = visits[at];
  if (visit === undefined) return null;
  const { frame } = visit;
  const begun = frame === null ? base : others.find((each) => each.frame === frame)?.context;
  const changes = visits.slice(0, at).flatMap((each) => (each.frame === frame ? [each.changes] : []));
  const before = keptContext(Object.assign({}, begun, ...changes));
  return { visit, before, after: keptContext({ ...before, ...visit.changes }) };
}

/**
 * Indexes of the visits that an event began: the first, and each after one that waited or failed. What lies between
 * happened in one go.
 */
export function eventStarts(visits: readonly Visit[]): number[] {
  return visits.flatMap((_, index) => {
    const previous = visits[index - 1];
    return previous === undefined || previous.outcome === "waits" || previous.outcome === "failed" ? [index] : [];
  });
}

/** What the canvas lights up: the way so far in the flow of the visit shown, that of the visit above it, and where the conversation is. */
export function pathUntil(visits: readonly Visit[], at: number): Path {
  const version = visits[at]?.flow_version_id ?? null;
  const gone = visits
    .slice(0, at + 1)
    .filter(({ flow_version_id: each }) => each === version)
    .map(({ node_id: nodeId, transition_id: transitionId, outcome }) => ({ nodeId, transitionId, outcome }));
  return pathOf(gone, Math.min(1, gone.length), gone.at(-1)?.nodeId ?? null);
}

/** The visit of a node, of the flow that is shown, that is nearest to where the replay stands: the last one up to it, else the next. */
export function visitOfNode(visits: readonly Visit[], nodeId: string, at: number): number | null {
  const version = visits[at]?.flow_version_id ?? null;
  const isIts = ({ node_id, flow_version_id: each }: Visit) => node_id === nodeId && each === version;
  const last = visits.findLastIndex((visit, index) => index <= at && isIts(visit));
  if (last >= 0) return last;
  const next = visits.findIndex(isIts);
  return next < 0 ? null : next;
}

/** The flow of a visit, as it was then. */
export function flowOfVisit(
  { execution, graph, flows }: Pick<HistoryResponse, "execution" | "graph" | "flows">,
  visit: Pick<Visit, "flow_version_id"> | undefined,
): { id: number; name: string; version: number | null; graph: HistoryResponse["graph"] } {
  const other = flows.find(({ version_id: id }) => id === visit?.flow_version_id);
  if (other !== undefined) return { id: other.flow_id, name: other.name, version: other.version, graph: other.graph };
  return { id: execution.flow_id, name: execution.flow_name, version: execution.flow_version, graph };
}

export const nodeNameIn = ({ nodes }: HistoryResponse["graph"], nodeId: string): string =>
  nodes.find(({ id }) => id === nodeId)?.name || nodeId;
