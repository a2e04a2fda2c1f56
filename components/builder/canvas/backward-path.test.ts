import { expect, test } from "vitest";
import type { Box } from "../model/graph.ts";
import { backwardLane, obstaclesOf, roundedPath, backwardPath } from "./backward-path.ts";

const card = (x: number, y: number, height = 100): Box => ({ x, y, width: 200, height });

const cases: [string, Box, Box, Box[], number][] = [
  ["below a card on the same height, as its row stands low", card(600, 0), card(0, 0), [], 120],
  ["above, when that is nearer", card(600, 0), card(0, -20, 400), [], -40],
  ["below both, when the other stands lower", card(600, 0), card(0, 40), [], 160],
  ["right below its own card to one that stands far below", card(600, 0), card(0, 400), [], 120],
  ["right above its own card to one that stands far above", card(600, 400), card(0, 0), [], 380],
  ["round a card that stands close below and would be hit", card(0, 0), card(100, 110), [], 230],
  ["round its own card, back to itself", card(0, 0), card(0, 0), [], 120],
  ["above, when another card stands in the way below", card(600, 0), card(0, 0), [card(300, 110)], -20],
  ["past each of several cards in its way", card(600, 0), card(0, 0), [card(300, 110), card(300, 230), card(300, -110)], -130],
  ["as ever, when the others stand beside its way", card(600, 0), card(0, 0), [card(300, 150), card(900, 110)], 120],
];

const drawn = (source: Box, target: Box, others: Box[]) => {
  const [start, end] = [
    { x: source.x + source.width, y: source.y + source.height - 20 },
    { x: target.x, y: target.y + 24 },
  ];
  const lane = backwardLane(start, end, source, target, obstaclesOf([source, target, ...others]));
  return { lane, points: backwardPath(start, end, lane) };
};

test.each(cases)("a way back runs %s", (_, source, target, others, y) => {
  expect(drawn(source, target, others).lane.y).toBe(y);
});

test.each(cases)("no piece of a way back runs through a card: %s", (_, source, target, others) => {
  const { points } = drawn(source, target, others);
  const crossed = points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    return [source, target, ...others].filter(
      (box) =>
        Math.max(from.x, to.x) > box.x &&
        Math.min(from.x, to.x) < box.x + box.width &&
        Math.max(from.y, to.y) > box.y &&
        Math.min(from.y, to.y) < box.y + box.height,
    );
  });
  expect(crossed).toEqual([]);
});

test("corners are rounded, and no more than their pieces are long", () => {
  expect(
    roundedPath([
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 40, y: 10 },
      { x: 0, y: 10 },
    ]),
  ).toBe("M0,0 L35,0 Q40,0 40,5 L40,5 Q40,10 35,10 L0,10");
});
