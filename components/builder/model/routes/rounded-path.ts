import type { Point } from "../graph.ts";

const RADIUS = 12;

/** The points as an SVG path, its corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.x},${point.y}`;
      if (after === undefined) return `L${point.x},${point.y}`;
      const radius = Math.min(RADIUS, distance(before, point) / 2, distance(point, after) / 2);
      const [into, out] = [towards(point, before, radius), towards(point, after, radius)];
      return `L${into.x},${into.y} Q${point.x},${point.y} ${out.x},${out.y}`;
    })
    .join(" ");
}

const distance = (a: Point, b: Point) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

/** The middle of the longest level piece, where a label has room, and how long it is; of a way without one its middle. */
export function labelPlace(points: readonly Point[]): Point & { width: number } {
  let best = { x: points[0]?.x ?? 0, y: points[0]?.y ?? 0, width: 0 };
  points.slice(1).forEach((to, index) => {
    const from = points[index] ?? to;
    const width = Math.abs(to.x - from.x);
    if (from.y === to.y && width > best.width) best = { x: (from.x + to.x) / 2, y: to.y, width };
  });
  return best;
}
