import type { Box } from "../graph.ts";

const CELL = 256;
/** More than a canvas has cells to either side. */
const ROW = 1_000_003;

interface Entry<Item> {
  item: Item;
  seen: number;
}

/** Things that have a place, found by where they are without going through all of them. */
export interface Grid<Item extends Box> {
  add(item: Item): void;
  remove(item: Item): void;
  /** All that touch this part of the canvas, their edges included. */
  near(area: Box): Item[];
}

export function createGrid<Item extends Box>(items: Iterable<Item> = []): Grid<Item> {
  const cells = new Map<number, Set<Entry<Item>>>();
  const entries = new Map<Item, Entry<Item>>();
  let query = 0;

  const grid: Grid<Item> = {
    add(item) {
      const entry = { item, seen: 0 };
      entries.set(item, entry);
      for (const key of cellsOf(item)) {
        const cell = cells.get(key);
        if (cell === undefined) cells.set(key, new Set([entry]));
        else cell.add(entry);
      }
    },
    remove(item) {
      const entry = entries.get(item);
      if (entry === undefined) return;
      entries.delete(item);
      for (const key of cellsOf(item)) cells.get(key)?.delete(entry);
    },
    near(area) {
      query += 1;
      const found: Item[] = [];
      for (const key of cellsOf(area)) {
        const cell = cells.get(key);
        if (cell === undefined) continue;
        for (const entry of cell) {
          if (entry.seen === query) continue;
          entry.seen = query;
          if (touches(entry.item, area)) found.push(entry.item);
        }
      }
      return found;
    },
  };
  for (const item of items) grid.add(item);
  return grid;
}

function cellsOf({ x, y, width, height }: Box): number[] {
  const keys: number[] = [];
  const [right, bottom] = [Math.floor((x + width) / CELL), Math.floor((y + height) / CELL)];
  for (let column = Math.floor(x / CELL); column <= right; column += 1) {
    for (let row = Math.floor(y / CELL); row <= bottom; row += 1) keys.push(column * ROW + row);
  }
  return keys;
}

function touches(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
