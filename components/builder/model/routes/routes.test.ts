import { describe, expect, test } from "vitest";
import type { Box, Point } from "../graph.ts";
import { crossedCards, sharedLanes } from "./routes.fixture.ts";
import { labelPlace, roundedPath } from "./rounded-path.ts";
import { createRoutes } from "./routes.ts";
import type { Ends } from "./space.ts";

const card = (x: number, y: number, height = 100, width = 200): Box => ({ x, y, width, height });
type Cards = Record<string, Box>;

/** `a1>b`: from the first row of a (its lowest; the second stands above) to b. */
function drawn(cards: Cards, arrows: string) {
  const boxes = new Map(Object.entries(cards));
  const transitions = arrows.split(" ").map((arrow): Ends => {
    const [, source = "", row = "1", target = ""] = /^([a-z]+)(\d?)>([a-z]+)$/.exec(arrow) ?? [];
    const [from, to] = [boxes.get(source) ?? card(0, 0), boxes.get(target) ?? card(0, 0)];
    return {
      id: arrow,
      source,
      target,
      start: { x: from.x + from.width + 5, y: from.y + from.height + 6 - 26 * Number(row) },
      end: { x: to.x - 5, y: to.y + 24 },
    };
  });
  const routes = createRoutes();
  routes.update(boxes, transitions);
  return { boxes, transitions, routes, points: (id: string) => routes.of(id)?.points ?? [] };
}

const turns = (points: readonly Point[]) => points.length - 2;
const xs = (points: readonly Point[]) => points.map(({ x }) => x);
const ys = (points: readonly Point[]) => points.map(({ y }) => y);

const CASES: [string, Cards, string][] = [
  ["to a card on the right", { a: card(0, 0), b: card(300, 0) }, "a>b"],
  ["to a card 18 px to the right", { a: card(0, 0), b: card(218, 0) }, "a>b"],
  ["to a card right below", { a: card(0, 0), b: card(0, 140) }, "a>b"],
  ["to a card 18 px below", { a: card(0, 0), b: card(0, 118) }, "a>b"],
  ["to a card below, a little to the right", { a: card(0, 0), b: card(120, 140) }, "a>b"],
  ["to a card above", { a: card(0, 300), b: card(0, 0) }, "a>b"],
  ["back to the left", { a: card(600, 0), b: card(0, 0) }, "a>b"],
  ["back to itself", { a: card(0, 0) }, "a>a"],
  ["back past a card below", { a: card(600, 0), b: card(0, 0), c: card(300, 110) }, "a>b"],
  ["back past cards above and below", { a: card(600, 0), b: card(0, 0), c: card(300, 110), d: card(300, 230), e: card(300, -110) }, "a>b"],
  ["on past a card between", { a: card(0, 0), b: card(600, 0), c: card(300, 0) }, "a>b"],
  ["on past a wall of cards", { a: card(0, 0), b: card(600, 0), c: card(300, -120, 400), d: card(300, 300, 400) }, "a>b"],
  ["down past a card beside the vertical piece", { a: card(0, 0), b: card(300, 500), c: card(220, 150, 200, 40) }, "a>b"],
  [
    "out of a niche",
    { a: card(0, 0), b: card(-600, 0), c: card(218, -200, 500), d: card(-20, 140, 100, 300), e: card(-20, -160, 100, 300) },
    "a>b",
  ],
  [
    "from one menu to five cards",
    { m: card(0, 200, 160), a: card(300, 0), b: card(300, 120), c: card(300, 240), d: card(300, 360), e: card(300, 480) },
    "m5>a m4>b m3>c m2>d m1>e",
  ],
  [
    "from five cards to one",
    { m: card(300, 200), a: card(0, 0), b: card(0, 120), c: card(0, 240), d: card(0, 360), e: card(0, 480) },
    "a>m b>m c>m d>m e>m",
  ],
  ["past each other", { a: card(0, 0), b: card(0, 200), c: card(400, 0), d: card(400, 200) }, "a>d b>c"],
  ["back from three to one", { a: card(0, 0), b: card(300, 0), c: card(600, 0), d: card(900, 0) }, "a>b b>c c>d b2>a c2>a d2>a"],
  ["back from two to two", { a: card(0, 0), b: card(300, 0), c: card(600, 0), d: card(900, 0) }, "c2>a d2>b"],
];

describe.each(CASES)("transitions %s", (_, cards, arrows) => {
  const { boxes, transitions, points } = drawn(cards, arrows);

  test("run behind no card and along no other's lane", () => {
    expect(transitions.flatMap((ends) => crossedCards(ends, points(ends.id), boxes))).toEqual([]);
    expect(sharedLanes(transitions.map((ends) => ({ ends, points: points(ends.id) })))).toEqual([]);
  });

  test("begin and end where they should, and go straight from corner to corner", () => {
    for (const { id, start, end } of transitions) {
      const way = points(id);
      expect([way[0], way.at(-1)]).toEqual([start, end]);
      expect(way.slice(1).every((to, index) => to.x === way[index]?.x || to.y === way[index]?.y)).toBe(true);
    }
  });

  test("stay near their cards", () => {
    const around = [...boxes.values()];
    const [left, right] = [Math.min(...around.map(({ x }) => x)), Math.max(...around.map(({ x, width }) => x + width))];
    const [top, bottom] = [Math.min(...around.map(({ y }) => y)), Math.max(...around.map(({ y, height }) => y + height))];
    const all = transitions.flatMap(({ id }) => [...points(id)]);
    expect([Math.min(...xs(all)) > left - 48, Math.max(...xs(all)) < right + 48]).toEqual([true, true]);
    expect([Math.min(...ys(all)) > top - 48, Math.max(...ys(all)) < bottom + 48]).toEqual([true, true]);
  });
});

test.each([
  ["18 px to the right", card(218, 0)],
  ["to the right, higher", card(300, -200)],
  ["far to the right", card(1500, 90)],
])("what stands %s is reached by one step", (_, b) => {
  expect(turns(drawn({ a: card(0, 0), b }, "a>b").points("a>b"))).toBe(2);
});

test.each([
  ["right below", card(0, 140), 120],
  ["18 px below", card(0, 118), 109],
  ["below and somewhat to the right", card(190, 140), 120],
])("what stands %s is reached through the gap between the two", (_, b, y) => {
  const way = drawn({ a: card(0, 0), b }, "a>b").points("a>b");
  expect(way.some((point) => Math.abs(point.y - y) <= 8)).toBe(true);
  expect(Math.max(...ys(way))).toBe(b.y + 24);
});

test("moving a card gives other routes only to transitions that it touches", () => {
  const cards = { a: card(0, 0), b: card(600, 0), c: card(0, 400), d: card(600, 400), e: card(300, 800) };
  const { boxes, transitions, routes } = drawn(cards, "a>b c>d");
  const before = [routes.of("a>b"), routes.of("c>d")];
  routes.update(new Map([...boxes, ["e", card(300, 420)]]), transitions);
  expect([routes.of("a>b") === before[0], routes.of("c>d") === before[1]]).toEqual([true, false]);
  routes.update(boxes, transitions);
  expect(routes.of("c>d")?.points).toEqual(before[1]?.points);
});

test("a transition from under another card finds its way again when that card goes", () => {
  const cards = { a: card(0, 0), b: card(600, 0), c: card(150, 20) };
  const { boxes, transitions, routes } = drawn(cards, "a>b");
  routes.update(new Map([...boxes, ["c", card(250, -40)]]), transitions);
  expect(
    transitions.flatMap((ends) => crossedCards(ends, routes.of(ends.id)?.points ?? [], new Map([...boxes, ["c", card(250, -40)]]))),
  ).toEqual([]);
});

test("corners are rounded, and no more than their pieces are long", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 10 },
    { x: 0, y: 10 },
  ];
  expect(roundedPath(points)).toBe("M0,0 L35,0 Q40,0 40,5 L40,5 Q40,10 35,10 L0,10");
});

test("a label stands on the longest level piece", () => {
  expect(
    labelPlace([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 50 },
      { x: 90, y: 50 },
    ]),
  ).toEqual({ x: 50, y: 50, width: 80 });
});
