import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { applyAction, newDevice } from "./device.ts";
import { suggestions } from "./suggestions.ts";

const graph = flowGraphSchema.parse(JSON.parse(readFileSync(`${import.meta.dirname}/../../prisma/demo-flow.json`, "utf8")));
const flow = compile(graph, nodeTypes);
const after = (...texts: string[]) =>
  texts.reduce((device, text) => applyAction(flow, device, { type: "say", text }), newDevice({ name: "Ana", phone: "5511" }, 0));

test.each<[string, string[], string[]]>([
  ["a menu's options", ["oi", "Bia"], ["1", "2", "3", "4"]],
  ["none where any answer goes the same way", ["oi"], []],
  ["none before the conversation has begun", [], []],
])("suggests %s", (_, said, expected) => {
  expect(suggestions(flow, graph, after(...said))).toEqual(expected);
});

test("does not suggest what would not take the way it was read from", () => {
  const misleading = {
    ...graph,
    transitions: graph.transitions.map((each) =>
      each.condition?.startsWith("opcao == 1") ? { ...each, condition: "len(opcao) == 7" } : each,
    ),
  };
  expect(suggestions(compile(misleading, nodeTypes), misleading, after("oi", "Bia"))).not.toContain("7");
});
