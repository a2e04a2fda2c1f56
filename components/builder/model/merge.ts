import microdiff from "microdiff";
import type { FlowGraph } from "#lib/engine/types.ts";
import { withNotes, withSettings, withTriggers } from "./graph.ts";

export type Side = "mine" | "theirs";

/** One thing that both editors changed, each in another way. A side that is null took it away. */
export interface Conflict {
  kind: "node" | "transition" | "note" | "trigger" | "start" | "settings";
  id: string;
  mine: unknown;
  theirs: unknown;
}

interface Merged {
  graph: FlowGraph;
  conflicts: Conflict[];
}

/**
 * Brings two drafts together that both began as `base`: what only one side changed is taken from it; where both did,
 * `choices` decides by id (mine unless it says otherwise). Transitions that lost an end are dropped.
 */
export function mergeGraphs(base: FlowGraph, mine: FlowGraph, theirs: FlowGraph, choices: ReadonlyMap<string, Side> = new Map()): Merged {
  const conflicts: Conflict[] = [];
  const merge = <T extends { id: string }>(kind: Conflict["kind"], sides: Record<Side | "base", readonly T[]>): T[] => {
    const [was, ours, others] = [byId(sides.base), byId(sides.mine), byId(sides.theirs)];
    return order(sides).flatMap((id) => {
      const [before, my, their] = [was.get(id), ours.get(id), others.get(id)];
      const item = pick(before, my, their, () => {
        conflicts.push({ kind, id, mine: my ?? null, theirs: their ?? null });
        return choices.get(id) === "theirs" ? their : my;
      });
      return item ?? [];
    });
  };

  const nodes = merge("node", { base: base.nodes, mine: mine.nodes, theirs: theirs.nodes });
  const present = new Set(nodes.map(({ id }) => id));
  const transitions = merge("transition", { base: base.transitions, mine: mine.transitions, theirs: theirs.transitions });
  const notes = merge("note", { base: base.notes ?? [], mine: mine.notes ?? [], theirs: theirs.notes ?? [] });
  const triggers = merge("trigger", { base: base.triggers ?? [], mine: mine.triggers ?? [], theirs: theirs.triggers ?? [] });
  const start = pick(base.start, mine.start, theirs.start, () => {
    conflicts.push({ kind: "start", id: "start", mine: mine.start, theirs: theirs.start });
    return choices.get("start") === "theirs" ? theirs.start : mine.start;
  });
  const settings = pick(base.settings ?? {}, mine.settings ?? {}, theirs.settings ?? {}, () => {
    conflicts.push({ kind: "settings", id: "settings", mine: mine.settings ?? null, theirs: theirs.settings ?? null });
    return (choices.get("settings") === "theirs" ? theirs.settings : mine.settings) ?? {};
  });
  const graph: FlowGraph = {
    nodes,
    transitions: transitions.filter(({ from, to }) => present.has(from) && present.has(to)),
    start: start !== null && present.has(start) ? start : null,
  };
  return { graph: withSettings(withTriggers(withNotes(graph, notes), triggers), settings), conflicts };
}

function pick<T>(before: T, mine: T, theirs: T, decide: () => T): T {
  if (same(mine, theirs) || same(before, theirs)) return mine;
  return same(before, mine) ? theirs : decide();
}

/**
 * Order tells which transition is tried first: mine where I changed it, else theirs, with the rest of the other side after its neighbours.
 */
function order<T extends { id: string }>(sides: Record<Side | "base", readonly T[]>): string[] {
  const ids = (items: readonly T[]) => items.map(({ id }) => id);
  const [was, my, their] = [ids(sides.base), ids(sides.mine), ids(sides.theirs)];
  const known = new Set(was);
  const kept = my.filter((id) => known.has(id));
  const iMoved = kept.join("\n") !== was.filter((id) => my.includes(id)).join("\n");
  const [lead, rest] = iMoved ? [my, their] : [their, my];
  const result = [...lead];
  const placed = new Set(lead);
  rest.forEach((id, index) => {
    if (placed.has(id)) return;
    const before = rest.slice(0, index).findLast((other) => placed.has(other));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id);
    placed.add(id);
  });
  return result;
}

function byId<T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return microdiff(a, b, { cyclesFix: false }).length === 0;
}
