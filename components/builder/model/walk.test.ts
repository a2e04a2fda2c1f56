import { expect, test } from "vitest";
import { moveNodes } from "./commands/change.ts";
import { graphOf } from "./graph.fixture.ts";
import { type Direction, neighbour } from "./walk.ts";

const graph = moveNodes(
  graphOf("a -> b; a -> c; a -> d; c -> e; loose"),
  new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 300, y: -200 }],
    ["c", { x: 300, y: 0 }],
    ["d", { x: 300, y: 200 }],
    ["e", { x: 600, y: 0 }],
    ["loose", { x: 0, y: 400 }],
  ]),
);

test.each<[string, Direction, string | null]>([
  ["a", "right", "b"],
  ["b", "left", "a"],
  ["b", "down", "c"],
  ["c", "down", "d"],
  ["d", "up", "c"],
  ["c", "right", "e"],
  ["e", "right", null],
  ["a", "down", "loose"],
  ["loose", "up", "a"],
  ["a", "left", null],
  ["b", "up", null],
])("from %s %s is %s", (id, direction, expected) => {
  expect(neighbour(graph, id, direction)).toBe(expected);
});
