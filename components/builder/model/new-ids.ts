import type { FlowGraph } from "#lib/engine/types.ts";

/** Makes an id that nothing in the graph has yet. */
export type NewId = (kind: "node" | "transition" | "note") => string;

const PREFIX = { node: "n", transition: "t", note: "note" } as const;

/**
 * Ids for one edit of this graph, such as `n_4k2x9`. They are random rather than counted, so that two editors who add
 * a node at the same time do not choose the same id and their drafts can be merged.
 */
export function idsFor(graph: FlowGraph, random: () => number = Math.random): NewId {
  const taken = new Set([...graph.nodes, ...graph.transitions, ...(graph.notes ?? [])].map(({ id }) => id));
  return (kind) => {
    for (;;) {
      const id = `${PREFIX[kind]}_${Math.floor(random() * 36 ** 5)
        .toString(36)
        .padStart(5, "0")}`;
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  };
}
