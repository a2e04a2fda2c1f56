/** In pixels of the screen: smaller than this a name is not read. */
export const SMALLEST_NAME = 11;
const USUAL = 13;
/** A larger name would be a few letters of itself. */
const LARGEST = 64;
/** From these scales on names are written as they would have to be at the scale itself. */
const STEPS = [0.85, 0.7, 0.55, 0.45, 0.37, 0.3, 0.25, 0.2];
const READ_WITH_EASE = 0.85;
/** Smaller than this only names are drawn. */
const NAMES_ONLY = 0.55;

export type ZoomStep = "near" | "less" | "far";

/** All of a card can be read; all but less is better; its name alone. */
export function zoomStepAt(zoom: number): ZoomStep {
  if (zoom >= READ_WITH_EASE) return "near";
  return zoom >= NAMES_ONLY ? "less" : "far";
}

/** How large names are written at this scale, in pixels of the canvas: on the screen at least `SMALLEST_NAME`, if cards can hold that. */
export function nameSizeAt(zoom: number): number {
  const step = STEPS.find((scale) => zoom >= scale);
  return step === undefined ? LARGEST : Math.max(USUAL, Math.ceil(SMALLEST_NAME / step));
}
