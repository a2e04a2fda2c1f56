import { expect, test } from "vitest";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { mendableTexts, withTexts } from "./mendable-texts.ts";

const node = (id: string, node_type: string, config: FlowNode["config"]): FlowNode => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const hello = node("hello", "send_message", { message: "Olá" });

test.each<[string, FlowNode, string[]]>([
  ["a message", hello, ["message"]],
  [
    "a question, without the words of its choices",
    node("ask", "send_choices", { message: "?", choices: [{ id: "a", title: "A" }] }),
    ["message"],
  ],
  ["what a model is told", node("ai", "ai_completion", { prompt: "Responda", send_response: true }), ["prompt"]],
  ["nothing of what says nothing", node("end", "end", {}), []],
  ["nothing of what nobody knows", node("x", "gone", { message: "Olá" }), []],
])("of a node can be mended: %s", (_, given, fields) => {
  expect(mendableTexts(given, "pt-BR").map(({ field }) => field)).toEqual(fields);
});

test("a text is mended in its node alone, and not where somebody else has changed it meanwhile", () => {
  const other = node("bye", "send_message", { message: "Tchau" });
  const graph: FlowGraph = { nodes: [hello, other], transitions: [], start: "hello" };
  expect(withTexts(graph, hello, { message: "Oi!" })?.nodes).toEqual([{ ...hello, config: { message: "Oi!" } }, other]);
  const changed = { ...graph, nodes: [{ ...hello, config: { message: "E aí" } }, other] };
  expect(withTexts(changed, hello, { message: "Oi!" })).toBeNull();
  expect(withTexts({ ...graph, nodes: [other] }, hello, { message: "Oi!" })).toBeNull();
});
