import { expect, test } from "vitest";
import type { FlowGraph } from "../engine/types.ts";
import { reportLines } from "./report.ts";
import { runFlowTests } from "./run.ts";
import { flowTest } from "./schema.ts";

const graph: FlowGraph = {
  nodes: [
    { id: "hello", name: "", node_type: "send_message", config: { message: "Oi!" }, position: { x: 0, y: 0 } },
    { id: "ask", name: "", node_type: "wait_for_input", config: {}, position: { x: 0, y: 0 } },
  ],
  transitions: [{ id: "t1", from: "hello", to: "ask", exit: "next", condition: null }],
  start: "hello",
};

const report = (...turns: object[]) => runFlowTests(graph, [flowTest.parse({ name: "Saudação", turns })]).flatMap(reportLines);

test("a green test is one line", () => {
  expect(report({ do: { action: "say", text: "oi" }, expect: { messages: ["Oi!"] } })).toEqual(["✓ Saudação"]);
});

test("a red one says which turn went otherwise, and how", () => {
  expect(
    report(
      { do: { action: "start" }, expect: {} },
      { do: { action: "next_timer" } },
      { do: { action: "say", text: "fim" }, expect: { messages: ["Tchau!"], node: "bye", status: "waiting", context: { nome: "Ana" } } },
    ),
  ).toEqual([
    "✗ Saudação",
    "    2. to the next timer",
    "       no timer was running",
    '    3. say "fim"',
    '       - "Tchau!"',
    '       node: expected "bye", got "ask"',
    '       status: expected "waiting", got "completed"',
    '       nome: expected "Ana", got nothing',
  ]);
});
