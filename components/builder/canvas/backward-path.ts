import type { Box, Point } from "../model/graph.ts";

/** So far a way keeps from the cards that it goes round: half of the gap that an arranged flow leaves between two of them. */
const CLEARANCE = 20;
/** Nearer than this it would seem to touch a card. */
const NARROWEST = 8;
/** A straight piece where it leaves a card and where it enters one. */
const STUB = 28;
const RADIUS = 12;
const TRIES = 50;

/** Cards from the top down, so that those at one height are found without going through all of them. */
export interface Obstacles {
  boxes: readonly Box[];
  tallest: number;
}

export function obstaclesOf(boxes: readonly Box[]): Obstacles {
  return { boxes: boxes.toSorted((a, b) => a.y - b.y), tallest: Math.max(0, ...boxes.map(({ height }) => height)) };
}

/** The long piece of a way back: at this height, from right to left. */
export interface Lane {
  right: number;
  y: number;
  left: number;
}

/**
 * Where a transition runs back to a card that does not stand in front of its own: above or below one of the two, past all
 * cards that stand in its way, whichever is the shortest.
 */
export function backwardLane(start: Point, end: Point, source: Box, target: Box, obstacles: Obstacles): Lane {
  const right = Math.max(start.x, target.x + target.width) + STUB;
  const left = Math.min(end.x, source.x) - STUB;
  const heights = [source, target].flatMap((card) => [free(card.y - CLEARANCE, -1), free(card.y + card.height + CLEARANCE, 1)]);
  const length = (y: number) => Math.abs(y - start.y) + Math.abs(y - end.y);
  return { right, y: heights.reduce((best, y) => (length(y) < length(best) ? y : best)), left };

  function free(from: number, direction: -1 | 1): number {
    let y = from;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const hit = cardAt(obstacles, left, right, y);
      if (hit === undefined) break;
      y = direction < 0 ? hit.y - CLEARANCE : hit.y + hit.height + CLEARANCE;
    }
    return y;
  }
}

function cardAt({ boxes, tallest }: Obstacles, left: number, right: number, y: number): Box | undefined {
  for (let at = firstBelow(boxes, y - tallest - NARROWEST); at < boxes.length; at += 1) {
    const box = boxes[at];
    if (box === undefined || box.y >= y + NARROWEST) return undefined;
    if (box.y + box.height > y - NARROWEST && box.x < right && box.x + box.width > left) return box;
  }
  return undefined;
}

/** The first of the sorted boxes whose top lies at `y` or below it. */
function firstBelow(boxes: readonly Box[], y: number): number {
  let [low, high] = [0, boxes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boxes[middle]?.y ?? 0) < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function backwardPath(start: Point, end: Point, { right, y, left }: Lane): Point[] {
  return [start, { x: right, y: start.y }, { x: right, y }, { x: left, y }, { x: left, y: end.y }, end];
}

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
