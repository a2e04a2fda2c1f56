import { expect, test } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { addNode } from "../model/commands/add-node.ts";
import { NOTHING } from "../model/graph.ts";
import { createEditor } from "../store/editor-store.ts";
import { issuesToTell } from "./issues-to-tell.ts";

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
