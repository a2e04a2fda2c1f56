import type { Box, Size } from "../model/graph.ts";
import { COMFORTABLE, READABLE, type Viewport } from "./initial-viewport.ts";

const MARGIN = 24;

/** What lies over the lower corners of the canvas: the zoom bar on the left, the map on the right. */
export interface Corners {
  left: Size;
  right: Size;
}

const NO_CORNERS: Corners = { left: { width: 0, height: 0 }, right: { width: 0, height: 0 } };

/**
 * The view in which this part of the flow is seen; null where it is seen already. What is partly in sight comes in wholly by
 * the shortest move, what is out of sight comes to the middle. Unless the scale is to be kept, it becomes one that can be read.
 * Where something lies over a corner of the canvas, the canvas ends above it.
 */
export function panIntoView(
  box: Box,
  { x, y, zoom }: Viewport,
  canvas: Size,
  keepsScale: boolean,
  corners: Corners = NO_CORNERS,
): Viewport | null {
  const scale = keepsScale || zoom >= READABLE ? zoom : COMFORTABLE;
  const [left, right, top, bottom] = [box.x * zoom + x, (box.x + box.width) * zoom + x, box.y * zoom + y, (box.y + box.height) * zoom + y];
  const isSeen = right > 0 && left < canvas.width && bottom > 0 && top < canvas.height;
  if (scale !== zoom || !isSeen) {
    return { x: canvas.width / 2 - (box.x + box.width / 2) * scale, y: canvas.height / 2 - (box.y + box.height / 2) * scale, zoom: scale };
  }
  const across = shift(left, right, canvas.width);
  const covered = Math.max(
    left + across < corners.left.width ? corners.left.height : 0,
    right + across > canvas.width - corners.right.width ? corners.right.height : 0,
  );
  const down = shift(top, bottom, canvas.height - covered);
  return across === 0 && down === 0 ? null : { x: x + across, y: y + down, zoom };
}

/** How far a stretch has to move to lie within the room; what is too long for it begins at its start. */
function shift(from: number, to: number, room: number): number {
  if (from < MARGIN || to - from > room - 2 * MARGIN) return MARGIN - from;
  return Math.min(0, room - MARGIN - to);
}
