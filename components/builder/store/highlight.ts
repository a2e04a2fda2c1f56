import type { Highlight } from "./editor-store.ts";

const sets = new WeakMap<Highlight, { nodes: ReadonlySet<string>; transitions: ReadonlySet<string> }>();

function setsOf(highlight: Highlight) {
  let found = sets.get(highlight);
  if (found === undefined) {
    found = { nodes: new Set(highlight.nodeIds), transitions: new Set(highlight.transitionIds) };
    sets.set(highlight, found);
  }
  return found;
}

/** How a node looks while a path is lit up: on it, off it, where the conversation is now; null without one. */
export function nodeHighlight(highlight: Highlight | null, id: string): "current" | "highlighted" | "dim" | null {
  if (highlight === null) return null;
  if (highlight.current === id) return "current";
  return setsOf(highlight).nodes.has(id) ? "highlighted" : "dim";
}

export function transitionHighlight(highlight: Highlight | null, id: string): "highlighted" | "dim" | null {
  if (highlight === null) return null;
  return setsOf(highlight).transitions.has(id) ? "highlighted" : "dim";
}
