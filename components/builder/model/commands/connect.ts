import { isAlways, UNFINISHED } from "#lib/engine/compile.ts";
import type { FlowGraph, Transition } from "#lib/engine/types.ts";
import { changeTransition, leaving } from "../graph.ts";

interface NewTransition {
  id: string;
  from: string;
  exit: string;
  to: string;
  condition?: string | null;
}

/**
 * Adds a transition as the last to be tried of its exit, so as its "otherwise". The same graph when that very transition is there already.
 */
export function connect(graph: FlowGraph, made: NewTransition): FlowGraph {
  const transition = { ...made, condition: made.condition ?? null };
  if (leaving(graph, made.from, made.exit).some((other) => isSameTransition(other, transition))) return graph;
  return { ...graph, transitions: [...graph.transitions, transition] };
}

/**
 * Adds a transition that is tried before the exit's "otherwise": one that is about to get a condition, and until then leads nobody on, so
 * that it is no "otherwise" itself.
 */
export function connectBeforeFallback(graph: FlowGraph, made: NewTransition): FlowGraph {
  const transition = { ...made, condition: made.condition ?? UNFINISHED };
  const fallback = graph.transitions.findIndex(
    ({ from, exit, condition }) => from === made.from && exit === made.exit && isAlways(condition),
  );
  if (fallback < 0) return { ...graph, transitions: [...graph.transitions, transition] };
  return { ...graph, transitions: graph.transitions.toSpliced(fallback, 0, transition) };
}

/** Moves either end of a transition; its condition stays. */
export function reconnect(graph: FlowGraph, id: string, ends: Partial<Pick<Transition, "from" | "exit" | "to">>): FlowGraph {
  return changeTransition(graph, id, (transition) => {
    const changed = { ...transition, ...ends };
    return isSameTransition(changed, transition) ? transition : changed;
  });
}

function isSameTransition(a: Transition, b: Transition): boolean {
  return a.from === b.from && a.exit === b.exit && a.to === b.to && a.condition === b.condition;
}
