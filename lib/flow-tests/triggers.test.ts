import { expect, test } from "vitest";
import { askOnce } from "../../scripts/test-setup/graphs.ts";
import { compile } from "../engine/compile.ts";
import { triggerSchema } from "../engine/triggers/schema.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { runFlowTest } from "./run.ts";
import { flowTest } from "./schema.ts";

const withTrigger = (given: object): FlowGraph => ({ ...askOnce, triggers: [triggerSchema.parse({ id: "t", ...given })] });
const outcome = (graph: FlowGraph, turns: object[]) =>
  runFlowTest(compile(graph, nodeTypes), flowTest.parse({ name: "t", turns })).turns.flatMap(({ differences }) => differences);
const say = (text: string, expect: object) => ({ do: { action: "say", text }, expect });

test("in a flow test the words of a trigger begin the flow anew, from anywhere", () => {
  const graph = withTrigger({ type: "words", words: ["recomeçar"], on_open: "end" });
  expect(
    outcome(graph, [
      say("oi", { messages: ["pergunta"], node: "hear" }),
      say("RECOMECAR!", { messages: ["pergunta"], node: "hear", status: "waiting" }),
      say("azul", { messages: ["obrigado azul"], status: "completed" }),
    ]),
  ).toEqual([]);
});

test("a trigger breaks the silence after an end, and other words do not", () => {
  const graph = { ...withTrigger({ type: "words", words: ["de novo"] }), settings: { after_end: { mode: "triggers" } } } as FlowGraph;
  expect(
    outcome(graph, [
      say("oi", { messages: ["pergunta"] }),
      say("azul", { messages: ["obrigado azul"], status: "completed" }),
      say("obrigado", { messages: [] }),
      say("de novo", { messages: ["pergunta"], status: "waiting" }),
    ]),
  ).toEqual([]);
});

test("a trigger that suspends asks on top, and the first question is open again after it", () => {
  const graph = withTrigger({ type: "words", words: ["ajuda"], on_open: "suspend" });
  expect(
    outcome(graph, [
      say("oi", { messages: ["pergunta"] }),
      say("ajuda", { messages: ["pergunta"], status: "waiting" }),
      say("azul", { messages: ["obrigado azul"], status: "waiting" }),
      say("verde", { messages: ["obrigado verde"], status: "completed" }),
    ]),
  ).toEqual([]);
});

test("a missed call begins the flow only where it has a trigger for it", () => {
  const call = (expect: object) => ({ do: { action: "say", text: "", kind: "call_missed" }, expect });
  expect(outcome(askOnce, [call({ messages: [] })])).toEqual([]);
  expect(outcome(withTrigger({ type: "missed_call" }), [call({ messages: ["pergunta"] })])).toEqual([]);
});
