import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { EMPTY_VIEW, handleId, originOf, readChanges, toReactFlow } from "./flow-to-graph.ts";
import { moveNodes, renameNode } from "./model/commands/change.ts";
import { addNote } from "./model/commands/notes.ts";
import { setDocks } from "./model/commands/blocks.ts";
import { graphOf } from "./model/graph.fixture.ts";
import { nodesOnly, type Origin, transitionsOnly } from "./model/graph.ts";

const demo = flowGraphSchema.parse(JSON.parse(readFileSync("prisma/demo-flow.json", "utf8")) as unknown);

test.each([
  ["the demo flow", demo],
  ["an empty flow", { nodes: [], transitions: [], start: null }],
  ["two ways between the same nodes", graphOf("a -(x)-> b; a -> b; b -[error]-> b")],
  ["a flow with notes", addNote(graphOf("a -> b"), { id: "note", text: "Why?", position: { x: 1, y: 2 } }).graph],
  ["options that nothing knows", graphOf("a", { a: "gone" }, { a: { deep: { list: [1, null] } } })],
])("all of %s is drawn", (_, graph) => {
  const { nodes, edges } = toReactFlow(graph);
  expect(nodes.flatMap((node) => (node.type === "card" ? [node.data.node] : []))).toEqual(graph.nodes);
  expect(nodes.flatMap((node) => (node.type === "note" ? [node.data.note] : []))).toEqual(graph.notes ?? []);
  expect(edges.map(({ data }) => data?.transition)).toEqual(graph.transitions);
});

test("docked cards stand under one another, follow a drag, and have no line between them", () => {
  const graph = setDocks(graphOf("a -> b; b -> c"), new Map([["b", "a"]]));
  const sizes = new Map([["a", { width: 248, height: 90 }]]);
  const { nodes, edges } = toReactFlow(graph, { ...EMPTY_VIEW, sizes, dragged: new Map([["a", { x: 8, y: 12 }]]) });
  expect(nodes.map(({ position, className }) => [position, className])).toEqual([
    [{ x: 8, y: 12 }, "docked-below"],
    [{ x: 8, y: 102 }, "docked-above"],
    [{ x: 600, y: 0 }, ""],
  ]);
  expect(edges.map(({ id }) => id)).toEqual(["t2"]);
});

test("every transition has its own handle on its card", () => {
  const { edges } = toReactFlow(graphOf("a -(x)-> b; a -> b"));
  expect(new Set(edges.map(({ sourceHandle }) => sourceHandle)).size).toBe(2);
});

test.each<[Origin]>([[{ kind: "transition", transitionId: "t:1" }], [{ kind: "exit", exit: "no:match" }], [{ kind: "new", exit: "next" }]])(
  "a handle says where a transition begins: %o",
  (origin) => {
    expect(originOf(handleId(origin))).toEqual(origin);
  },
);

test("a handle that is not ours is nothing", () => {
  expect([originOf("in"), originOf(null), originOf("other:x")]).toEqual([null, null, null]);
});

test("only what changed is made anew", () => {
  const graph = graphOf("a -> b; b -> c");
  const before = toReactFlow(graph);
  const moved = toReactFlow(moveNodes(graph, new Map([["b", { x: 5, y: 5 }]])), EMPTY_VIEW, before);
  expect(moved.nodes.map((node, index) => node === before.nodes[index])).toEqual([true, false, true]);
  expect(moved.edges.every((edge, index) => edge === before.edges[index])).toBe(true);
  const selected = toReactFlow(graph, { ...EMPTY_VIEW, selection: nodesOnly("c") }, before);
  expect(selected.nodes.map((node, index) => node === before.nodes[index])).toEqual(
    [true, true, false].map((same, index) => (index === 2 ? false : same && !(before.nodes[index]?.selected === undefined))),
  );
});

test("a transition is read out with the names of its ends, as they are now", () => {
  const graph = graphOf("a -> b; c -> a");
  const renamed = toReactFlow(renameNode(graph, "b", "Bee"), EMPTY_VIEW, toReactFlow(graph));
  expect(renamed.edges.map(({ ariaLabel }) => ariaLabel)).toEqual([expect.stringMatching(/ → Bee$/), expect.stringMatching(/ → (?!Bee)/)]);
});

test("a drag leaves the list of transitions as it was, and a selection of a transition the list of cards", () => {
  const graph = graphOf("a -> b; b -> c");
  const before = toReactFlow(graph, { ...EMPTY_VIEW, sizes: new Map() });
  const dragged = toReactFlow(graph, { ...EMPTY_VIEW, dragged: new Map([["a", { x: 9, y: 9 }]]) }, before);
  expect([dragged.edges === before.edges, dragged.nodes === before.nodes]).toEqual([true, false]);
  const selected = toReactFlow(graph, { ...EMPTY_VIEW, selection: transitionsOnly("t1") }, before);
  expect([selected.edges === before.edges, selected.nodes === before.nodes]).toEqual([false, true]);
});

test("a card that was never drawn has a place for every handle, and one that was keeps what was measured", () => {
  const graph = graphOf("a -(x)-> b; a -> b");
  const [a] = toReactFlow(graph).nodes;
  expect(a?.handles?.map(({ id }) => id)).toEqual(["in", "transition:t1", "transition:t2"]);
  expect(a?.measured?.width).toBeGreaterThan(0);
  const size = { width: 248, height: 90 };
  const [measured] = toReactFlow(graph, { ...EMPTY_VIEW, sizes: new Map([["a", size]]) }).nodes;
  expect([measured?.handles, measured?.measured]).toEqual([undefined, size]);
});

test("a card that was never drawn is made anew for other handles, and only then", () => {
  const graph = graphOf("a -> b; b -> c");
  const before = toReactFlow(graph, { ...EMPTY_VIEW, sizes: new Map() });
  expect(toReactFlow(graph, { ...EMPTY_VIEW, sizes: new Map() }, before).nodes.every((node, index) => node === before.nodes[index])).toBe(
    true,
  );
  const joined = { ...graph, transitions: graphOf("a -> b; b -> c; b -> a").transitions };
  const after = toReactFlow(joined, EMPTY_VIEW, before);
  expect(after.nodes.map((node, index) => node === before.nodes[index])).toEqual([true, false, true]);
  expect(after.nodes[1]?.handles?.map(({ id }) => id)).toEqual(["in", "transition:t2", "transition:t3"]);
});

test("a drag shows in the drawing and not in the flow", () => {
  const graph = graphOf("a");
  const drawn = toReactFlow(graph, { ...EMPTY_VIEW, dragged: new Map([["a", { x: 9, y: 9 }]]) });
  expect(drawn.nodes[0]?.position).toEqual({ x: 9, y: 9 });
  expect(graph.nodes[0]?.position).toEqual({ x: 0, y: 0 });
});

test("React Flow's changes are read as moves, sizes and selections", () => {
  const read = readChanges([
    { type: "position", id: "a", position: { x: 1, y: 2 }, dragging: true },
    { type: "dimensions", id: "a", dimensions: { width: 3, height: 4 } },
    { type: "dimensions", id: "n", dimensions: { width: 5, height: 6 }, setAttributes: true },
    { type: "select", id: "b", selected: true },
    { type: "remove", id: "b" },
  ]);
  expect(read).toEqual({
    moved: new Map([["a", { x: 1, y: 2 }]]),
    dragging: true,
    sizes: new Map([["a", { width: 3, height: 4 }]]),
    resized: new Map([["n", { width: 5, height: 6 }]]),
    selected: new Map([["b", true]]),
  });
});
