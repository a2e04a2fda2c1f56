import type { Box, Point } from "../graph.ts";
import { createGrid, type Grid } from "./grid.ts";

/** A line keeps so far from every card (px), and where there is room so far. */
export const NEAR = 4;
export const CLEAR = 14;
/** Between two lines that run beside each other. */
export const LANE = 8;

/** Where a transition begins on its card and where it ends on another. */
export interface Ends {
  id: string;
  source: string;
  target: string;
  start: Point;
  end: Point;
}

export interface Card extends Box {
  id: string;
}

/** A straight piece of a route. Those that lead to one target may share a lane: they end in one point. */
export interface Piece extends Box {
  transition: string;
  target: string;
}

/** What stands on the canvas and what runs over it. */
export interface Space {
  cards: Grid<Card>;
  level: Grid<Piece>;
  upright: Grid<Piece>;
}

export function createSpace(cards: Iterable<Card> = []): Space {
  return { cards: createGrid(cards), level: createGrid(), upright: createGrid() };
}

const between = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** The cards that a straight piece would run behind or nearly touch. */
export function cardsOn({ cards }: Space, from: Point, to: Point): Card[] {
  const area = grown(between(from, to), NEAR);
  return cards
    .near(area)
    .filter(
      (card) =>
        card.x < area.x + area.width && card.x + card.width > area.x && card.y < area.y + area.height && card.y + card.height > area.y,
    );
}

/** How long a piece would run within the lanes of transitions to other targets, in px; lines that only meet it do not count. */
export function sharedLength({ level, upright }: Space, from: Point, to: Point, target: string): number {
  const isLevel = from.y === to.y;
  const span = between(from, to);
  const length = isLevel ? span.width : span.height;
  if (length === 0) return 0;
  let shared = 0;
  for (const piece of (isLevel ? level : upright).near(grown(span, LANE - 1))) {
    if (piece.target === target) continue;
    const overlap = isLevel
      ? Math.min(piece.x + piece.width, span.x + span.width) - Math.max(piece.x, span.x)
      : Math.min(piece.y + piece.height, span.y + span.height) - Math.max(piece.y, span.y);
    if (overlap > 0) shared += overlap;
  }
  return shared;
}

/** How many transitions to other targets a piece would cross. */
export function crossings({ level, upright }: Space, from: Point, to: Point, target: string): number {
  const isLevel = from.y === to.y;
  return (isLevel ? upright : level).near(between(from, to)).filter((piece) => piece.target !== target).length;
}

export const isSameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

export const piecesOf = (points: readonly Point[], { id, target }: Ends): Piece[] =>
  points.slice(1).map((to, index) => ({ ...between(points[index] ?? to, to), transition: id, target }));

export function occupy(space: Space, piece: Piece): void {
  (piece.height === 0 ? space.level : space.upright).add(piece);
}

export function release(space: Space, piece: Piece): void {
  (piece.height === 0 ? space.level : space.upright).remove(piece);
}
