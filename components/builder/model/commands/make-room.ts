import type { FlowGraph } from "#lib/engine/types.ts";
import { moveNodes } from "./change.ts";
import { headOf, settled, stackFrom } from "./blocks.ts";
import type { Box, Point, SizeOf } from "../graph.ts";
import { GRID } from "../place.ts";

/** So much stays free between a card and one that gave way to it. */
const GAP = 32;

type Axis = "x" | "y";
interface Push {
  id: string;
  axis: Axis;
  sign: 1 | -1;
}

/**
 * Where the others go so that nothing lies on these cards: each gives way to the nearest side, and what stands there gives way with it.
 * Those that were asked for stay, and so does everything that is not reached.
 */
export function makeRoom(boxes: ReadonlyMap<string, Box>, fixed: ReadonlySet<string>, only?: Axis): Map<string, Point> {
  const now = new Map(boxes);
  const pending: Push[] = [];
  const push = (id: string, by: Box, axis: Axis, sign: 1 | -1) => {
    const box = now.get(id);
    if (box === undefined) return;
    const at = box[axis] + sign * depth(by, box, axis, sign);
    now.set(id, { ...box, [axis]: (sign > 0 ? Math.ceil(at / GRID) : Math.floor(at / GRID)) * GRID });
    pending.push({ id, axis, sign });
  };

  for (const id of fixed) {
    const box = now.get(id);
    if (box === undefined) continue;
    for (const [other, there] of [...now]) {
      if (fixed.has(other) || !overlap(box, there, 0)) continue;
      const { axis, sign } = nearestSide(box, there, only);
      push(other, box, axis, sign);
    }
  }
  // A card moves one way only as long as it is pushed from one side, so this ends; the limit is for what is pushed from two.
  for (let count = 0; pending.length > 0 && count < 4 * boxes.size + 16; count += 1) {
    const pushed = pending.shift();
    const box = pushed && now.get(pushed.id);
    if (pushed === undefined || box === undefined) break;
    for (const [other, there] of [...now]) {
      if (other === pushed.id || fixed.has(other) || !overlap(box, there, 0)) continue;
      push(other, box, pushed.axis, pushed.sign);
    }
  }
  return new Map(
    [...now].flatMap(([id, box]) => {
      const before = boxes.get(id);
      return before?.x === box.x && before.y === box.y ? [] : [[id, { x: box.x, y: box.y }] as const];
    }),
  );
}

/** The flow with room for these nodes; a block of docked cards gives way as one. `only`: the axis along which cards may move. */
export function withRoom(graph: FlowGraph, nodeIds: readonly string[], sizeOf: SizeOf, only?: Axis): FlowGraph {
  const stood = settled(graph, sizeOf);
  const heads = new Map(stood.nodes.map(({ id }) => [id, headOf(stood, id)]));
  const boxes = new Map(
    stood.nodes.flatMap(({ id, position }) => {
      if (heads.get(id) !== id) return [];
      const sizes = stackFrom(stood, id).map(sizeOf);
      const size = { width: Math.max(...sizes.map(({ width }) => width)), height: sizes.reduce((sum, { height }) => sum + height, 0) };
      return [[id, { ...position, ...size }] as const];
    }),
  );
  const moved = makeRoom(boxes, new Set(nodeIds.map((id) => heads.get(id) ?? id)), only);
  return moved.size === 0 ? graph : settled(moveNodes(stood, moved), sizeOf);
}

function overlap(a: Box, b: Box, gap: number): boolean {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

/** How far `box` has to go to stand free of `by` on that side. */
function depth(by: Box, box: Box, axis: Axis, sign: 1 | -1): number {
  const length = axis === "x" ? "width" : "height";
  return GAP + (sign > 0 ? by[axis] + by[length] - box[axis] : box[axis] + box[length] - by[axis]);
}

function nearestSide(by: Box, box: Box, only: Axis | undefined): Omit<Push, "id"> {
  const sides = (
    [
      ["y", 1],
      ["x", 1],
      ["y", -1],
      ["x", -1],
    ] as const
  )
    .filter(([axis, sign]) => only === undefined || (axis === only && sign === 1))
    .map(([axis, sign]) => ({ axis, sign, by: depth(by, box, axis, sign) }));
  return sides.reduce((best, side) => (side.by < best.by ? side : best));
}
