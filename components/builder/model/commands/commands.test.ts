import { expect, test } from "vitest";
import { validate } from "#lib/engine/validate/validate.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { blankOf } from "../exits.ts";
import { arrowsOf, counted, graphOf } from "../graph.fixture.ts";
import { NOTHING, nodesOnly, transitionsOnly } from "../graph.ts";
import { addNode } from "./add-node.ts";
import { align, distribute } from "./align.ts";
import { configureNode, moveNodes, moveTransition, renameNode, setCondition, setStart } from "./change.ts";
import { connect, connectBeforeFallback, reconnect } from "./connect.ts";
import { insertOnTransition, insertWithRoom } from "./insert.ts";
import { addNote, resizeNote, writeNote } from "./notes.ts";
import { offsetTo, paste, pieceOf } from "./paste.ts";
import { canReconnect, remove } from "./remove.ts";

const type = (name: string) => {
  const found = nodeTypes.get(name);
  if (!found) throw new Error(name);
  return found;
};
const empty = { nodes: [], transitions: [], start: null };

test("the first node is where the flow starts, and a name that is taken is numbered", () => {
  const one = addNode(empty, { id: "x", type: type("send_message"), name: "Message", position: { x: 1, y: 2 } });
  const two = addNode(one.graph, { id: "y", type: type("send_message"), name: "Message", position: { x: 3, y: 4 } });
  expect(two.graph.start).toBe("x");
  expect(two.graph.nodes.map(({ name }) => name)).toEqual(["Message", "Message 2"]);
  expect(two.made).toEqual(nodesOnly("y"));
});

test("a new node has its own copy of the defaults", () => {
  const { graph } = addNode(empty, { id: "x", type: type("ai_completion"), name: "AI", position: { x: 0, y: 0 } });
  expect(graph.nodes[0]?.config).toEqual(type("ai_completion").defaults);
  expect(graph.nodes[0]?.config).not.toBe(type("ai_completion").defaults);
});

test.each([
  ["as the last one", "a -(x)-> b; a -> c", { from: "a", exit: "next", to: "b" }, "a -(x)-> b; a -> c; a -> b"],
  ["not twice", "a -> b", { from: "a", exit: "next", to: "b" }, "a -> b"],
])("a connection is added %s", (_, arrows, made, expected) => {
  expect(arrowsOf(connect(graphOf(arrows), { id: "new", ...made }))).toBe(expected);
});

test("a connection that gets a condition comes before the one that catches the rest", () => {
  expect(arrowsOf(connectBeforeFallback(graphOf("a -(x)-> b; a -> c; b -> c"), { id: "new", from: "a", exit: "next", to: "a" }))).toBe(
    "a -(x)-> b; a -(false)-> a; a -> c; b -> c",
  );
});

test("a condition that was only begun is no otherwise: nobody is led on by it, it is flagged, and the otherwise still lacks", () => {
  const graph = { ...graphOf("a -(x)-> b", { a: "decision", b: "end" }), start: "a" };
  const begun = connectBeforeFallback(graph, { id: "new", from: "a", exit: "next", to: "b" });
  const found = validate(begun, nodeTypes).map(({ code }) => code);
  expect(found).toEqual(expect.arrayContaining(["unfinished_condition", "no_fallback"]));
  expect(begun.transitions.map((transition, index) => blankOf(transition, index + 1, 2))).toEqual([null, "missing"]);
});

test("reconnecting keeps the condition and the order", () => {
  expect(arrowsOf(reconnect(graphOf("a -(x)-> b; a -> c"), "t1", { to: "c" }))).toBe("a -(x)-> c; a -> c");
});

test.each([
  ["leaves a gap", false, "a -> b; b -> c", ["b"], "", "a"],
  ["joins the neighbours", true, "a -> b; b -> c", ["b"], "a -> c", "a"],
  ["keeps the condition that led to it", true, "a -(x)-> b; a -> c; b -> d", ["b"], "a -(x)-> d; a -> c", "a"],
  ["joins over several", true, "a -> b; b -> c; c -> d", ["b", "c"], "a -> d", "a"],
  ["follows the otherwise of a decision", true, "a -> b; b -(x)-> c; b -> d", ["b"], "a -> d", "a"],
  ["hands the start on", true, "a -> b; b -> c", ["a"], "b -> c", "b"],
  ["leaves no start behind", false, "a -> b", ["a"], "", null],
  ["ends in a circle of removed nodes", true, "a -> b; b -> c; c -> b", ["b", "c"], "", "a"],
])("removing a node %s", (_, reconnecting, arrows, gone, expected, start) => {
  const graph = remove(graphOf(arrows), nodesOnly(...gone), { reconnect: reconnecting });
  expect([arrowsOf(graph), graph.start]).toEqual([expected, start]);
  expect(graph.nodes.some(({ id }) => gone.includes(id))).toBe(false);
});

test("reconnecting is offered only where there is a way through", () => {
  const graph = graphOf("a -> b; b -> c");
  expect(canReconnect(graph, nodesOnly("b"))).toBe(true);
  expect(canReconnect(graph, nodesOnly("c"))).toBe(false);
  expect(canReconnect(graph, transitionsOnly("t1"))).toBe(false);
});

test("removing a transition leaves its nodes", () => {
  const graph = remove(graphOf("a -> b; b -> c"), transitionsOnly("t1"), { reconnect: false });
  expect([arrowsOf(graph), graph.nodes.length]).toEqual(["b -> c", 3]);
});

test("a paste has fresh ids, its own inner transitions, and nothing of what was around it", () => {
  const graph = graphOf("a -> b; b -(x)-> c; c -> a");
  const piece = pieceOf(graph, nodesOnly("b", "c"));
  const pasted = paste(graph, piece, offsetTo(piece, { x: 0, y: 500 }), counted());
  expect(pasted.made.nodeIds).toEqual(["node1", "node2"]);
  expect(arrowsOf(pasted.graph)).toBe("a -> b; b -(x)-> c; c -> a; node1 -(x)-> node2");
  expect(pasted.graph.nodes.slice(3).map(({ name, position }) => [name, position])).toEqual([
    ["B 2", { x: 0, y: 500 }],
    ["C 2", { x: 300, y: 500 }],
  ]);
  expect(pasted.graph.nodes[3]?.config).not.toBe(piece.nodes[0]?.config);
});

test("pasting into an empty flow gives it a start", () => {
  expect(paste(empty, pieceOf(graphOf("a -> b"), nodesOnly("a", "b")), { x: 0, y: 0 }, counted()).graph.start).toBe("node1");
});

test.each([
  ["between the two ends", { d: "send_message" }, "a -(x)-> d; b; d -> b"],
  ["as the end when it has no exit", { d: "end" }, "a -(x)-> d; b"],
])("a node dropped on a transition comes %s", (_, types, expected) => {
  const graph = graphOf("a -(x)-> b; d", types);
  expect(arrowsOf(insertOnTransition(graph, nodeTypes, "d", "t1", "new"))).toBe(expected.replace(" b;", "").replace("; b", ""));
});

test("a card that is inserted makes room for itself: what lies right of it gives way; on a way back only what it would cover", () => {
  const graph = graphOf("a -> b; x; d");
  graph.nodes = graph.nodes.map((node) => ({ ...node, position: { x: { a: 0, b: 300, x: 600, d: 150 }[node.id] ?? 0, y: 0 } }));
  const spread = insertWithRoom(graph, nodeTypes, "d", "t1", "new", () => ({ width: 200, height: 80 }));
  expect(Object.fromEntries(spread.nodes.map(({ id, position }) => [id, position.x]))).toEqual({ a: 0, d: 264, b: 528, x: 828 });
  const back = graphOf("b -> a; d");
  back.nodes = back.nodes.map((node) => ({ ...node, position: { x: { a: 0, b: 300, d: 150 }[node.id] ?? 0, y: 0 } }));
  const room = insertWithRoom(back, nodeTypes, "d", "t1", "new", () => ({ width: 200, height: 80 }));
  expect(Object.fromEntries(room.nodes.map(({ id, position }) => [id, position.x]))).toEqual({ a: -84, d: 150, b: 384 });
});

test.each(["a", "c"])("the connected node %s is not inserted into a transition", (id) => {
  const graph = graphOf("a -> b; b -> c");
  expect(insertOnTransition(graph, nodeTypes, id, "t1", "new")).toBe(graph);
});

test("what changes nothing gives the same graph, so that it is no step to undo", () => {
  const graph = graphOf("a -(x)-> b", {}, { a: { message: "Hi" } });
  expect(renameNode(graph, "a", "A")).toBe(graph);
  expect(renameNode(graph, "gone", "Z")).toBe(graph);
  expect(configureNode(graph, "a", { message: "Hi" })).toBe(graph);
  expect(setStart(graph, "a")).toBe(graph);
  expect(setCondition(graph, "t1", "x")).toBe(graph);
  expect(moveNodes(graph, new Map([["a", { x: 0, y: 0 }]]))).toBe(graph);
  expect(moveTransition(graph, "t1", -1)).toBe(graph);
});

test("an option is set, and taken away again by undefined", () => {
  const graph = configureNode(graphOf("a", {}, { a: { message: "Hi", old: 1 } }), "a", { message: "Ho", old: undefined });
  expect(graph.nodes[0]?.config).toEqual({ message: "Ho" });
});

test("a blank condition is none", () => {
  expect(setCondition(graphOf("a -(x)-> b"), "t1", "  ").transitions[0]?.condition).toBeNull();
});

test("a transition moves among those of its own exit only", () => {
  const graph = graphOf("a -(x)-> b; a -[error]-> c; b -> c; a -> c");
  expect(arrowsOf(moveTransition(graph, "t1", 1))).toBe("a -> c; a -[error]-> c; b -> c; a -(x)-> b");
  expect(arrowsOf(moveTransition(graph, "t2", 1))).toBe(arrowsOf(graph));
});

test("notes come and go without leaving a trace", () => {
  const graph = graphOf("a");
  const noted = addNote(graph, { id: "n", text: "Why?", position: { x: 0, y: 0 } }).graph;
  const written = resizeNote(writeNote(noted, "n", "Because."), "n", { width: 300, height: 200 });
  expect(written.notes).toEqual([{ id: "n", text: "Because.", position: { x: 0, y: 0 }, size: { width: 300, height: 200 } }]);
  expect(remove(written, { ...NOTHING, noteIds: ["n"] }, { reconnect: false })).toEqual(graph);
});

const sizeOf = (id: string) => ({ width: id === "b" ? 50 : 100, height: 20 });
const places = (graph: ReturnType<typeof graphOf>) => graph.nodes.map(({ position }) => [position.x, position.y]);
const scattered = () =>
  moveNodes(
    graphOf("a; b; c"),
    new Map([
      ["b", { x: 140, y: 30 }],
      ["c", { x: 400, y: 90 }],
    ]),
  );

test.each([
  [
    "left",
    [
      [0, 0],
      [0, 30],
      [0, 90],
    ],
  ],
  [
    "right",
    [
      [400, 0],
      [450, 30],
      [400, 90],
    ],
  ],
  [
    "center",
    [
      [200, 0],
      [225, 30],
      [200, 90],
    ],
  ],
  [
    "top",
    [
      [0, 0],
      [140, 0],
      [400, 0],
    ],
  ],
  [
    "middle",
    [
      [0, 45],
      [140, 45],
      [400, 45],
    ],
  ],
  [
    "bottom",
    [
      [0, 90],
      [140, 90],
      [400, 90],
    ],
  ],
] as const)("cards are aligned %s", (to, expected) => {
  expect(places(align(scattered(), nodesOnly("a", "b", "c"), to, sizeOf))).toEqual(expected);
});

test("distributing makes the gaps equal and moves neither end", () => {
  expect(places(distribute(scattered(), nodesOnly("a", "b", "c"), "horizontal", sizeOf))).toEqual([
    [0, 0],
    [225, 30],
    [400, 90],
  ]);
});
