const MOTION_MS = 150;

/** How long the view takes to move; not at all for people who asked their device for less motion. */
export function viewMotion(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOTION_MS;
}
