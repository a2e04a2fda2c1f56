import { expect, test } from "vitest";
import { graph } from "../../../scripts/test-setup/graphs.ts";
import { mockAnswer } from "../../effects/complete_ai/effect.ts";
import { compile } from "../../engine/compile.ts";
import { CONTEXT_LIMIT, jsonSize } from "../../engine/context.ts";
import { applyAction, newDevice } from "../../simulator/device.ts";
import type { Action } from "../../simulator/types.ts";
import { nodeTypes } from "../registry.ts";

const flow = compile(
  graph(
    {
      hear: ["wait_for_input", { context_key: "pergunta" }],
      think: ["ai_completion", { prompt: "{{ pergunta }}", send_response: true, context_key: "resposta", history_context_key: "conversa" }],
    },
    [
      ["hear", "think"],
      ["think", "hear"],
    ],
  ),
  nodeTypes,
);
const answer: Action = { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: false }, "Entendi.") };

test.each([
  ["60,000 characters pasted three times", [60_000, 60_000, 60_000]],
  ["one paste of 65,000 characters", [65_000]],
  ["the longest text again and again", Array<number>(8).fill(65_536)],
])("%s: each is answered, the history gives way from its old end", (_, lengths) => {
  const actions = lengths.flatMap((length, index): Action[] => [{ type: "say", text: String(index).repeat(length) }, answer]);
  const start: Action = { type: "say", text: "oi" };
  const device = [start, ...actions].reduce((now, action) => applyAction(flow, now, action), newDevice({ name: "Ana", phone: "55" }, 0));
  expect(device.bubbles.filter(({ from }) => from === "flow")).toHaveLength(lengths.length);
  const { status, context } = device.execution?.state ?? {};
  expect(status).toBe("waiting");
  expect(jsonSize(context ?? {})).toBeLessThanOrEqual(CONTEXT_LIMIT);
  expect((context?.["conversa"] as { content: string }[]).at(-1)?.content).toBe("Entendi.");
  expect(String(context?.["pergunta"]).length).toBe(lengths.at(-1));
});

test("a text that several keys hold, one paste each: the longest are cut, and the talk goes on", () => {
  const keys = Array.from({ length: 6 }, (_, index) => `k${index}`);
  const nodes = Object.fromEntries(keys.map((key) => [key, ["wait_for_input", { context_key: key }] as [string, { context_key: string }]]));
  const asking = compile(
    graph(
      { ...nodes, end: ["send_message", { message: "Recebido." }] },
      [...keys, "end"].slice(1).map((key, index) => [keys[index] ?? "", key]),
    ),
    nodeTypes,
  );
  const says: Action[] = ["oi", ...keys.map(() => "x".repeat(60_000))].map((text) => ({ type: "say", text }));
  const device = says.reduce((now, action) => applyAction(asking, now, action), newDevice({ name: "Ana", phone: "55" }, 0));
  expect(device.execution?.state.status).toBe("completed");
  expect(device.visits.some(({ note }) => note === "context_shortened")).toBe(true);
});
