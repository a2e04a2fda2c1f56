import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";

/**
 * `a -> b` by `next`, `a -[error]-> b`, `a -(age > 1)-> b`: a graph in a few words, for tests. Nodes are End unless `types` says otherwise.
 */
export function graphOf(ways: string, types: Record<string, string> = {}, configs: Record<string, FlowNode["config"]> = {}): FlowGraph {
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
  const transitions = ways
    .split(";")
    .map((way) => way.trim())
    .filter((way) => way !== "")
    .flatMap((way, index): Transition[] => {
      const [, from = "", exit, condition, to] = /^(\w+)(?: -(?:\[(\w+)\])?(?:\((.+)\))?-?> (\w+))?$/.exec(way) ?? [];
      if (from === "") throw new Error(`can not read "${way}"`);
      node(from);
      if (to === undefined) return [];
      node(to);
      return [{ id: `t${index + 1}`, from, to, exit: exit ?? "next", condition: condition ?? null }];
    });
  return { nodes: [...nodes.values()], transitions, start: [...nodes.keys()][0] ?? null };
}

/** The ways of a graph, in the same words. */
export function waysOf(graph: FlowGraph): string {
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
