import type { Transition } from "#lib/engine/types.ts";

/** Cards that stand in one column, the first on top: a stack of docked ones, or a chain that was folded. */
export type Column = readonly string[];

/** Which columns lead to which, each once, in the order of the answers. */
export interface ColumnGraph {
  columns: readonly Column[];
  next: ReadonlyMap<Column, readonly Column[]>;
  before: ReadonlyMap<Column, readonly Column[]>;
}

export function joinColumns(columns: readonly Column[], transitions: readonly Transition[]): ColumnGraph {
  const columnOf = new Map(columns.flatMap((column) => column.map((id) => [id, column] as const)));
  const next = new Map<Column, Set<Column>>();
  const before = new Map<Column, Set<Column>>();
  for (const { from, to } of transitions) {
    const [source, target] = [columnOf.get(from), columnOf.get(to)];
    if (source === undefined || target === undefined || source === target) continue;
    add(next, source, target);
    add(before, target, source);
  }
  return { columns, next: listed(next), before: listed(before) };
}

function add(lists: Map<Column, Set<Column>>, key: Column, item: Column): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, new Set([item]));
  else list.add(item);
}

const listed = (sets: Map<Column, Set<Column>>): Map<Column, Column[]> => new Map([...sets].map(([key, set]) => [key, [...set]]));

const NONE: readonly Column[] = [];
export const after = ({ next }: ColumnGraph, column: Column): readonly Column[] => next.get(column) ?? NONE;
export const leadingTo = ({ before }: ColumnGraph, column: Column): readonly Column[] => before.get(column) ?? NONE;

/** An end that several ways come to belongs to none of them. */
export const isSharedEnd = (graph: ColumnGraph, column: Column): boolean =>
  after(graph, column).length === 0 && leadingTo(graph, column).length > 1;

/** How many steps each column is from the start, by the shortest way; what the start does not lead to begins its own count. */
export function distances(graph: ColumnGraph, start: string | null): Map<Column, number> {
  const found = new Map<Column, number>();
  const roots = [
    ...graph.columns.filter((column) => start !== null && column.includes(start)),
    ...graph.columns.filter((column) => leadingTo(graph, column).length === 0),
    ...graph.columns,
  ];
  for (const root of roots) {
    if (found.has(root)) continue;
    found.set(root, 0);
    const queue = [root];
    for (const column of queue) {
      for (const target of after(graph, column)) {
        if (found.has(target)) continue;
        found.set(target, (found.get(column) ?? 0) + 1);
        queue.push(target);
      }
    }
  }
  return found;
}

/**
 * Long chains in columns of at most `most` stacks. A chain goes on where one way leads on and no other leads there; ways back do not
 * count, they lead to the middle of a column as well.
 */
export function foldChains(graph: ColumnGraph, start: string | null, most: number): Column[] {
  const distance = distances(graph, start);
  const isOnward = (from: Column, to: Column) => (distance.get(to) ?? 0) > (distance.get(from) ?? 0);
  const onward = (from: Column) => after(graph, from).filter((to) => isOnward(from, to));
  const follower = new Map<Column, Column>();
  for (const column of graph.columns) {
    const [only, ...others] = onward(column);
    if (only === undefined || others.length > 0 || isSharedEnd(graph, only) || (start !== null && only.includes(start))) continue;
    if (leadingTo(graph, only).filter((from) => isOnward(from, only)).length === 1) follower.set(column, only);
  }
  const followers = new Set(follower.values());
  return graph.columns
    .filter((column) => !followers.has(column))
    .flatMap((head) => {
      const chain = [head];
      for (let next = follower.get(head); next !== undefined; next = follower.get(next)) chain.push(next);
      const parts = Math.ceil(chain.length / most);
      return Array.from({ length: parts }, (_, part) =>
        chain.slice(Math.round((part * chain.length) / parts), Math.round(((part + 1) * chain.length) / parts)).flat(),
      );
    });
}
