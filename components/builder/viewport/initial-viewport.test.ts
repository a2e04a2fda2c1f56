import { expect, test } from "vitest";
import { moveNodes } from "../model/commands/change.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { arrangedViewport, fitViewport, initialViewport, changedPart } from "./initial-viewport.ts";

const sizeOf = () => ({ width: 200, height: 100 });
const canvas = { width: 1000, height: 600 };

test("a small flow is shown whole, in the middle and no larger than life", () => {
  expect(initialViewport(graphOf("a -> b"), sizeOf, canvas)).toEqual({ x: 250, y: 250, zoom: 1 });
});

test("a large flow begins at its start, at a size that can be read", () => {
  const graph = moveNodes(
    graphOf("a -> b"),
    new Map([
      ["a", { x: -500, y: 200 }],
      ["b", { x: 9_000, y: 9_000 }],
    ]),
  );
  const { x, y, zoom } = initialViewport(graph, sizeOf, canvas);
  expect([-500 * zoom + x, 200 * zoom + y]).toEqual([60, 240]);
  expect(zoom).toBeGreaterThan(0.6);
});

test("a large flow begins at the node that is asked for, which stands in the middle", () => {
  const graph = moveNodes(graphOf("a -> b"), new Map([["b", { x: 9_000, y: 9_000 }]]));
  const { x, y, zoom } = initialViewport(graph, sizeOf, canvas, "b");
  expect([9_100 * zoom + x, 9_050 * zoom + y]).toEqual([500, 300]);
  expect(initialViewport(graph, sizeOf, canvas, "gone")).toEqual(initialViewport(graph, sizeOf, canvas));
  expect(initialViewport(graphOf("a -> b"), sizeOf, canvas, "b")).toEqual({ x: 250, y: 250, zoom: 1 });
});

test("an empty flow begins at the origin", () => {
  expect(initialViewport({ nodes: [], transitions: [], start: null }, sizeOf, canvas)).toEqual({ x: 0, y: 0, zoom: 1 });
});

test("of a difference what differs is seen first: its nodes, and the ends of its transitions", () => {
  const graph = graphOf("a -> b; b -> c; c -> d");
  const seen = (...marked: string[]) => changedPart(graph, new Map(marked.map((id) => [id, "changed"]))).nodes.map(({ id }) => id);
  expect(seen("d")).toEqual(["d"]);
  expect(seen(graph.transitions[1]?.id ?? "")).toEqual(["b", "c"]);
  expect(seen()).toEqual(["a", "b", "c", "d"]);
});

test.each([
  ["all of it in the middle, where it fits", 0.5, { x: 375, y: 275, zoom: 0.5 }],
  ["its start, where it does not", 2, { x: 60, y: 240, zoom: 2 }],
])("after arranging the scale is what it was, and in sight is %s", (_, zoom, expected) => {
  expect(arrangedViewport(graphOf("a -> b"), sizeOf, canvas, zoom)).toEqual(expected);
});

test("after arranging the scale is a little smaller where then all of it is in sight", () => {
  const graph = moveNodes(graphOf("a -> b"), new Map([["b", { x: 2_000, y: 0 }]]));
  const whole = fitViewport(graph, sizeOf, canvas);
  expect(arrangedViewport(graph, sizeOf, canvas, whole.zoom * 1.2)).toEqual(whole);
  expect(arrangedViewport(graph, sizeOf, canvas, whole.zoom * 1.5).zoom).toBeCloseTo(whole.zoom * 1.5);
});
