import type { NodeType, NodeTypes } from "./define-node.ts";
import type { FlowGraph, FlowNode, Transition } from "./types.ts";

/** A node whose type is known and whose config is valid. */
export interface ReadyNode {
  node: FlowNode;
  type: NodeType;
  config: unknown;
}

/** A graph made ready to be asked questions; transitions with a missing end are left out. */
export interface FlowMap {
  nodes: ReadonlyMap<string, FlowNode>;
  ready: ReadonlyMap<string, ReadyNode>;
  leaving(nodeId: string): readonly Transition[];
}

export function mapFlow(graph: FlowGraph, nodeTypes: NodeTypes): FlowMap {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const ready = new Map<string, ReadyNode>();
  for (const node of nodes.values()) {
    const type = nodeTypes.get(node.node_type);
    const parsed = type?.config.safeParse(node.config);
    if (type && parsed?.success) ready.set(node.id, { node, type, config: parsed.data });
  }
  const leaving = new Map<string, Transition[]>();
  for (const transition of graph.transitions) {
    if (!nodes.has(transition.from) || !nodes.has(transition.to)) continue;
    leaving.set(transition.from, [...(leaving.get(transition.from) ?? []), transition]);
  }
  return { nodes, ready, leaving: (nodeId) => leaving.get(nodeId) ?? [] };
}

/** Ids of the nodes that a conversation can come to, by the transitions alone. */
export function reachable(map: FlowMap, start: string): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) {
    for (const { to } of map.leaving(id)) seen.add(to);
  }
  return seen;
}

/** Context keys that may have been set before each node, by whatever way led there. */
export function keysBefore(map: FlowMap): Map<string, Set<string>> {
  const before = new Map([...map.nodes.keys()].map((id) => [id, new Set<string>()]));
  const changed = new Set(map.nodes.keys());
  for (const id of changed) {
    changed.delete(id);
    const after = new Set([...(before.get(id) ?? []), ...keysSetBy(map, id)]);
    for (const { to } of map.leaving(id)) {
      const known = before.get(to) ?? new Set();
      const size = known.size;
      for (const key of after) known.add(key);
      if (known.size > size) changed.add(to);
    }
  }
  return before;
}

export function keysSetBy(map: FlowMap, nodeId: string): string[] {
  const ready = map.ready.get(nodeId);
  return ready ? ready.type.sets(ready.config) : [];
}

/** Groups of nodes that lead back to themselves without a node between them that waits. */
export function circlesWithoutWait(map: FlowMap): string[][] {
  const busy = [...map.nodes.keys()].filter((id) => {
    const ready = map.ready.get(id);
    return ready !== undefined && ready.type.waits?.(ready.config) !== true;
  });
  const isBusy = new Set(busy);
  const next = (id: string) => map.leaving(id).flatMap(({ to }) => (isBusy.has(to) ? [to] : []));
  return components(busy, next).filter((ids) => ids.length > 1 || ids.some((id) => next(id).includes(id)));
}

/** Strongly connected components (Tarjan). */
function components(ids: readonly string[], next: (id: string) => string[]): string[][] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];

  const visit = (id: string): number => {
    const number = order.size;
    let low = number;
    order.set(id, number);
    stack.push(id);
    onStack.add(id);
    for (const to of next(id)) {
      const seen = order.get(to);
      if (seen === undefined) low = Math.min(low, visit(to));
      else if (onStack.has(to)) low = Math.min(low, seen);
    }
    if (low === number) {
      const group = stack.splice(stack.indexOf(id));
      for (const member of group) onStack.delete(member);
      found.push(group);
    }
    return low;
  };
  for (const id of ids) if (!order.has(id)) visit(id);
  return found;
}
