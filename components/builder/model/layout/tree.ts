import { after, type Column, type ColumnGraph, distances, isSharedEnd, leadingTo } from "./columns.ts";

/** Each column below the one that first leads to it, its branches in the order of the answers. */
export interface Tree {
  roots: readonly Column[];
  children: ReadonlyMap<Column, readonly Column[]>;
  rank: ReadonlyMap<Column, number>;
}

/**
 * Ranks by the distance from the start, so that every branch stands beside its decision; only an end that several ways come to stands
 * behind the last of them.
 */
export function treeOf(graph: ColumnGraph, start: string | null): Tree {
  const rank = distances(graph, start);
  const shared = graph.columns.filter((column) => isSharedEnd(graph, column));
  for (const column of shared) rank.set(column, 1 + Math.max(...leadingTo(graph, column).map((from) => rank.get(from) ?? 0)));

  const parent = new Map<Column, Column>();
  const byRank = [...rank].toSorted(([, a], [, b]) => a - b);
  for (const [column, at] of byRank) {
    for (const target of after(graph, column)) {
      if (!parent.has(target) && rank.get(target) === at + 1) parent.set(target, column);
    }
  }
  return {
    roots: byRank.flatMap(([column]) => (parent.has(column) ? [] : [column])),
    children: new Map(graph.columns.map((column) => [column, after(graph, column).filter((target) => parent.get(target) === column)])),
    rank,
  };
}

/** Where the space that a tree takes begins and ends in each rank, from its root's upper edge. */
type Outline = Map<number, { top: number; bottom: number }>;

interface Shape {
  outline: Outline;
  /** How far down the children stand, from the root's upper edge. */
  offsets: readonly number[];
}

/** The upper edge of every column: no two of a rank overlap, and what leads on to several stands before their middle. */
export function heightsOf({ roots, children, rank }: Tree, heightOf: (column: Column) => number, gap: number): Map<Column, number> {
  const shapes = new Map<Column, Shape>();
  const kids = (column: Column) => children.get(column) ?? [];
  for (const column of depthFirst(roots, kids).reverse()) {
    shapes.set(column, shapeOf(column, kids(column), heightOf, rank.get(column) ?? 0, shapes, gap));
  }
  const places = new Map<Column, number>();
  const above: Outline = new Map();
  for (const root of roots) {
    const shape = shapes.get(root);
    if (shape === undefined) continue;
    const y = below(above, shape.outline, gap);
    merge(above, shape.outline, y);
    places.set(root, y);
  }
  for (const column of depthFirst(roots, kids)) {
    const [y, offsets] = [places.get(column) ?? 0, shapes.get(column)?.offsets ?? []];
    kids(column).forEach((child, index) => places.set(child, y + (offsets[index] ?? 0)));
  }
  return places;
}

function shapeOf(
  column: Column,
  children: readonly Column[],
  heightOf: (column: Column) => number,
  rank: number,
  shapes: ReadonlyMap<Column, Shape>,
  gap: number,
): Shape {
  const height = heightOf(column);
  const beneath: Outline = new Map();
  const tops = children.map((child) => {
    const { outline } = shapes.get(child) ?? { outline: new Map() as Outline };
    const y = below(beneath, outline, gap);
    merge(beneath, outline, y);
    return y;
  });
  const [first, last] = [tops[0] ?? 0, (tops.at(-1) ?? 0) + heightOf(children.at(-1) ?? [])];
  // One that follows alone begins at the same height, several stand around the middle.
  const up = children.length < 2 ? 0 : Math.round((last - first) / 2 + first - height / 2);
  const offsets = tops.map((top) => top - up);
  const outline: Outline = new Map([[rank, { top: 0, bottom: height }]]);
  merge(outline, beneath, -up);
  return { outline, offsets };
}

/** The least height at which the outline comes to stand below all that is there. */
function below(there: Outline, outline: Outline, gap: number): number {
  let y: number | null = null;
  for (const [rank, { top }] of outline) {
    const above = there.get(rank);
    if (above !== undefined) y = Math.max(y ?? Number.NEGATIVE_INFINITY, above.bottom + gap - top);
  }
  // Beside no rank of the others it would slip up past them, out of their order.
  return y ?? Math.max(0, ...[...there.values()].map(({ top }) => top));
}

function merge(into: Outline, outline: Outline, y: number): void {
  for (const [rank, { top, bottom }] of outline) {
    const known = into.get(rank);
    into.set(rank, {
      top: Math.min(known?.top ?? Number.POSITIVE_INFINITY, top + y),
      bottom: Math.max(known?.bottom ?? Number.NEGATIVE_INFINITY, bottom + y),
    });
  }
}

function depthFirst(roots: readonly Column[], children: (column: Column) => readonly Column[]): Column[] {
  const [found, pending] = [[] as Column[], [...roots].reverse()];
  for (let column = pending.pop(); column !== undefined; column = pending.pop()) {
    found.push(column);
    pending.push(...[...children(column)].reverse());
  }
  return found;
}
