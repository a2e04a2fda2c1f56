import type { Visit } from "#lib/api/executions.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Context } from "#lib/engine/types.ts";

/** Where a replay stands: `at` is an index into the visits; the moment just after that visit. */
export interface Moment {
  visit: Visit;
  before: Context;
  after: Context;
}

const keptContext = (value: unknown): Context => (isJsonObject(value) ? value : {});

/** The context before and after one visit, from the changes of all visits up to it. */
export function momentAt({ visits, context_before: base }: Pick<HistoryResponse, "visits" | "context_before">, at: number): Moment | null {
  const visit = visits[at];
  if (visit === undefined) return null;
  const before = keptContext(Object.assign({}, base, ...visits.slice(0, at).map(({ changes }) => changes)));
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

/** What the canvas lights up: the way so far, and where the conversation is. */
export function pathUntil(visits: readonly Visit[], at: number): { nodeIds: string[]; transitionIds: string[]; current: string | null } {
  const so = visits.slice(0, at + 1);
  return {
    nodeIds: [...new Set(so.map(({ node_id }) => node_id))],
    transitionIds: [...new Set(so.slice(0, -1).flatMap(({ transition_id }) => transition_id ?? []))],
    current: so.at(-1)?.node_id ?? null,
  };
}

/** The visit of a node that is nearest to where the replay stands: the last one up to it, else the next. */
export function visitOfNode(visits: readonly Visit[], nodeId: string, at: number): number | null {
  const last = visits.findLastIndex(({ node_id }, index) => index <= at && node_id === nodeId);
  if (last >= 0) return last;
  const next = visits.findIndex(({ node_id }) => node_id === nodeId);
  return next < 0 ? null : next;
}
