import { expect, test } from "vitest";
import { moveNodes, renameNode } from "../model/commands/change.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { stillWanted } from "./arrange.ts";

test("what was moved, added or removed while places were looked for is left as it is, and other changes do not matter", () => {
  const arranged = graphOf("a -> b; b -> c; c -> d");
  const moved = moveNodes(renameNode(arranged, "c", "Sea"), new Map([["b", { x: 700, y: 8 }]]));
  const now = { ...moved, nodes: [...moved.nodes.filter(({ id }) => id !== "d"), ...graphOf("e").nodes] };
  const places = new Map(["a", "b", "c", "d"].map((id, index) => [id, { x: 100 * index, y: 4 }]));
  expect([...stillWanted(places, arranged, now)]).toEqual([
    ["a", { x: 0, y: 4 }],
    ["c", { x: 200, y: 4 }],
  ]);
});
