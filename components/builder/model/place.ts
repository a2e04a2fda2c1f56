import type { FlowGraph } from "#lib/engine/types.ts";
import type { SizeOf } from "./commands/align.ts";
import type { Point, Size } from "./graph.ts";

const GAP = 32;
const TRIES = 200;

/** How large a card is before it was ever drawn. */
export const CARD_SIZE: Size = { width: 248, height: 132 };

/** The wanted place, or the next one below it where a new card covers no other. */
export function freePlace(graph: FlowGraph, sizeOf: SizeOf, wanted: Point, size: Size = CARD_SIZE): Point {
  const boxes = graph.nodes.map(({ id, position }) => ({ ...position, ...sizeOf(id) }));
  let y = wanted.y;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const hit = boxes.find((box) => box.x < wanted.x + size.width && wanted.x < box.x + box.width && box.y < y + size.height && y < box.y + box.height);
    if (!hit) break;
    y = hit.y + hit.height + GAP;
  }
  return { x: wanted.x, y };
}

/** To the right of a card, where the next one goes. */
export function placeAfter(graph: FlowGraph, nodeId: string, sizeOf: SizeOf): Point {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (!node) return { x: 0, y: 0 };
  return freePlace(graph, sizeOf, { x: node.position.x + sizeOf(nodeId).width + 80, y: node.position.y });
}
