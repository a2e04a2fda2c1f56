import type { Box, Point } from "../graph.ts";
import { detour } from "./detour.ts";
import { type Card, cardsOn, CLEAR, crossings, type Ends, grown, LANE, NEAR, sharedLength, type Space } from "./space.ts";

/** What one bend and one crossing count for, in px of way. */
const BEND = 20;
const CROSSING = 60;
/** A px in another's lane. */
const SHARED = 4;
const LANES = 8;
/** A step stands at most so far in front of the card that it leads to. */
const STEP = 44;
/** How far a transition looks for a way round, first and then. */
const WINDOWS = [240, 1_200, 6_000];
/** So far at least it looks ahead for what stands in its way. */
const LOOKOUT = 400;
/** Farther than any canvas reaches. */
const FAR = 100_000;

export interface Found {
  points: Point[];
  /** Cards that stood in a better way; when one of them moves away there may be one. */
  blockers: Set<string>;
  /** It found no way of its own: it runs in another's lane or behind a card. */
  isCrowded: boolean;
}

/**
 * The way of one transition in straight pieces: level, or by one step, or along a lane above or below what stands between. It runs behind
 * no card and in nobody's lane where that can be, and is then the shortest with the fewest bends and crossings.
 */
export function findRoute(ends: Ends, space: Space, source: Box, target: Box): Found {
  const blockers = new Set<string>();
  const range = rangeOf(ends, space, blockers);
  if (range === null) return { points: plain(ends), blockers, isCrowded: true };
  const step = bestStep(ends, space, range, blockers);
  if (step !== null && step.shared === 0) return { points: step.points, blockers, isCrowded: false };
  const lane = bestLane(ends, space, range, blockers, source, target);
  const best = cheaper(step, lane);
  if (best !== null) return { points: best.points, blockers, isCrowded: best.shared > 0 };
  return { points: detour(ends, space) ?? plain(ends), blockers, isCrowded: true };
}

/** How far it can run straight on from its start, and where it can turn to its end at the earliest; null where it cannot begin or end. */
interface Range {
  out: [from: number, to: number];
  into: [from: number, to: number];
}

function rangeOf({ source, target, start, end }: Ends, space: Space, blockers: Set<string>): Range | null {
  // Under another card, as while one is dragged over it, there is no way out that could be followed.
  const over = [...cardsOn(space, start, start), ...cardsOn(space, end, end)].filter(({ id }) => id !== source && id !== target);
  for (const { id } of over) blockers.add(id);
  if (over.length > 0) return null;
  const lookout = Math.max(LOOKOUT, end.x - start.x);
  const ahead = cardsOn(space, start, { x: start.x + lookout, y: start.y }).filter(({ id, x }) => id !== source && x >= start.x - NEAR);
  const behind = cardsOn(space, { x: end.x - lookout, y: end.y }, end).filter(
    ({ id, x, width }) => id !== target && x + width <= end.x + NEAR,
  );
  const wall = Math.min(FAR, ...ahead.map(({ x }) => x));
  const back = Math.max(-FAR, ...behind.map(({ x, width }) => x + width));
  for (const { id } of [...ahead, ...behind]) blockers.add(id);
  const [room, roomBefore] = [Math.min(CLEAR, (wall - start.x) / 2), Math.min(CLEAR, (end.x - back) / 2)];
  if (room < NEAR || roomBefore < NEAR) return null;
  return { out: [start.x + room, wall - room], into: [back + roomBefore, end.x - roomBefore] };
}

interface Scored {
  points: Point[];
  cost: number;
  shared: number;
}

const cheaper = (a: Scored | null, b: Scored | null): Scored | null => (a === null || (b !== null && b.cost < a.cost) ? b : a);

/** Straight on, up or down once, straight on. */
function bestStep(ends: Ends, space: Space, range: Range, blockers: Set<string>): Scored | null {
  const { start, end } = ends;
  const gap = end.x - start.x;
  if (gap < 2 * NEAR) return null;
  const stub = Math.min(CLEAR, gap / 2);
  const [low, high] = [Math.max(start.x + stub, range.into[0]), Math.min(end.x - stub, range.out[1])];
  if (start.y === end.y && range.out[1] >= end.x - CLEAR) return score(ends, space, [start, end]);
  if (low > high) return null;
  const wanted = Math.round(Math.max(low, Math.min(high, end.x - Math.min(gap / 2, STEP))));
  const joined = joining(ends, space, low, high);
  const at = (x: number) => score(ends, space, [start, { x, y: start.y }, { x, y: end.y }, end]);
  // Mostly the first place is as good as any.
  const [first = wanted] = joined;
  const straight = Math.abs(gap) + Math.abs(start.y - end.y) + 2 * BEND;
  if (cardsOn(space, { x: first, y: start.y }, { x: first, y: end.y }).length === 0) {
    const found = at(first);
    if (found.cost <= straight) return found;
  }
  let best: Scored | null = null;
  for (const x of freeLanes(ends, space, [...joined, wanted, Math.round(low), Math.round(high)], [low, high], blockers, start.y, end.y)) {
    const found = at(x);
    const cost = found.cost + (joined.includes(x) ? 0 : Math.abs(x - wanted) / 2);
    if (best === null || cost < best.cost) best = { ...found, cost };
  }
  return best;
}

/** Where others that lead to the same target turn to it: one line is easier to follow there than two beside each other. */
function joining({ target, end }: Ends, { upright }: Space, low: number, high: number): number[] {
  const pieces = upright.near({ x: low, y: end.y, width: high - low, height: 0 });
  return pieces.filter((piece) => piece.target === target).map(({ x }) => x);
}

/** Where an upright piece between these heights is free of cards: at the wanted places, beside them, and beside what stands there. */
function freeLanes(
  { target }: Ends,
  space: Space,
  wanted: number[],
  [low, high]: [number, number],
  blockers: Set<string>,
  from: number,
  to: number,
): number[] {
  const [free, tried] = [new Map<number, number>(), new Set<number>()];
  const pending = wanted.filter((x) => x >= low && x <= high);
  for (let base = pending.shift(); base !== undefined && tried.size < 120; base = pending.shift()) {
    for (const x of besides(base, LANES)) {
      if (x < low || x > high || tried.has(x)) continue;
      tried.add(x);
      const hits = cardsOn(space, { x, y: from }, { x, y: to });
      if (hits.length === 0) free.set(x, sharedLength(space, { x, y: from }, { x, y: to }, target));
      for (const hit of hits) {
        blockers.add(hit.id);
        if (x !== base) continue;
        for (const side of [hit.x - CLEAR, hit.x + hit.width + CLEAR]) if (side >= low && side <= high) pending.push(Math.round(side));
      }
    }
  }
  const own = [...free].filter(([, shared]) => shared === 0);
  return (own.length > 0 ? own : [...free]).map(([x]) => x);
}

const besides = (at: number, lanes: number): number[] => [
  at,
  ...Array.from({ length: lanes }, (_, index) => [at + LANE * (index + 1), at - LANE * (index + 1)]).flat(),
];

/** Out to the right, along a free height, and in from the left: above or below what stands between. */
function bestLane(ends: Ends, space: Space, range: Range, blockers: Set<string>, source: Box, target: Box): Scored | null {
  for (const window of WINDOWS) {
    const found = bestLaneWithin(ends, space, range, blockers, source, target, window);
    if (found !== null) return found;
  }
  return null;
}

function bestLaneWithin(
  ends: Ends,
  space: Space,
  { out, into }: Range,
  blockers: Set<string>,
  source: Box,
  target: Box,
  window: number,
): Scored | null {
  const { start, end } = ends;
  const [left, right] = [Math.min(into[1], out[0]), Math.max(into[1], out[0])];
  const top = Math.min(source.y, target.y) - window;
  const bottom = Math.max(source.y + source.height, target.y + target.height) + window;
  const inWay = space.cards.near({ x: left - CLEAR, y: top, width: right - left + 2 * CLEAR, height: bottom - top });
  const way = (y: number) => Math.abs(y - start.y) + Math.abs(y - end.y);
  const heights = freeHeights([source, target, ...inWay], left, right)
    .filter((y) => y >= top && y <= bottom)
    .sort((a, b) => way(a) - way(b));
  let best: Scored | null = null;
  let tried = 0;
  for (const y of heights) {
    if (tried > 300 || (best !== null && way(y) + Math.abs(out[0] - into[1]) + 4 * BEND > best.cost)) break;
    tried += 1;
    const x1 = nearestLane(ends, space, out, 1, start.y, y, blockers);
    if (x1 === null) continue;
    const x2 = nearestLane(ends, space, into, -1, y, end.y, blockers);
    if (x2 === null) continue;
    const hits = cardsOn(space, { x: x1, y }, { x: x2, y });
    for (const hit of hits) blockers.add(hit.id);
    if (hits.length > 0) continue;
    const points = [start, { x: x1, y: start.y }, { x: x1, y }, { x: x2, y }, { x: x2, y: end.y }, end];
    best = cheaper(best, score(ends, space, points));
  }
  return best;
}

/** Heights above, below and between these cards, each with lanes beside it, at which none of them stands between left and right. */
function freeHeights(boxes: readonly Box[], left: number, right: number): number[] {
  const taken = boxes
    .filter(({ x, width }) => x - NEAR < right && x + width + NEAR > left)
    .map(({ y, height }) => ({ top: y, bottom: y + height }))
    .sort((a, b) => a.top - b.top);
  const heights = new Set<number>();
  let above = -FAR;
  for (const { top, bottom } of [...taken, { top: FAR, bottom: FAR }]) {
    const [first, last] = [above + NEAR, top - NEAR];
    if (first <= last) {
      for (let lane = 0; lane < LANES; lane += 1) {
        for (const y of [above + CLEAR + lane * LANE, top - CLEAR - lane * LANE]) if (y >= first && y <= last) heights.add(Math.round(y));
      }
      if (last - first < 2 * CLEAR) heights.add(Math.round((above + top) / 2));
    }
    above = Math.max(above, bottom);
  }
  return [...heights];
}

/** The first free upright lane from the card on, outwards. */
function nearestLane(
  { target }: Ends,
  space: Space,
  [from, to]: [number, number],
  direction: 1 | -1,
  start: number,
  end: number,
  blockers: Set<string>,
): number | null {
  let x = Math.round(direction > 0 ? from : to);
  let shared: number | null = null;
  for (let tried = 0; tried < 3 * LANES && x >= from - 1 && x <= to + 1; tried += 1) {
    const hits = cardsOn(space, { x, y: start }, { x, y: end });
    if (hits.length === 0) {
      if (sharedLength(space, { x, y: start }, { x, y: end }, target) === 0) return x;
      shared ??= x;
      x += direction * LANE;
      continue;
    }
    for (const { id } of hits) blockers.add(id);
    x = Math.round(
      direction > 0 ? Math.max(...hits.map((hit) => hit.x + hit.width)) + CLEAR : Math.min(...hits.map((hit) => hit.x)) - CLEAR,
    );
  }
  return shared;
}

function score({ target }: Ends, space: Space, points: Point[]): Scored {
  const used = withoutIdle(points);
  let [length, crossed, shared] = [0, 0, 0];
  used.slice(1).forEach((to, index) => {
    const from = used[index] ?? to;
    length += Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
    crossed += crossings(space, from, to, target);
    shared += sharedLength(space, from, to, target);
  });
  return { points: used, shared, cost: length + BEND * (used.length - 2) + CROSSING * crossed + SHARED * shared };
}

/** Without points at which nothing turns. */
export function withoutIdle(points: readonly Point[]): Point[] {
  const apart = points.filter((point, index) => index === 0 || point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y);
  return apart.filter((point, index) => {
    const [before, after] = [apart[index - 1], apart[index + 1]];
    if (before === undefined || after === undefined) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}

/** Where cards lie on each other there is no way between them: as short as can be. */
function plain({ start, end }: Ends): Point[] {
  if (end.x > start.x) {
    const x = (start.x + end.x) / 2;
    return withoutIdle([start, { x, y: start.y }, { x, y: end.y }, end]);
  }
  const y = (start.y + end.y) / 2;
  const [right, left] = [start.x + CLEAR, end.x - CLEAR];
  return withoutIdle([start, { x: right, y: start.y }, { x: right, y }, { x: left, y }, { x: left, y: end.y }, end]);
}

/** Whether a card at this place stands on a way. */
export const standsOn = (card: Card, pieces: readonly Box[]): boolean => {
  const box = grown(card, NEAR);
  return pieces.some(
    (piece) =>
      piece.x < box.x + box.width && piece.x + piece.width > box.x && piece.y < box.y + box.height && piece.y + piece.height > box.y,
  );
};
