import type { FlowGraph } from "#lib/engine/types.ts";
import { isSameGraph } from "./diff.ts";
import { mergeGraphs } from "./merge.ts";

/** The steps that can be taken back and made again, nearest to the present last and first. */
interface Steps {
  past: readonly FlowGraph[];
  future: readonly FlowGraph[];
}

/** Somebody else's draft, and what it and the one in the editor began with. */
export interface Foreign {
  base: FlowGraph;
  theirs: FlowGraph;
}

/**
 * The steps of an editor that goes on with `to` now that somebody else's draft has come. Each is brought onto their draft,
 * so that undo takes back what was done here and never what they did; where both changed one thing, theirs stays. What
 * `mine` had and `to` has not is the latest step: giving it up is taken back with what was mine in its place.
 */
export function rebase(steps: Steps, { base, theirs }: Foreign, mine: FlowGraph, to: FlowGraph): Steps {
  // Theirs made of our own objects where it is the same, so that each step is compared by identity for the most part.
  const onto = mergeGraphs(base, base, theirs).graph;
  const carry = (step: FlowGraph) => mergeGraphs(base, onto, step).graph;
  const past = [...steps.past.map(carry), mergeGraphs(base, mine, onto).graph];
  return {
    past: withoutRepeats([...past, to]).slice(0, -1),
    future: withoutRepeats([to, ...(mine === base ? steps.future.map(carry) : [])]).slice(1),
  };
}

/** A step that changes nothing any more would be a key that does nothing. */
const withoutRepeats = (graphs: readonly FlowGraph[]): FlowGraph[] =>
  graphs.filter((graph, at) => at === 0 || !isSameGraph(graph, graphs[at - 1] ?? graph));
