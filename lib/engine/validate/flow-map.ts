import type { NodeTypes } from "../define-node.ts";
import type { ReadNode } from "../read-config.ts";
import type { FlowGraph, FlowNode, Transition } from "../types.ts";

/** A node whose type is known and whose config is valid. */
export interface ReadyNode extends ReadNode {
  node: FlowNode;
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
    const others = leaving.get(transition.from) ?? [];
    leaving.set(transition.from, others);
    others.push(transition);
  }
  return { nodes, ready, leaving: (nodeId) => leaving.get(nodeId) ?? [] };
}

/** Every node that the start leads to, each before those that come after it, ways back aside. */
export function topDown(map: FlowMap, start: string | null): string[] {
  const seen = new Set<string>();
  const done: string[] = [];
  const pending: { id: string; left: boolean }[] = start === null || !map.nodes.has(start) ? [] : [{ id: start, left: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.left) done.push(next.id);
    else if (!seen.has(next.id)) {
      seen.add(next.id);
      pending.push({ id: next.id, left: true }, ...map.leaving(next.id).map(({ to }) => ({ id: to, left: false })));
    }
  }
  return done.reverse();
}

/** Ids of the nodes that a conversation can come to, by the transitions alone. */
export function reachable(map: FlowMap, start: string): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) {
    for (const { to } of map.leaving(id)) seen.add(to);
  }
  return seen;
}

/**
 * Whether a context key may have been set before a node, by whatever way led there. Each key is followed by itself, in numbers: sets of
 * keys handed from node to node kept a flow of 2,000 nodes busy for a quarter of a minute.
 */
export function keysBefore(map: FlowMap): (nodeId: string, key: string) => boolean {
  const ids = [...map.nodes.keys()];
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const next = ids.map((id) => map.leaving(id).flatMap(({ to }) => numbers.get(to) ?? []));

  const ahead = new Map<string, number[]>();
  for (const [number, id] of ids.entries()) {
    for (const key of keysSetBy(map, id)) {
      const reached = ahead.get(key) ?? [];
      ahead.set(key, reached);
      reached.push(...(next[number] ?? []));
    }
  }
  const behind = new Map([...ahead].map(([key, first]) => [key, reachableFrom(first, next)]));
  return (nodeId, key) => behind.get(key)?.[numbers.get(nodeId) ?? -1] === 1;
}

function reachableFrom(first: readonly number[], next: readonly (readonly number[])[]): Uint8Array {
  const reached = new Uint8Array(next.length);
  const waiting = [...first];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (reached[number] === 1) continue;
    reached[number] = 1;
    waiting.push(...(next[number] ?? []));
  }
  return reached;
}

export function keysSetBy(map: FlowMap, nodeId: string): string[] {
  const ready = map.ready.get(nodeId);
  return ready ? ready.type.sets(ready.config) : [];
}

/** Groups of these nodes that lead back to themselves by these exits. */
export function cycles(
  map: FlowMap,
  isPart: (ready: ReadyNode) => boolean,
  goesOn: (ready: ReadyNode, exit: string) => boolean = () => true,
): ReadyNode[][] {
  const parts = new Map([...map.ready].filter(([, ready]) => isPart(ready)));
  const next = (id: string) => {
    const ready = parts.get(id);
    return ready ? map.leaving(id).flatMap(({ to, exit }) => (parts.has(to) && goesOn(ready, exit) ? [to] : [])) : [];
  };
  return components([...parts.keys()], next)
    .filter((ids) => ids.length > 1 || ids.some((id) => next(id).includes(id)))
    .map((ids) => [...parts.values()].filter(({ node }) => ids.includes(node.id)));
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
