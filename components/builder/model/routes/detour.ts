import type { Point } from "../graph.ts";
import { cardsOn, CLEAR, type Ends, grown, NEAR, sharedLength, type Space } from "./space.ts";

const BEND = 20;
const SHARED = 4;
const AROUND = 600;
const MOST_CARDS = 80;

/** A place on the way, and how one came to it. */
interface Step {
  column: number;
  row: number;
  isLevel: boolean;
  cost: number;
  before: Step | null;
}

/**
 * The shortest way along the edges of the cards around, for a transition that has to turn more often than once to each side; null where
 * there is none. Dijkstra's search over the heights and columns beside the cards.
 */
export function detour({ start, end, target }: Ends, space: Space): Point[] | null {
  const area = grown(
    { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) },
    AROUND,
  );
  const cards = space.cards.near(area).slice(0, MOST_CARDS);
  const stub = (room: number) => Math.max(NEAR, Math.min(CLEAR, room / 2));
  const first = start.x + stub(roomAhead(space, start, 1));
  const last = end.x - stub(roomAhead(space, end, -1));
  const columns = sorted([first, last, ...cards.flatMap(({ x, width }) => [x - CLEAR, x + width + CLEAR])]);
  const rows = sorted([start.y, end.y, ...cards.flatMap(({ y, height }) => [y - CLEAR, y + height + CLEAR])]);
  const at = ({ column, row }: Pick<Step, "column" | "row">): Point => ({ x: columns[column] ?? 0, y: rows[row] ?? 0 });

  const begin: Step = { column: columns.indexOf(first), row: rows.indexOf(start.y), isLevel: true, cost: 0, before: null };
  const [lastColumn, lastRow] = [columns.indexOf(last), rows.indexOf(end.y)];
  const open = [begin];
  const done = new Set<number>();
  for (let step = takeNearest(open); step !== undefined; step = takeNearest(open)) {
    const key = (step.row * columns.length + step.column) * 2 + (step.isLevel ? 1 : 0);
    if (done.has(key)) continue;
    done.add(key);
    if (step.column === lastColumn && step.row === lastRow && step.isLevel) return [start, ...wayTo(step).map(at), end];
    const here = at(step);
    for (const [across, down] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const next = { column: step.column + across, row: step.row + down };
      if (columns[next.column] === undefined || rows[next.row] === undefined) continue;
      const there = at(next);
      if (cardsOn(space, here, there).length > 0) continue;
      const isLevel = down === 0;
      const length = Math.abs(here.x - there.x) + Math.abs(here.y - there.y);
      const cost = step.cost + length + SHARED * sharedLength(space, here, there, target) + (isLevel === step.isLevel ? 0 : BEND);
      open.push({ ...next, isLevel, cost, before: step });
    }
  }
  return null;
}

function roomAhead(space: Space, { x, y }: Point, direction: 1 | -1): number {
  const far = cardsOn(space, { x: x + direction * (NEAR + 2), y }, { x: x + direction * 2 * CLEAR, y });
  return Math.min(2 * CLEAR, ...far.map((card) => Math.abs((direction > 0 ? card.x : card.x + card.width) - x)));
}

const sorted = (values: number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** Small searches: going through what is open costs less than keeping it in order. */
function takeNearest(open: Step[]): Step | undefined {
  let nearest = 0;
  for (let index = 1; index < open.length; index += 1) if ((open[index]?.cost ?? 0) < (open[nearest]?.cost ?? 0)) nearest = index;
  const found = open[nearest];
  const rest = open.pop();
  if (rest !== undefined && rest !== found) open[nearest] = rest;
  return found;
}

function wayTo(step: Step): Step[] {
  const way: Step[] = [];
  for (let at: Step | null = step; at !== null; at = at.before) way.unshift(at);
  return way;
}
