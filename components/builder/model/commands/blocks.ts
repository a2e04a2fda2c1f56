import { isAlways } from "#lib/engine/compile.ts";
import { docksOf } from "#lib/engine/docks.ts";
import type { FlowGraph, Transition } from "#lib/engine/types.ts";
import { findNode, leaving, type Point, type SizeOf } from "../graph.ts";
import { moveNodes } from "./change.ts";

/**
 * Cards that are docked under one another stand as one block: `docked_to` of the lower one names the upper one. Which of these hold
 * is for the engine to say (`docksOf`); where a docked card stands follows from the card above it.
 */

const NONE: readonly string[] = [];

/** The card and all that are docked under it, from the top down. */
export function stackFrom(graph: FlowGraph, id: string): string[] {
  const { below } = docksOf(graph);
  const stack = [id];
  for (let next = below.get(id); next !== undefined; next = below.get(next)) stack.push(next);
  return stack;
}

/** The card on top of the block that this one belongs to; the card itself where it is docked to none. */
export function headOf(graph: FlowGraph, id: string): string {
  const { above } = docksOf(graph);
  let head = id;
  for (let next = above.get(head); next !== undefined; next = above.get(next)) head = next;
  return head;
}

/** All blocks of two cards or more, from the top down. */
export function stacksOf(graph: FlowGraph): string[][] {
  const { above, below } = docksOf(graph);
  return [...below.keys()].filter((id) => !above.has(id)).map((id) => stackFrom(graph, id));
}

/** These nodes, and with the top card of a block all of the block: it is one thing to move, to copy and to duplicate. */
export function withBlocks(graph: FlowGraph, nodeIds: readonly string[]): readonly string[] {
  const { above, below } = docksOf(graph);
  if (below.size === 0 || nodeIds.length === 0) return nodeIds;
  return [...new Set(nodeIds.flatMap((id) => (above.has(id) ? [id] : stackFrom(graph, id))))];
}

/** These nodes with all of every block that one of them belongs to. */
export function wholeBlocks(graph: FlowGraph, nodeIds: readonly string[]): readonly string[] {
  return docksOf(graph).below.size === 0 ? nodeIds : [...new Set(nodeIds.flatMap((id) => stackFrom(graph, headOf(graph, id))))];
}

/**
 * Where docked cards stand: right under the one above. `dragged`: places of what is being dragged, which is followed by what is docked
 * under it.
 */
export function dockedPlaces(graph: FlowGraph, sizeOf: SizeOf, dragged?: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>();
  for (const stack of stacksOf(graph)) {
    let at: Point | undefined;
    for (const id of stack) {
      const place: Point = dragged?.get(id) ?? at ?? findNode(graph, id)?.position ?? { x: 0, y: 0 };
      if (at !== undefined) places.set(id, place);
      at = { x: place.x, y: place.y + sizeOf(id).height };
    }
  }
  return places;
}

/** The graph with docked cards where they stand, and without the docks that do not hold any more. */
export function settled(graph: FlowGraph, sizeOf: SizeOf): FlowGraph {
  if (graph.nodes.every(({ docked_to }) => docked_to === undefined)) return graph;
  const { above } = docksOf(graph);
  const loose = graph.nodes.filter(({ id, docked_to }) => docked_to !== undefined && above.get(id) !== docked_to);
  return moveNodes(
    undock(
      graph,
      loose.map(({ id }) => id),
    ),
    dockedPlaces(graph, sizeOf),
  );
}

export function undock(graph: FlowGraph, nodeIds: readonly string[]): FlowGraph {
  const gone = new Set(nodeIds);
  if (!graph.nodes.some(({ id, docked_to }) => docked_to !== undefined && gone.has(id))) return graph;
  return { ...graph, nodes: graph.nodes.map((node) => (gone.has(node.id) ? withoutDock(node) : node)) };
}

function withoutDock({ docked_to: _, ...node }: FlowGraph["nodes"][number]): FlowGraph["nodes"][number] {
  return node;
}

/** Docks each of these nodes to another, by id. */
export function setDocks(graph: FlowGraph, docks: ReadonlyMap<string, string>): FlowGraph {
  if (docks.size === 0) return graph;
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const upper = docks.get(node.id);
      return upper === undefined || upper === node.docked_to ? node : { ...node, docked_to: upper };
    }),
  };
}

/**
 * Where a chain runs on without a branch, as the lower node and the upper one: the only transition of that, which always holds, and the
 * only one that leads to the lower.
 */
export function chainLinks(graph: FlowGraph): Map<string, string> {
  const from = Map.groupBy(graph.transitions, (transition) => transition.from);
  const to = Map.groupBy(graph.transitions, (transition) => transition.to);
  const isLink = (transition: Transition) =>
    isAlways(transition.condition) &&
    transition.from !== transition.to &&
    (from.get(transition.from) ?? NONE).length === 1 &&
    (to.get(transition.to) ?? NONE).length === 1;
  return new Map(graph.transitions.filter(isLink).map(({ from: upper, to: lower }) => [lower, upper]));
}

/** The only transition of a node, where it always holds. */
export function onlyWay(graph: FlowGraph, nodeId: string): Transition | null {
  const [only, ...others] = leaving(graph, nodeId);
  return only !== undefined && others.length === 0 && isAlways(only.condition) ? only : null;
}
