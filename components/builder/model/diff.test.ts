import { expect, test } from "vitest";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { setDocks } from "./commands/blocks.ts";
import { configureNode, moveNodes, moveTransition, renameNode, setCondition, setStart } from "./commands/change.ts";
import { connect } from "./commands/connect.ts";
import { remove } from "./commands/remove.ts";
import { countChanges, countWork, diffGraphs, isSameGraph, valueText } from "./diff.ts";
import { graphOf } from "./graph.fixture.ts";
import { nodesOnly, transitionsOnly } from "./graph.ts";
import { mergeGraphs, type Side } from "./merge.ts";

const base = graphOf("a -(x)-> b; a -> c; b -> c", {}, { a: { message: "Hi", rows: [1, 2] } });
const ids = (items: { id: string }[]) => items.map(({ id }) => id);

test("a graph equals its copy, and a move counts as a difference only to who asks for it", () => {
  const moved = moveNodes(base, new Map([["a", { x: 5, y: 5 }]]));
  expect(isSameGraph(base, structuredClone(base))).toBe(true);
  expect(isSameGraph(base, moved)).toBe(false);
  expect(countChanges(diffGraphs(base, moved))).toBe(0);
  expect(countWork(base, renameNode(moved, "b", "New"))).toBe(2);
  expect(ids(diffGraphs(base, moved).moved)).toEqual(["a"]);
});

test("docking a card is a move", () => {
  const docked = setDocks(base, new Map([["c", "b"]]));
  expect([countChanges(diffGraphs(base, docked)), ids(diffGraphs(base, docked).moved)]).toEqual([0, ["c"]]);
  expect(diffGraphs(base, renameNode(docked, "c", "Sea")).nodes.changed.map(({ fields }) => fields)).toEqual([["name"]]);
});

test("what was added, removed and changed is told by id and field", () => {
  const after = setStart(
    setCondition(
      renameNode(
        configureNode(remove(connect(base, { id: "new", from: "c", exit: "next", to: "a" }), nodesOnly("b"), { reconnect: false }), "a", {
          message: "Ho",
        }),
        "c",
        "Sea",
      ),
      "t2",
      "y",
    ),
    "c",
  );
  const found = diffGraphs(base, after);
  expect(found.nodes.changed.map(({ after: { id }, fields }) => [id, fields])).toEqual([
    ["a", ["config.message"]],
    ["c", ["name"]],
  ]);
  expect([ids(found.nodes.added), ids(found.nodes.removed)]).toEqual([[], ["b"]]);
  expect([ids(found.transitions.added), ids(found.transitions.removed)]).toEqual([["new"], ["t1", "t3"]]);
  expect(found.transitions.changed.map(({ fields }) => fields)).toEqual([["condition"]]);
  expect(found.start).toEqual({ before: "a", after: "c" });
});

test("a node that moved and changed is told as changed, without its place", () => {
  const found = diffGraphs(base, renameNode(moveNodes(base, new Map([["a", { x: 5, y: 5 }]])), "a", "New"));
  expect([found.moved, found.nodes.changed.map(({ fields }) => fields)]).toEqual([[], [["name"]]]);
});

test("a changed field is told with what it held before and after, whatever it holds", () => {
  const node = { id: "a", name: "A", node_type: "x", config: { text: "hi", rows: [1, 2], none: null }, position: { x: 0, y: 0 } };
  expect(["name", "node_type", "config.text", "config.rows", "config.none", "config.other"].map((field) => valueText(node, field))).toEqual(
    ["A", "x", "hi", "[1,2]", "", ""],
  );
});

test("another order of conditions is a difference, one that an addition brings is not", () => {
  expect(ids(diffGraphs(base, moveTransition(base, "t1", 1)).reordered)).toEqual(["a"]);
  expect(diffGraphs(base, connect(base, { id: "new", from: "a", exit: "next", to: "a" })).reordered).toEqual([]);
});

const named = (side: string) => renameNode(base, "a", side);

test("what only one side changed is taken from it, from both", () => {
  const mine = renameNode(connect(base, { id: "m", from: "c", exit: "next", to: "a" }), "b", "mine");
  const theirs = configureNode(remove(base, transitionsOnly("t3"), { reconnect: false }), "a", { message: "theirs" });
  const { graph, conflicts } = mergeGraphs(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(graph.nodes.map(({ name, config }) => [name, config.message])).toEqual([
    ["A", "theirs"],
    ["mine", undefined],
    ["C", undefined],
  ]);
  expect(ids(graph.transitions)).toEqual(["t1", "t2", "m"]);
});

test("the same change on both sides is no conflict", () => {
  expect(mergeGraphs(base, named("same"), structuredClone(named("same"))).conflicts).toEqual([]);
});

test.each<[Side, string]>([
  ["mine", "mine"],
  ["theirs", "theirs"],
])("where both changed a node, the choice of %s decides", (side, expected) => {
  const { graph, conflicts } = mergeGraphs(base, named("mine"), named("theirs"), new Map([["a", side]]));
  expect(conflicts.map(({ kind, id }) => [kind, id])).toEqual([["node", "a"]]);
  expect(graph.nodes[0]?.name).toBe(expected);
});

test("a node that one removed and the other changed is a conflict; without it its transitions go too", () => {
  const mine = remove(base, nodesOnly("b"), { reconnect: false });
  const theirs = renameNode(base, "b", "theirs");
  const merged = mergeGraphs(base, mine, theirs);
  expect(merged.conflicts).toEqual([{ kind: "node", id: "b", mine: null, theirs: expect.objectContaining({ name: "theirs" }) }]);
  expect(ids(merged.graph.transitions)).toEqual(["t2"]);
  expect(ids(mergeGraphs(base, mine, theirs, new Map([["b", "theirs"]])).graph.nodes)).toEqual(["a", "b", "c"]);
});

test("a transition to a node that the other removed is dropped instead of leading nowhere", () => {
  const mine = connect(base, { id: "m", from: "c", exit: "next", to: "b" });
  expect(ids(mergeGraphs(base, mine, remove(base, nodesOnly("b"), { reconnect: false })).graph.transitions)).toEqual(["t2"]);
});

test("my order of conditions survives their addition, and theirs mine", () => {
  const reordered = moveTransition(base, "t1", 1);
  const added = connect(base, { id: "new", from: "c", exit: "next", to: "a" });
  expect(ids(mergeGraphs(base, reordered, added).graph.transitions)).toEqual(["t2", "t1", "t3", "new"]);
  expect(ids(mergeGraphs(base, added, reordered).graph.transitions)).toEqual(["t2", "t1", "t3", "new"]);
});

test("a start that both moved is a conflict of its own", () => {
  const { conflicts, graph } = mergeGraphs(base, setStart(base, "b"), setStart(base, "c"), new Map([["start", "theirs"]]));
  expect([conflicts.map(({ kind }) => kind), graph.start]).toEqual([["start"], "c"]);
});

test("triggers are told and merged one by one, and a conflict where both changed the same", () => {
  const any = { id: "any", type: "any_message", priority: 100, on_open: "ignore" } as const;
  const api = { ...any, id: "api", type: "api" } as const;
  const withAll = (...triggers: Trigger[]): FlowGraph => ({ ...base, triggers });
  const { triggers } = diffGraphs(withAll(any), withAll({ ...any, priority: 1 }, api));
  expect([triggers.added, triggers.changed.map(({ fields }) => fields)]).toEqual([[api], [["priority"]]]);
  expect(countChanges(diffGraphs(base, withAll(any)))).toBe(1);
  expect(mergeGraphs(base, withAll(any), withAll(api)).graph.triggers).toEqual(expect.arrayContaining([any, api]));
  expect(mergeGraphs(withAll(any), withAll(any), base).graph).not.toHaveProperty("triggers");
  const { graph, conflicts } = mergeGraphs(withAll(any), withAll({ ...any, priority: 1 }), withAll({ ...any, priority: 2 }));
  expect([graph.triggers?.[0]?.priority, conflicts.map(({ kind, id }) => [kind, id])]).toEqual([1, [["trigger", "any"]]]);
});

test("the flow's settings are told, merged, and a conflict where both changed them", () => {
  const said = (failure_message: string): FlowGraph => ({ ...base, settings: { failure_message } });
  expect(diffGraphs(base, said("a")).settings).toEqual(["failure_message"]);
  expect(isSameGraph(base, said("a"))).toBe(false);
  expect(mergeGraphs(base, said("a"), base).graph.settings).toEqual({ failure_message: "a" });
  expect(mergeGraphs(said("a"), said("a"), base).graph).not.toHaveProperty("settings");
  const { graph, conflicts } = mergeGraphs(base, said("a"), said("b"), new Map([["settings", "theirs"]]));
  expect([graph.settings, conflicts.map(({ kind }) => kind)]).toEqual([{ failure_message: "b" }, ["settings"]]);
});
