import { expect, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { renameNode } from "../model/commands/change.ts";
import { remove } from "../model/commands/remove.ts";
import { graphOf } from "../model/graph.fixture.ts";
import { nodesOnly } from "../model/graph.ts";
import { createEditor } from "./editor-store.ts";

const base = graphOf("a -> b; b -> c");
/** As it comes from the server: equal in parts, but made of other objects. */
const arrived = (graph: FlowGraph): FlowGraph => structuredClone(graph);
const named = (graph: FlowGraph, names: Record<string, string>): FlowGraph =>
  Object.entries(names).reduce((now, [id, name]) => renameNode(now, id, name), graph);

function editorOf() {
  const editor = createEditor({ graph: base, readOnly: false });
  const rename = (id: string, name: string) => editor.edit((graph) => renameNode(graph, id, name));
  const names = () =>
    editor.store
      .getState()
      .graph.nodes.map(({ name }) => name)
      .join();
  return { ...editor, rename, names, draft: () => editor.store.getState().graph };
}

test("undo after somebody else's draft came takes back what was done here, and nothing of theirs", () => {
  const { rename, draft, rebaseOnto, undo, redo, names, history } = editorOf();
  rename("a", "Mine");
  rename("a", "Mine too");
  const saved = draft();
  const theirs = arrived(named(saved, { b: "Theirs" }));
  rebaseOnto(theirs, { base: saved, theirs });
  expect(draft()).toBe(theirs);
  undo();
  expect(names()).toBe("Mine,Theirs,C");
  undo();
  expect(names()).toBe("A,Theirs,C");
  expect(history.getState().pastStates).toEqual([]);
  redo();
  redo();
  expect(names()).toBe("Mine too,Theirs,C");
});

test("what was taken back before they came can still be made again", () => {
  const { rename, draft, rebaseOnto, undo, redo, names } = editorOf();
  rename("a", "One");
  rename("c", "Three");
  undo();
  const saved = draft();
  const theirs = arrived(named(saved, { b: "Theirs" }));
  rebaseOnto(theirs, { base: saved, theirs });
  redo();
  expect(names()).toBe("One,Theirs,Three");
  undo();
  undo();
  expect(names()).toBe("A,Theirs,C");
});

test("where both changed one thing theirs stays, and a step that would change nothing is none", () => {
  const { rename, draft, rebaseOnto, undo, names, history } = editorOf();
  rename("c", "Before");
  rename("a", "Mine");
  const saved = draft();
  const theirs = arrived(named(saved, { a: "Theirs" }));
  rebaseOnto(theirs, { base: saved, theirs });
  expect(history.getState().pastStates).toHaveLength(1);
  undo();
  expect(names()).toBe("Theirs,B,C");
});

test("a node that they took away is not brought back, nor a way to it", () => {
  const { rename, draft, rebaseOnto, undo } = editorOf();
  rename("a", "Mine");
  const saved = draft();
  const theirs = arrived(remove(saved, nodesOnly("c"), { reconnect: false }));
  rebaseOnto(theirs, { base: saved, theirs });
  undo();
  expect(draft().nodes.map(({ name }) => name)).toEqual(["A", "B"]);
  expect(draft().transitions.map(({ to }) => to)).toEqual(["b"]);
});

test("giving up one's own changes for theirs can be taken back: then both are there, and theirs is not lost by going further", () => {
  const { rename, rebaseOnto, undo, redo, names } = editorOf();
  rename("a", "Mine");
  rename("c", "Mine");
  const theirs = arrived(named(base, { b: "Theirs", c: "Theirs" }));
  rebaseOnto(theirs, { base, theirs });
  expect(names()).toBe("A,Theirs,Theirs");
  undo();
  expect(names()).toBe("Mine,Theirs,Mine");
  undo();
  expect(names()).toBe("Mine,Theirs,Theirs");
  undo();
  expect(names()).toBe("A,Theirs,Theirs");
  redo();
  expect(names()).toBe("Mine,Theirs,Theirs");
});
