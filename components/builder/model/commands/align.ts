import type { FlowGraph } from "#lib/engine/types.ts";
import { type Box, itemsOf, type Point, type Selection, type SizeOf } from "../graph.ts";
import { moveNodes } from "./change.ts";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom";
export type Axis = "horizontal" | "vertical";

type Item = Box & { id: string };

/** Brings the selected cards and notes into one line. */
export function align(graph: FlowGraph, selection: Selection, to: Alignment, sizeOf: SizeOf): FlowGraph {
  const boxes = boxesOf(graph, selection, sizeOf);
  if (boxes.length < 2) return graph;
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const places: Record<Alignment, (box: Item) => Point> = {
    left: ({ y }) => ({ x: left, y }),
    center: ({ y, width }) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return moveNodes(graph, new Map(boxes.map((box) => [box.id, places[to](box)])));
}

/** Makes the gaps between three or more selected cards equal; the outermost two stay where they are. */
export function distribute(graph: FlowGraph, selection: Selection, axis: Axis, sizeOf: SizeOf): FlowGraph {
  const [place, length] = axis === "horizontal" ? (["x", "width"] as const) : (["y", "height"] as const);
  const boxes = boxesOf(graph, selection, sizeOf).sort((a, b) => a[place] - b[place]);
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (!first || !last || boxes.length < 3) return graph;
  const taken = boxes.reduce((sum, box) => sum + box[length], 0);
  const gap = (last[place] + last[length] - first[place] - taken) / (boxes.length - 1);
  let next = first[place];
  const positions = boxes.map((box) => {
    const position = { x: box.x, y: box.y, [place]: next };
    next += box[length] + gap;
    return [box.id, position] as const;
  });
  return moveNodes(graph, new Map(positions));
}

function boxesOf(graph: FlowGraph, { nodeIds, noteIds }: Selection, sizeOf: SizeOf): Item[] {
  const chosen = new Set([...nodeIds, ...noteIds]);
  return itemsOf(graph)
    .filter(({ id }) => chosen.has(id))
    .map(({ id, position }) => ({ id, ...position, ...sizeOf(id) }));
}
