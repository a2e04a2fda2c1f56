import type { Box, Point } from "../model/graph.ts";

/** Ids of what lies under a place of the window, in pixels. React Flow marks its elements with `data-id`. */
function idAt(x: number, y: number, selector: string, except?: string): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest(selector)?.getAttribute("data-id");
    if (id != null && id !== except) return id;
  }
  return null;
}

export const cardAt = (x: number, y: number, except?: string) => idAt(x, y, ".react-flow__node-card", except);

/** Closer together than a transition is thick to the pointer, so that none slips through between two. */
const SPACING = 16;

/**
 * The transition that crosses the upright or the level middle line of a part of the window, the one nearest to its middle; `scale` is the
 * canvas's.
 */
export function transitionAcross({ x, y, width, height }: Box, scale: number): string | null {
  const step = SPACING * Math.min(1, scale);
  for (const [right, down] of middleOut(width, height, step)) {
    const id = idAt(x + width / 2 + right, y + height / 2 + down, ".react-flow__edge");
    if (id !== null) return id;
  }
  return null;
}

/** Places on both middle lines, as ways from the middle, the nearest first. */
function middleOut(width: number, height: number, step: number): [number, number][] {
  const places: [number, number][] = [[0, 0]];
  for (let away = step; away <= Math.max(width, height) / 2; away += step) {
    if (away <= height / 2) places.push([0, away], [0, -away]);
    if (away <= width / 2) places.push([away, 0], [-away, 0]);
  }
  return places;
}

/** Where a mouse or a finger is. */
export function pointOf(event: MouseEvent | TouchEvent): Point {
  const at = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}
