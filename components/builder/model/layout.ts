import { Graph, layout as arrange } from "@dagrejs/dagre";
import type { FlowGraph } from "#lib/engine/types.ts";
import { leaving, type Point, type Size, type SizeOf } from "./graph.ts";
import { GRID } from "./place.ts";

const GAPS = { ranksep: 96, nodesep: 40, edgesep: 24 };

/** What a worker needs to know for it. */
export interface LayoutRequest {
  graph: FlowGraph;
  /** As drawn; what is missing has a card's usual size. */
  sizes: ReadonlyMap<string, Size>;
  nodeIds: readonly string[];
}

/**
 * Places for these nodes (all of them when none are named), left to right as a conversation runs. The upper left corner
 * of what is arranged stays where it was, so that a part arranged by itself does not jump away.
 */
export function layoutOf(graph: FlowGraph, sizeOf: SizeOf, nodeIds: readonly string[] = []): Map<string, Point> {
  const chosen = new Set(nodeIds.length > 0 ? nodeIds : graph.nodes.map(({ id }) => id));
  const nodes = graph.nodes.filter(({ id }) => chosen.has(id));
  if (nodes.length === 0) return new Map();

  const drawing = new Graph({ multigraph: true });
  drawing.setGraph({ rankdir: "LR", ranker: "network-simplex", ...GAPS });
  drawing.setDefaultEdgeLabel(() => ({}));
  const ordered = inOrder(graph, chosen);
  for (const { id } of ordered) drawing.setNode(id, { ...sizeOf(id) });
  for (const { id, from, to } of graph.transitions) {
    if (chosen.has(from) && chosen.has(to) && from !== to) drawing.setEdge(from, to, {}, id);
  }
  arrange(drawing, {
    constraints: topDown(
      graph,
      ordered.map(({ id }) => id),
    ),
  });

  const placed = nodes.map(({ id }) => {
    const { x = 0, y = 0 } = drawing.node(id) as Partial<Point>;
    const { width, height } = sizeOf(id);
    return { id, x: x - width / 2, y: y - height / 2 };
  });
  const shift = (axis: "x" | "y") =>
    Math.min(...nodes.map(({ position }) => position[axis])) - Math.min(...placed.map((place) => place[axis]));
  const [right, down] = [shift("x"), shift("y")];
  const toGrid = (value: number) => Math.round(value / GRID) * GRID;
  return new Map(placed.map(({ id, x, y }) => [id, { x: toGrid(x + right), y: toGrid(y + down) }]));
}

/** The first answer of a menu comes out above the second, and so on. Pairs follow one order of all nodes, so they never contradict. */
function topDown(graph: FlowGraph, ordered: readonly string[]): { left: string; right: string }[] {
  const rank = new Map(ordered.map((id, index) => [id, index]));
  return ordered.flatMap((id) => {
    const from = rank.get(id) ?? 0;
    const next = [...new Set(leaving(graph, id).map(({ to }) => to))].filter((to) => (rank.get(to) ?? -1) > from);
    return next.slice(1).flatMap((right, index) => {
      const left = next[index];
      return left !== undefined && (rank.get(left) ?? 0) < (rank.get(right) ?? 0) ? { left, right } : [];
    });
  });
}

/** As a conversation meets them, so that the first answers of a menu come out on top. */
function inOrder(graph: FlowGraph, chosen: ReadonlySet<string>) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const pending = [id];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(
        ...leaving(graph, next)
          .map(({ to }) => to)
          .reverse(),
      );
    }
  };
  if (graph.start !== null) visit(graph.start);
  for (const { id } of graph.nodes) visit(id);
  return [...seen].flatMap((id) => (chosen.has(id) ? (nodes.get(id) ?? []) : []));
}
