import { expect, test } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { addNode } from "../model/commands/add-node.ts";
import { NOTHING } from "../model/graph.ts";
import { createEditor } from "../store/editor-store.ts";
import { issueKeys, issuesToTell } from "./issues-to-tell.ts";

const EMPTY = { nodes: [], transitions: [], start: null };

test("an empty flow is not told off, and a new node only once it was left", () => {
  const type = nodeTypes.get("send_message");
  if (type === undefined) throw new Error("there is no such type");
  const editor = createEditor({ graph: EMPTY, readOnly: false });
  const told = () => {
    const { graph, fresh } = editor.store.getState();
    return issuesToTell(graph, fresh).map(({ node_id }) => node_id);
  };
  expect(told()).toEqual([]);
  editor.edit((graph) => addNode(graph, { id: "a", type, name: "A", position: { x: 0, y: 0 } }));
  expect(told().filter((id) => id === "a")).toEqual([]);
  editor.select(NOTHING);
  expect(told()).toContain("a");
  // Coming back to it does not make it new.
  editor.select({ ...NOTHING, nodeIds: ["a"] });
  expect(told()).toContain("a");
});

test("nobody is told of half a word that is being written, on the card either, but of what was told before and of others", () => {
  const node = (id: string, message: string) => ({
    id,
    name: id,
    node_type: "send_message",
    config: { message },
    position: { x: 0, y: 0 },
  });
  const nodes = [node("a", "Oi {{ contact.name|sho"), node("b", "{{ broken")];
  const graph = { nodes, transitions: [{ id: "t", from: "a", to: "b", exit: "next", condition: "x =" }], start: "a" };
  const errors = (writing: Parameters<typeof issuesToTell>[2]) =>
    issuesToTell(graph, new Set(), writing)
      .filter(({ severity }) => severity === "error")
      .map(({ node_id, transition_id, field }) => transition_id ?? `${node_id ?? ""}.${field ?? ""}`);
  expect(errors(null)).toEqual(["a.message", "b.message", "t"]);
  expect(errors({ of: { nodeId: "a" }, before: new Set() })).toEqual(["b.message", "t"]);
  expect(errors({ of: { transitionId: "t" }, before: new Set() })).toEqual(["a.message", "b.message"]);
  const told = issueKeys(issuesToTell(graph, new Set()).filter(({ node_id, transition_id }) => node_id === "a" && transition_id === null));
  expect(errors({ of: { nodeId: "a" }, before: told })).toEqual(["a.message", "b.message", "t"]);
});

test("what is written on a card that is left by choosing another is told", () => {
  const editor = createEditor({ graph: EMPTY, readOnly: false });
  editor.set({ writing: { of: { nodeId: "a" }, before: new Set() } });
  editor.select({ ...NOTHING, nodeIds: ["b"] });
  expect(editor.store.getState().writing).toBeNull();
});
