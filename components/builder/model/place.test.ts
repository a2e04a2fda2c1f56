import { expect, test } from "vitest";
import { boundsOf, nearestFree } from "./place.ts";

const box = (x: number, y: number, width = 200, height = 100) => ({ x, y, width, height });
const size = { width: 200, height: 100 };

test.each([
  ["where it is wanted, when that is free", [box(300, 0)], { x: 0, y: 0 }],
  ["below, when that is nearest", [box(0, 0)], { x: 0, y: 120 }],
  ["above, when below is taken", [box(0, 0), box(0, 120)], { x: 0, y: -120 }],
  ["beside, when above and below are taken", [box(0, -300, 200, 800)], { x: 240, y: 0 }],
])("something new lands %s", (_, taken, expected) => {
  expect(nearestFree(taken, { x: 0, y: 0 }, size)).toEqual(expected);
});

test("a place is found for a group among many cards", () => {
  const taken = Array.from({ length: 500 }, (_, n) => box((n % 25) * 344, Math.floor(n / 25) * 240, 248, 132));
  const group = { width: 1000, height: 400 };
  const { x, y } = nearestFree(taken, { x: 4000, y: 400 }, group);
  expect(taken.filter((card) => card.x < x + 1000 && x < card.x + card.width && card.y < y + 400 && y < card.y + card.height)).toEqual([]);
});

test("several are as large as what surrounds them", () => {
  expect(boundsOf([box(0, 0), box(300, -50)])).toEqual({ width: 500, height: 150 });
  expect(boundsOf([])).toEqual({ width: 0, height: 0 });
});
