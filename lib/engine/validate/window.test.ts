import { expect, test } from "vitest";
import { nodeTypes } from "../../nodes/registry.ts";
import { mapFlow } from "./flow-map.ts";
import type { FlowGraph, FlowNode } from "../types.ts";
import { windowIssues } from "./window.ts";

const HOUR = 3_600;
/** `say`: hours of delay after it; `hear`: waits for the contact. */
const say = (hours: number): [string, FlowNode["config"]] => ["send_message", { message: "Hi", delay_seconds: hours * HOUR }];
const hear: [string, FlowNode["config"]] = ["wait_for_input", {}];

function outside(nodes: Record<string, [string, FlowNode["config"]]>, ways: string): string[] {
  const graph: FlowGraph = {
    nodes: Object.entries(nodes).map(([id, [node_type, config]]) => ({ id, name: id, node_type, config, position: { x: 0, y: 0 } })),
    transitions: ways
      .split(" ")
      .map((way, index) => ({ id: `t${index}`, from: way[0] ?? "", to: way[1] ?? "", exit: "next", condition: null })),
    start: "a",
  };
  return windowIssues(mapFlow(graph, nodeTypes), graph.start).map(({ node_id, params }) => `${node_id} ${params.hours}`);
}

test.each([
  ["a delay of a day", { a: say(24), b: say(0) }, "ab", ["b 24"]],
  ["less than a day", { a: say(23), b: say(0) }, "ab", []],
  ["delays that add up", { a: say(10), b: say(10), c: say(10), d: say(0) }, "ab bc cd", ["d 30"]],
  ["an answer in between", { a: say(20), b: hear, c: say(20), d: say(0) }, "ab bc cd", []],
  ["the longer of two ways", { a: ["decision", {}], b: say(30), c: say(0), d: say(0) }, "ab ac bd cd", ["d 30"]],
  ["a short delay in a circle", { a: say(2), b: ["decision", {}], c: say(0) }, "ab ba bc", []],
  ["a node that sends nothing", { a: say(30), b: ["send_message", { message: "" }], c: ["end", {}] }, "ab bc", []],
  ["a node that nothing leads to", { a: say(0), b: say(48), c: say(0) }, "bc", []],
  ["an AI answer that is sent", { a: say(30), b: ["ai_completion", { send_response: true }] }, "ab", ["b 30"]],
  [
    "a way that is drawn for it",
    { a: say(30), b: ["send_message", { message: "Hi", exits: { window_closed: true } }], c: say(0) },
    "ab bc",
    ["c 30"],
  ],
  ["an AI answer that is kept", { a: say(30), b: ["ai_completion", { send_response: false }] }, "ab", []],
] as [string, Record<string, [string, FlowNode["config"]]>, string, string[]][])("%s", (_, nodes, ways, expected) => {
  expect(outside(nodes, ways)).toEqual(expected);
});

test("only the way on which nobody answered is a silence", () => {
  const choices = { message: "?", choices: [{ id: "yes", title: "Yes" }], timeout_seconds: 30 * HOUR };
  const node = (id: string, node_type: string, config: FlowNode["config"]) => ({
    id,
    name: id,
    node_type,
    config,
    position: { x: 0, y: 0 },
  });
  const graph: FlowGraph = {
    nodes: [node("ask", "send_choices", choices), node("late", ...say(0)), node("answered", ...say(0))],
    transitions: [
      { id: "t1", from: "ask", to: "late", exit: "timeout", condition: null },
      { id: "t2", from: "ask", to: "answered", exit: "yes", condition: null },
    ],
    start: "ask",
  };
  expect(windowIssues(mapFlow(graph, nodeTypes), "ask").map(({ node_id, params }) => `${node_id} ${params.hours}`)).toEqual(["late 30"]);
});
