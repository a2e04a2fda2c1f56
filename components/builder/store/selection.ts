import type { Selection } from "../model/graph.ts";

const sets = new WeakMap<Selection, ReadonlySet<string>>();

/** Whether a node is selected; asked for every line of a long list at every change, hence a set. */
export function isSelected(selection: Selection, nodeId: string): boolean {
  let chosen = sets.get(selection);
  if (chosen === undefined) {
    chosen = new Set(selection.nodeIds);
    sets.set(selection, chosen);
  }
  return chosen.has(nodeId);
}
