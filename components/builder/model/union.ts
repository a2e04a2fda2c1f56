import type { FlowGraph } from "#lib/engine/types.ts";
import { diffGraphs } from "./diff.ts";
import { type ChangeMark, withNotes, withSettings, withTriggers } from "./graph.ts";

/** Both graphs in one drawing: the new one, with what is gone where it was, and a mark on all that differs. */
export function unionOf(before: FlowGraph, after: FlowGraph): { graph: FlowGraph; marks: Map<string, ChangeMark> } {
  const { nodes, transitions, reordered } = diffGraphs(before, after);
  const marks = new Map<string, ChangeMark>();
  for (const kind of [nodes, transitions]) {
    for (const { id } of kind.added) marks.set(id, "added");
    for (const { id } of kind.removed) marks.set(id, "removed");
    for (const { after: item } of kind.changed) marks.set(item.id, "changed");
  }
  for (const { id } of reordered) if (!marks.has(id)) marks.set(id, "changed");
  const graph = {
    nodes: [...after.nodes, ...nodes.removed],
    transitions: [...after.transitions, ...transitions.removed],
    start: after.start,
  };
  const whole = withTriggers(withNotes(graph, after.notes ?? []), after.triggers ?? []);
  return { graph: withSettings(whole, after.settings ?? {}), marks };
}
