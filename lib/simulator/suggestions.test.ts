import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import type { Context, FlowGraph } from "../engine/types.ts";
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
      each.condition?.startsWith("is_choice(opcao, 1)") ? { ...each, condition: "len(opcao) == 7" } : each,
    ),
  };
  expect(suggestions(compile(misleading, nodeTypes), misleading, after("oi", "Bia"))).not.toContain("7");
});

test("suggests a yes and a no in people's words", () => {
  const node = (id: string, node_type: string, config: Context) => ({ id, name: id, node_type, config, position: { x: 0, y: 0 } });
  const way = (from: string, to: string, condition: string | null) => ({ id: `${from}-${to}`, from, to, exit: "next", condition });
  const asking: FlowGraph = {
    nodes: [
      node("ask", "wait_for_input", { question: "Está certo?", context_key: "certo" }),
      node("is_right", "decision", {}),
      node("done", "end", {}),
      node("again", "send_message", { message: "De novo:" }),
    ],
    transitions: [
      way("ask", "is_right", null),
      way("is_right", "done", "answers_yes(certo)"),
      way("is_right", "again", "answers_no(certo)"),
      way("again", "ask", null),
    ],
    start: "ask",
  };
  const compiled = compile(asking, nodeTypes);
  const said = applyAction(compiled, newDevice({ name: "Ana", phone: "5511" }, 0), { type: "say", text: "oi" });
  expect(suggestions(compiled, asking, said)).toEqual(["sim", "não"]);
});
