import { expect, test } from "vitest";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { importBody } from "./import-export.ts";

test("a bare graph with a name may have all that a graph has", () => {
  const graph = flowGraphSchema.parse({
    nodes: [{ id: "end", name: "End", node_type: "end", config: {}, position: { x: 0, y: 0 } }],
    transitions: [],
    start: "end",
    notes: [{ id: "note", text: "Why", position: { x: 0, y: 0 }, size: { width: 200, height: 100 } }],
    settings: { language: "en" },
    triggers: [{ id: "hi", type: "words", match: "exact", words: ["hi"], priority: 1, on_open: "ignore" }],
  });
  expect(Object.keys(graph).sort()).toEqual(Object.keys(flowGraphSchema.shape).sort());
  expect(importBody.parse({ name: "Bare", ...graph }).graph).toEqual(graph);
});
