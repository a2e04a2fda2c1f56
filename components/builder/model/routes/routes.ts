import type { Box, Point } from "../graph.ts";
import { findRoute, standsOn, withoutIdle } from "./find-route.ts";
import { type Card, createSpace, type Ends, grown, isSameBox, NEAR, occupy, type Piece, piecesOf, release, type Space } from "./space.ts";

/** How a transition runs over the canvas. */
export interface Route {
  points: readonly Point[];
  /** It found no way of its own: it runs in another's lane or behind a card. */
  isCrowded: boolean;
}

interface Drawn extends Route {
  ends: Ends;
  pieces: readonly Piece[];
  blockers: ReadonlySet<string>;
}

export interface Routes {
  /** Brings the routes up to what stands on the canvas now; what no moved card touches keeps its route. */
  update(cards: ReadonlyMap<string, Box>, transitions: readonly Ends[]): void;
  of(transitionId: string): Route | undefined;
}

/** The routes of a canvas, which know where they run so that a moved card asks only for those that it touches. */
export function createRoutes(): Routes {
  const space: Space = createSpace();
  const placed = new Map<string, Card>();
  const routes = new Map<string, Drawn>();

  const forget = (id: string) => {
    for (const piece of routes.get(id)?.pieces ?? []) release(space, piece);
    routes.delete(id);
  };

  /** The cards that are elsewhere, larger, new or gone. */
  const moveCards = (cards: ReadonlyMap<string, Box>): { moved: Set<string>; arrived: Card[] } => {
    const moved = new Set<string>();
    const arrived: Card[] = [];
    for (const [id, card] of placed) {
      const now = cards.get(id);
      if (now !== undefined && isSameBox(now, card)) continue;
      moved.add(id);
      space.cards.remove(card);
      placed.delete(id);
    }
    for (const [id, box] of cards) {
      if (placed.has(id)) continue;
      const card = { id, ...box };
      moved.add(id);
      arrived.push(card);
      placed.set(id, card);
      space.cards.add(card);
    }
    return { moved, arrived };
  };

  return {
    update(cards, transitions) {
      const { moved, arrived } = moveCards(cards);
      const wanted = new Map(transitions.map((ends) => [ends.id, ends]));
      for (const id of [...routes.keys()]) if (!wanted.has(id)) forget(id);
      const crossed = new Set(arrived.flatMap((card) => crossedBy(space, card)));
      const stale = transitions.filter((ends) => {
        const route = routes.get(ends.id);
        return (
          route === undefined ||
          !isSame(route.ends, ends) ||
          crossed.has(ends.id) ||
          moved.has(ends.source) ||
          moved.has(ends.target) ||
          (moved.size > 0 && [...moved].some((id) => route.blockers.has(id)))
        );
      });
      for (const { id } of stale) forget(id);
      for (const ends of stale.toSorted(shortestFirst)) {
        const [source, target] = [placed.get(ends.source), placed.get(ends.target)];
        if (source === undefined || target === undefined) continue;
        const { points: way, blockers, isCrowded } = findRoute(ends, space, source, target);
        const points = withoutIdle(way);
        const pieces = piecesOf(points, ends);
        for (const piece of pieces) occupy(space, piece);
        routes.set(ends.id, { points, isCrowded, pieces, blockers, ends });
      }
    },
    of: (id) => routes.get(id),
  };
}

function crossedBy({ level, upright }: Space, card: Card): string[] {
  const area = grown(card, NEAR);
  return [...level.near(area), ...upright.near(area)].filter((piece) => standsOn(card, [piece])).map(({ transition }) => transition);
}

const isSame = (a: Ends, b: Ends): boolean =>
  a.source === b.source &&
  a.target === b.target &&
  a.start.x === b.start.x &&
  a.start.y === b.start.y &&
  a.end.x === b.end.x &&
  a.end.y === b.end.y;

/** The short ones first: they have the least choice. Of two as short by id, so that a flow looks the same whenever it is opened. */
function shortestFirst(a: Ends, b: Ends): number {
  return length(a) - length(b) || (a.id < b.id ? -1 : 1);
}

const length = ({ start, end }: Ends): number => Math.abs(start.x - end.x) + Math.abs(start.y - end.y);
