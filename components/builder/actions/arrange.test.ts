import { expect, test } from "vitest";
import { moveNodes, renameNode } from "../model/commands/change.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { arranged } from "./arrange.ts";

test("what was moved, added or removed while places were looked for is left as it is, and other changes do not matter", () => {
  const before = graphOf("a -> b; b -> c; c -> d");
  const moved = moveNodes(renameNode(before, "c", "Sea"), new Map([["b", { x: 700, y: 8 }]]));
  const now = { ...moved, nodes: [...moved.nodes.filter(({ id }) => id !== "d"), ...graphOf("e").nodes] };
  const places = new Map(["a", "b", "c", "d"].map((id, index) => [id, { x: 100 * index, y: 4 }]));
  const docked = new Map([
    ["c", "a"],
    ["b", "c"],
  ]);
  expect(arranged({ places, docked }, before, now).nodes.map(({ id, position: { x }, docked_to }) => [id, x, docked_to])).toEqual([
    ["a", 0, undefined],
    ["b", 700, undefined],
    ["c", 200, "a"],
    ["e", 0, undefined],
  ]);
});
