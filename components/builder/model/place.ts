import type { FlowGraph } from "#lib/engine/types.ts";
import { type Box, findNode, type Piece, type Point, type Size, type SizeOf } from "./graph.ts";

/** Cards stand on multiples of this. */
export const GRID = 4;

const GAP = 32;
const TRIES = 200;
const STEP = 40;
const RINGS = 100;

/** How large a card is before it was ever drawn. */
export const CARD_SIZE: Size = { width: 248, height: 132 };

/** The cards and notes of a flow or of a part of it. */
export function boxesOf({ nodes, notes = [] }: FlowGraph | Piece, sizeOf: SizeOf): Box[] {
  return [
    ...nodes.map(({ id, position }) => ({ ...position, ...sizeOf(id) })),
    ...notes.map(({ id, position, size }) => ({ ...position, ...(size ?? sizeOf(id)) })),
  ];
}

/** The wanted place, or the next one below it where a new card covers no other. */
export function freePlace(graph: FlowGraph, sizeOf: SizeOf, wanted: Point, size: Size = CARD_SIZE): Point {
  const boxes = graph.nodes.map(({ id, position }) => ({ ...position, ...sizeOf(id) }));
  let y = wanted.y;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const hit = boxes.find((box) => overlap(box, { x: wanted.x, y, ...size }));
    if (!hit) break;
    y = hit.y + hit.height + GAP;
  }
  return { x: wanted.x, y };
}

/** The wanted place, or the nearest one on any side of it where something of this size lies free, with a little room around it. */
export function nearestFree(taken: readonly Box[], wanted: Point, { width, height }: Size): Point {
  const isFree = ({ x, y }: Point) =>
    !taken.some((box) => overlap(box, { x: x - GAP / 2, y: y - GAP / 2, width: width + GAP, height: height + GAP }));
  for (let ring = 0; ring < RINGS; ring += 1) {
    const found = around(ring)
      .map(([right, down]) => ({ x: wanted.x + right * STEP, y: wanted.y + down * STEP }))
      .find(isFree);
    if (found) return found;
  }
  return wanted;
}

/** The places of one ring of a grid, the nearest first; of two as near, the one farther down or right. */
function around(ring: number): [number, number][] {
  const side = Array.from({ length: 2 * ring + 1 }, (_, index) => ring - index);
  const places = side.flatMap((down) => (Math.abs(down) === ring ? side : [ring, -ring]).map((right): [number, number] => [right, down]));
  return places.sort(([a, b], [c, d]) => a * a + b * b - (c * c + d * d));
}

/** How large several boxes are together. */
export function boundsOf(boxes: readonly Box[]): Size {
  if (boxes.length === 0) return { width: 0, height: 0 };
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - Math.min(...boxes.map(({ x }) => x));
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - Math.min(...boxes.map(({ y }) => y));
  return { width, height };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** To the right of a card, where the next one goes. */
export function placeAfter(graph: FlowGraph, nodeId: string, sizeOf: SizeOf): Point {
  const node = findNode(graph, nodeId);
  if (!node) return { x: 0, y: 0 };
  return freePlace(graph, sizeOf, { x: node.position.x + sizeOf(nodeId).width + 80, y: node.position.y });
}
