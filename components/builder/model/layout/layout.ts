import type { FlowGraph, Transition } from "#lib/engine/types.ts";
import { createRoutes, type Routes } from "../routes/routes.ts";
import type { Ends } from "../routes/space.ts";
import { chainLinks, setDocks, stackFrom } from "../commands/blocks.ts";
import { docksOf } from "#lib/engine/docks.ts";
import type { Box, Point, Size, SizeOf } from "../graph.ts";
import { GRID } from "../place.ts";
import { type Column, foldChains, joinColumns } from "./columns.ts";
import { heightsOf, type Tree, treeOf } from "./tree.ts";

/** What a worker needs to know for it. */
export interface LayoutRequest {
  graph: FlowGraph;
  /** As drawn, by node; of all that are to be placed. */
  sizes: ReadonlyMap<string, Size>;
  /** How far down its card each transition begins, as drawn. */
  outlets: ReadonlyMap<string, number>;
  /** All where none are named. */
  nodeIds: readonly string[];
  /** Whether cards of a chain without a branch are docked to each other. */
  docks: boolean;
}

export interface Layout {
  places: Map<string, Point>;
  /** Which card is docked to which, where that was asked for. */
  docked: Map<string, string>;
}

/** Between cards below one another, and between columns before lanes need more. */
const GAP = 40;
const COLUMN_GAP = 72;
/** A column gap grows by this where lines are too many for it, so often at most. */
const MORE = 32;
const ROUNDS = 4;
/** Of a canvas at 1280x720 what a whole flow is shown in. */
const PAGE = { width: 864, height: 554 };
/** From this scale on nothing has to be folded to be read. */
const READ_WITH_EASE = 0.85;
const FOLDS = [1, 2, 3, 4, 5, 6, 8, 10];
/** How far down a card what leads to it comes in. */
const INLET = 24;

/**
 * Places for these nodes, left to right as a conversation runs. Branches stand beside their decision, in the order of the answers, and
 * long chains are folded into columns until the whole can be read at once, or nearly. The upper left corner of what is placed
 * stays where it was, so that a part placed by itself does not jump away.
 */
export function layoutOf({ graph: given, sizes, outlets, nodeIds, docks }: LayoutRequest): Layout {
  const chosen = new Set(nodeIds.length > 0 ? nodeIds : given.nodes.map(({ id }) => id));
  const part = partOf(given, chosen, outlets);
  const docked = docks ? chainLinks(part) : new Map<string, string>();
  const graph = setDocks(part, docked);
  if (graph.nodes.length === 0) return { places: new Map(), docked };

  const sizeOf: SizeOf = (id) => sizes.get(id) ?? { width: 0, height: 0 };
  const outletOf = ({ id, from }: Transition) => outlets.get(id) ?? sizeOf(from).height / 2;
  const drawings = FOLDS.map((most) => drawingOf(graph, sizeOf, most));
  const best = drawings.find(({ scale }) => scale >= READ_WITH_EASE) ?? drawings.toSorted((a, b) => b.scale - a.scale)[0];
  if (best === undefined) return { places: new Map(), docked };
  const boxes = withLanes(graph, best, sizeOf, outletOf);

  const left = Math.min(...graph.nodes.map(({ position }) => position.x)) - Math.min(...[...boxes.values()].map(({ x }) => x));
  const top = Math.min(...graph.nodes.map(({ position }) => position.y)) - Math.min(...[...boxes.values()].map(({ y }) => y));
  const places = new Map([...boxes].map(([id, { x, y }]) => [id, { x: x + left, y: y + top }]));
  return { places, docked };
}

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** The chosen nodes with the transitions between them, those of a card from the top down. */
function partOf(graph: FlowGraph, chosen: ReadonlySet<string>, outlets: ReadonlyMap<string, number>): FlowGraph {
  const transitions = graph.transitions.filter(({ from, to }) => chosen.has(from) && chosen.has(to));
  return {
    nodes: graph.nodes.filter(({ id }) => chosen.has(id)),
    transitions: transitions.toSorted((a, b) => (outlets.get(a.id) ?? 0) - (outlets.get(b.id) ?? 0)),
    start: graph.start !== null && chosen.has(graph.start) ? graph.start : null,
  };
}

interface Drawing {
  tree: Tree;
  columns: readonly Column[];
  /** At which scale all of it is in sight, 1 at most. */
  scale: number;
}

function drawingOf(graph: FlowGraph, sizeOf: SizeOf, most: number): Drawing {
  const { above } = docksOf(graph);
  const stacks = graph.nodes.flatMap(({ id }) => (above.has(id) ? [] : [stackFrom(graph, id)]));
  const columns = foldChains(joinColumns(stacks, graph.transitions), graph.start, most);
  const tree = treeOf(joinColumns(columns, graph.transitions), graph.start);
  const boxes = [...place({ tree, columns }, graph, sizeOf, () => COLUMN_GAP).values()];
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - Math.min(...boxes.map(({ x }) => x));
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - Math.min(...boxes.map(({ y }) => y));
  return { tree, columns, scale: Math.min(1, PAGE.width / width, PAGE.height / height) };
}

/** `gapAfter`: px between the columns of a rank and those of the next. */
function place(
  { tree, columns }: Omit<Drawing, "scale">,
  graph: FlowGraph,
  sizeOf: SizeOf,
  gapAfter: (rank: number) => number,
): Map<string, Box> {
  const { above } = docksOf(graph);
  const gapAbove = (id: string, index: number) => (index === 0 || above.has(id) ? 0 : GAP);
  const heightOf = (column: Column) => column.reduce((sum, id, index) => sum + gapAbove(id, index) + sizeOf(id).height, 0);
  const widths = new Map<number, number>();
  for (const column of columns) {
    const rank = tree.rank.get(column) ?? 0;
    widths.set(rank, Math.max(widths.get(rank) ?? 0, ...column.map((id) => sizeOf(id).width)));
  }
  const lefts = new Map<number, number>();
  let x = 0;
  for (let rank = 0; rank <= Math.max(...widths.keys()); rank += 1) {
    lefts.set(rank, x);
    if (widths.has(rank)) x += (widths.get(rank) ?? 0) + gapAfter(rank);
  }
  const tops = heightsOf(tree, heightOf, GAP);
  const boxes = new Map<string, Box>();
  for (const column of columns) {
    let y = toGrid(tops.get(column) ?? 0);
    column.forEach((id, index) => {
      // Docked ones touch, whatever the grid.
      y = above.has(id) && index > 0 ? y : toGrid(y + gapAbove(id, index));
      boxes.set(id, { x: toGrid(lefts.get(tree.rank.get(column) ?? 0) ?? 0), y, ...sizeOf(id) });
      y += sizeOf(id).height;
    });
  }
  return boxes;
}

/** The places with as much room between the columns as the lines need. */
function withLanes(graph: FlowGraph, drawing: Drawing, sizeOf: SizeOf, outletOf: (transition: Transition) => number): Map<string, Box> {
  const rankOf = new Map(drawing.columns.flatMap((column) => column.map((id) => [id, drawing.tree.rank.get(column) ?? 0] as const)));
  const gaps = new Map<number, number>();
  let boxes = place(drawing, graph, sizeOf, () => COLUMN_GAP);
  for (let round = 0; round < ROUNDS; round += 1) {
    const ends = endsOf(graph, boxes, outletOf);
    const routes: Routes = createRoutes();
    routes.update(boxes, ends);
    const crowded = ends.filter(({ id }) => routes.of(id)?.isCrowded === true);
    if (crowded.length === 0) return boxes;
    const wider = new Set(crowded.flatMap(({ source, target }) => [rankOf.get(source) ?? 0, (rankOf.get(target) ?? 0) - 1]));
    for (const rank of wider) gaps.set(rank, (gaps.get(rank) ?? COLUMN_GAP) + MORE);
    boxes = place(drawing, graph, sizeOf, (rank) => gaps.get(rank) ?? COLUMN_GAP);
  }
  return boxes;
}

/** Where transitions begin and end with the cards in these places; docked cards have no line between them. */
export function endsOf(graph: FlowGraph, boxes: ReadonlyMap<string, Box>, outletOf: (transition: Transition) => number): Ends[] {
  const { above } = docksOf(graph);
  return graph.transitions.flatMap((transition) => {
    const [source, target] = [boxes.get(transition.from), boxes.get(transition.to)];
    if (source === undefined || target === undefined || above.get(transition.to) === transition.from) return [];
    return {
      id: transition.id,
      source: transition.from,
      target: transition.to,
      start: { x: source.x + source.width, y: Math.round(source.y + outletOf(transition)) },
      end: { x: target.x, y: target.y + INLET },
    };
  });
}
