import type { FlowGraph, Transition } from "#lib/engine/types.ts";

const NONE: readonly Transition[] = [];
const byNode = new WeakMap<readonly Transition[], ReadonlyMap<string, readonly Transition[]>>();

/** `leaving` for callers that ask for every node of a large flow: the transitions are grouped once for each graph. */
export function transitionsFrom({ transitions }: FlowGraph, nodeId: string): readonly Transition[] {
  let groups = byNode.get(transitions);
  if (groups === undefined) {
    groups = Map.groupBy(transitions, ({ from }) => from);
    byNode.set(transitions, groups);
  }
  return groups.get(nodeId) ?? NONE;
}
