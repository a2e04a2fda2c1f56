import type { Box, Point } from "../graph.ts";
import { type Ends, LANE } from "./space.ts";

interface Way {
  ends: Ends;
  points: readonly Point[];
}

/** The cards that a way runs behind, its own ones too, as `transition behind card`. */
export function crossedCards({ id }: Ends, points: readonly Point[], cards: ReadonlyMap<string, Box>): string[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const crossed = [...cards].filter(
      ([, box]) =>
        Math.max(from.x, to.x) > box.x &&
        Math.min(from.x, to.x) < box.x + box.width &&
        Math.max(from.y, to.y) > box.y &&
        Math.min(from.y, to.y) < box.y + box.height,
    );
    return crossed.map(([card]) => `${id} behind ${card}`);
  });
}

/** Pairs of transitions to different targets that run along each other closer than a lane is wide. */
export function sharedLanes(ways: readonly Way[]): string[] {
  const pieces = ways.flatMap(({ ends, points }) => points.slice(1).map((to, index) => ({ ends, from: points[index] ?? to, to })));
  return pieces.flatMap((a, index) =>
    pieces.slice(index + 1).flatMap((b) => {
      if (a.ends.target === b.ends.target) return [];
      const overlap = (axis: "x" | "y") =>
        Math.min(Math.max(a.from[axis], a.to[axis]), Math.max(b.from[axis], b.to[axis])) -
        Math.max(Math.min(a.from[axis], a.to[axis]), Math.min(b.from[axis], b.to[axis]));
      const isLevel = a.from.y === a.to.y;
      if (isLevel !== (b.from.y === b.to.y)) return [];
      const [along, across] = isLevel ? (["x", "y"] as const) : (["y", "x"] as const);
      return overlap(along) > 0 && Math.abs(a.from[across] - b.from[across]) < LANE - 1 ? [`${a.ends.id} along ${b.ends.id}`] : [];
    }),
  );
}
