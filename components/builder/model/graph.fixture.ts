import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";

/**
 * `a -> b` by `next`, `a -[error]-> b`, `a -(age > 1)-> b`: a graph in a few words, for tests. Nodes are End unless `types` says otherwise.
 */
export function graphOf(arrows: string, types: Record<string, string> = {}, configs: Record<string, FlowNode["config"]> = {}): FlowGraph {
  const nodes = new Map<string, FlowNode>();
  const node = (id: string) => {
    if (!nodes.has(id))
      nodes.set(id, {
        id,
        name: id.toUpperCase(),
        node_type: types[id] ?? "send_message",
        config: configs[id] ?? {},
        position: { x: nodes.size * 300, y: 0 },
      });
  };
  const transitions = arrows
    .split(";")
    .map((arrow) => arrow.trim())
    .filter((arrow) => arrow !== "")
    .flatMap((arrow, index): Transition[] => {
      const [, from = "", exit, condition, to] = /^(\w+)(?: -(?:\[(\w+)\])?(?:\((.+)\))?-?> (\w+))?$/.exec(arrow) ?? [];
      if (from === "") throw new Error(`can not read "${arrow}"`);
      node(from);
      if (to === undefined) return [];
      node(to);
      return [{ id: `t${index + 1}`, from, to, exit: exit ?? "next", condition: condition ?? null }];
    });
  return { nodes: [...nodes.values()], transitions, start: [...nodes.keys()][0] ?? null };
}

/** The arrows of a graph, in the same words. */
export function arrowsOf(graph: FlowGraph): string {
  return graph.transitions
    .map(({ from, to, exit, condition }) => {
      const [named, conditional] = [exit === "next" ? "" : `[${exit}]`, condition === null ? "" : `(${condition})`];
      return `${from} -${named}${conditional}${named || conditional ? "-" : ""}> ${to}`;
    })
    .join("; ");
}

/** Ids that count, so that a test can name them. */
export function counted(): (kind: string) => string {
  let count = 0;
  return (kind) => `${kind}${++count}`;
}
