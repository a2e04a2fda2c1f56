import type { Size } from "../model/graph.ts";
import type { Corners } from "./pan-into-view.ts";

/** Where the canvas is in the window, in pixels. */
export const canvasBox = (): DOMRect => document.querySelector(".react-flow")?.getBoundingClientRect() ?? new DOMRect();

/** How much of the canvas's lower corners is covered by what floats above it. */
export function coveredCorners(): Corners {
  const { left, right, bottom } = canvasBox();
  const bar = document.querySelector(".react-flow__panel.bottom.left")?.getBoundingClientRect();
  const map = document.querySelector(".canvas-minimap")?.getBoundingClientRect();
  const none: Size = { width: 0, height: 0 };
  return {
    left: bar === undefined ? none : { width: bar.right - left, height: bottom - bar.top },
    // Hidden, it has no size.
    right: map === undefined || map.width === 0 ? none : { width: right - map.left, height: bottom - map.top },
  };
}
