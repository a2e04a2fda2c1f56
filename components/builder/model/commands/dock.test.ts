import { describe, expect, test } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { dockedPlaces, setDocks, settled, stacksOf, undock, wholeBlocks, withBlocks } from "./blocks.ts";
import { arrowsOf, counted, graphOf } from "../graph.fixture.ts";
import { nodesOnly } from "../graph.ts";
import { cardToDockTo, dock } from "./dock.ts";
import { offsetTo, paste, pieceOf } from "./paste.ts";
import { remove } from "./remove.ts";

const docksIn = (graph: Parameters<typeof dock>[0]) =>
  graph.nodes.flatMap(({ id, docked_to }) => (docked_to === undefined ? [] : [`${id} under ${docked_to}`])).join(", ");
const chain = (...docks: [string, string][]) => setDocks(graphOf("a -> b; b -> c; c -> d"), new Map(docks));

describe("dropping a card on the lower edge of another", () => {
  test.each<[string, string, string, string, string]>([
    ["docks what it leads to", "a -> b; b -> c", "b", "a -> b; b -> c", "b under a"],
    ["leads to what nothing leads to", "a; b -> c", "b", "b -> c; a -> b", "b under a"],
    ["puts what is connected to nothing in between", "a -> c; b", "b", "a -> b; b -> c", "b under a"],
    ["does nothing where others lead there too", "a -> b; c -> b", "b", "a -> b; c -> b", ""],
    ["does nothing where the upper one leads elsewhere", "a -> c; b -> d", "b", "a -> c; b -> d", ""],
    ["does nothing where the upper one branches", "a -(x)-> b; a -> c", "b", "a -(x)-> b; a -> c", ""],
    ["does nothing where it would lead to the start", "b -> a; a -> c", "b", "b -> a; a -> c", ""],
  ])("%s", (_, arrows, lower, expected, docks) => {
    const graph = dock(graphOf(arrows), nodeTypes, lower, "a", "new");
    expect([arrowsOf(graph), docksIn(graph)]).toEqual([expected, docks]);
  });

  test("does nothing on a decision, which branches, and on an end", () => {
    for (const type of ["decision", "end"]) {
      const graph = graphOf("a; b -> c", { a: type });
      expect(dock(graph, nodeTypes, "b", "a", "new")).toBe(graph);
    }
  });

  test("keeps a block together when one comes in between", () => {
    const graph = dock({ ...chain(["b", "a"]), nodes: [...chain(["b", "a"]).nodes, ...graphOf("x").nodes] }, nodeTypes, "x", "a", "new");
    expect(docksIn(graph)).toBe("b under x, x under a");
  });

  test("means the card whose lower edge is nearest", () => {
    const cards = new Map([
      ["a", { x: 0, y: 0, width: 200, height: 100 }],
      ["b", { x: 0, y: 20, width: 200, height: 100 }],
    ]);
    const held = (x: number, y: number) => cardToDockTo({ x, y, width: 200, height: 80 }, cards);
    expect([held(10, 104), held(10, 118), held(10, 200), held(120, 104)]).toEqual(["a", "b", null, null]);
  });
});

test("docked cards stand right under one another, and follow the one that is dragged", () => {
  const graph = chain(["b", "a"], ["c", "b"]);
  const sizeOf = (id: string) => ({ width: 200, height: id === "a" ? 100 : 60 });
  expect(Object.fromEntries(dockedPlaces(graph, sizeOf))).toEqual({ b: { x: 0, y: 100 }, c: { x: 0, y: 160 } });
  expect(Object.fromEntries(dockedPlaces(graph, sizeOf, new Map([["b", { x: 50, y: 300 }]])))).toEqual({
    b: { x: 50, y: 300 },
    c: { x: 50, y: 360 },
  });
  expect(settled(graph, sizeOf).nodes.map(({ position }) => position.y)).toEqual([0, 100, 160, 0]);
});

test("a dock that does not hold any more is let go, and the card stays where it stood", () => {
  const stood = settled(chain(["b", "a"]), () => ({ width: 200, height: 100 }));
  const cut = settled({ ...stood, transitions: [] }, () => ({ width: 200, height: 100 }));
  expect([docksIn(cut), cut.nodes[1]?.position]).toEqual(["", { x: 0, y: 100 }]);
});

test("a block is one thing to select, to copy and to take along, and one of its cards can be taken out", () => {
  const graph = chain(["b", "a"], ["c", "b"]);
  expect(stacksOf(graph)).toEqual([["a", "b", "c"]]);
  expect([withBlocks(graph, ["a"]), withBlocks(graph, ["b"]), wholeBlocks(graph, ["b"])]).toEqual([
    ["a", "b", "c"],
    ["b"],
    ["a", "b", "c"],
  ]);
  const piece = pieceOf(graph, nodesOnly("a"));
  const pasted = paste(graph, piece, offsetTo(piece, { x: 0, y: 900 }), counted());
  expect(docksIn(pasted.graph)).toBe("b under a, c under b, node2 under node1, node3 under node2");
  expect(docksIn(undock(graph, ["b"]))).toBe("c under b");
});

test("what was docked under a removed card is docked to the one above when the two are joined", () => {
  const graph = chain(["b", "a"], ["c", "b"]);
  expect(docksIn(remove(graph, nodesOnly("b"), { reconnect: true }))).toBe("c under a");
  expect(docksIn(settled(remove(graph, nodesOnly("b"), { reconnect: false }), () => ({ width: 1, height: 1 })))).toBe("");
});
