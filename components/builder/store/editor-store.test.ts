import { expect, test } from "vitest";
import { pathOf } from "#lib/simulator/path.ts";
import { configureNode, renameNode } from "../model/commands/change.ts";
import { paste, pieceOf } from "../model/commands/paste.ts";
import { remove } from "../model/commands/remove.ts";
import { counted, graphOf } from "../model/graph.fixture.ts";
import { nodesOnly } from "../model/graph.ts";
import { createEditor } from "./editor-store.ts";

function editorOf(arrows = "a -> b; b -> c") {
  const clock = { now: 0 };
  const editor = createEditor({ graph: graphOf(arrows), readOnly: false }, () => clock.now);
  const type = (text: string) => editor.edit((graph) => configureNode(graph, "a", { message: text }), { group: "a.message" });
  const message = () => editor.store.getState().graph.nodes.find(({ id }) => id === "a")?.config.message;
  const steps = () => editor.history.getState().pastStates.length;
  return { ...editor, clock, type, message, steps };
}

test("letters typed in a row are one step, and a pause begins the next", () => {
  const { type, clock, message, undo, redo, steps } = editorOf();
  for (const text of ["H", "He", "Hey"]) {
    clock.now += 100;
    type(text);
  }
  clock.now += 2_000;
  type("Hey you");
  expect(steps()).toBe(2);
  undo();
  expect(message()).toBe("Hey");
  undo();
  expect(message()).toBeUndefined();
  redo();
  redo();
  expect(message()).toBe("Hey you");
});

test("typing after an undo is a step of its own", () => {
  const { type, undo, message, steps } = editorOf();
  type("one");
  undo();
  type("two");
  expect([message(), steps()]).toEqual(["two", 1]);
  undo();
  expect(message()).toBeUndefined();
});

test("another edit in between ends the group", () => {
  const { type, edit, steps } = editorOf();
  type("o");
  edit((graph) => renameNode(graph, "b", "Bee"));
  type("on");
  expect(steps()).toBe(3);
});

test("what is not the draft is no step to undo", () => {
  const { select, setHighlight, set, steps, edit } = editorOf();
  select(nodesOnly("a"));
  setHighlight(pathOf([{ nodeId: "a", transitionId: null, outcome: "waits" }], 1, "a"));
  set({ dragged: new Map([["a", { x: 1, y: 1 }]]) });
  edit((graph) => graph);
  expect(steps()).toBe(0);
});

test("what an edit makes is selected, and what is gone is not", () => {
  const { edit, undo, store, select } = editorOf();
  edit((graph) => paste(graph, pieceOf(graph, nodesOnly("b")), { x: 0, y: 0 }, counted()));
  expect(store.getState().selection.nodeIds).toEqual(["node1"]);
  undo();
  expect(store.getState().selection.nodeIds).toEqual([]);
  select(nodesOnly("a", "b"));
  edit((graph) => remove(graph, nodesOnly("b"), { reconnect: true }));
  expect(store.getState().selection.nodeIds).toEqual(["a"]);
});

test("each request to go to a node is told from the last one, and one for a missing node is none", () => {
  const { goTo, store } = editorOf();
  goTo("a");
  const first = store.getState().focus;
  goTo("a", "message");
  expect(store.getState().focus).toEqual({ id: "a", field: "message", keepsScale: false, isNew: false, seq: (first?.seq ?? 0) + 1 });
  goTo("gone");
  expect(store.getState().focus?.id).toBe("a");
});

test("going to a field opens the closed inspector, and going to a node leaves it closed", () => {
  const { goTo, set, store } = editorOf();
  set({ rightPanel: null });
  goTo("a");
  expect(store.getState().rightPanel).toBeNull();
  goTo("a", "message");
  expect(store.getState().rightPanel).toBe("inspector");
});

test.each([
  ["issues", "inspector"],
  ["versions", "inspector"],
  ["simulator", "simulator"],
] as const)("going to a node while %s lie beside the canvas shows %s", (open, shown) => {
  const { goTo, reveal, set, store } = editorOf();
  for (const go of [goTo, reveal]) {
    set({ rightPanel: open });
    go("a");
    expect(store.getState().rightPanel).toBe(shown);
  }
});

test("an offer to undo is good for its own edit only", () => {
  const { edit, offerUndo, store } = editorOf();
  const names = () =>
    store
      .getState()
      .graph.nodes.map(({ name }) => name)
      .join();
  edit((graph) => renameNode(graph, "a", "One"));
  const late = offerUndo();
  edit((graph) => renameNode(graph, "b", "Two"));
  const timely = offerUndo();
  late();
  expect(names()).toBe("One,Two,C");
  timely();
  expect(names()).toBe("One,B,C");
});
