import type { Box, Size } from "../model/graph.ts";
import type { Viewport } from "./initial-viewport.ts";

/** The view at another scale, in which the middle of this part of the flow stays where it is; what was out of sight comes to the middle. */
export function zoomAbout(box: Box, { x, y, zoom }: Viewport, canvas: Size, scale: number): Viewport {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const at = { x: middle.x * zoom + x, y: middle.y * zoom + y };
  const isSeen = at.x >= 0 && at.x <= canvas.width && at.y >= 0 && at.y <= canvas.height;
  const to = isSeen ? at : { x: canvas.width / 2, y: canvas.height / 2 };
  return { x: to.x - middle.x * scale, y: to.y - middle.y * scale, zoom: scale };
}
