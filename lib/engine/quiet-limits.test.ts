import { expect, test } from "vitest";
import { mockAnswer } from "../effects/complete_ai/effect.ts";
import { graph, type NodeSpec } from "../../scripts/test-setup/graphs.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { applyAction, newDevice } from "../simulator/device.ts";
import type { Action, Device } from "../simulator/types.ts";
import { compile } from "./compile.ts";
import type { FlowGraph } from "./types.ts";

const HOUR = 3_600_000;
const run = (flowGraph: FlowGraph, actions: Action[]): Device => {
  const flow = compile(flowGraph, nodeTypes);
  return actions.reduce((now, action) => applyAction(flow, now, action), newDevice({ name: "Ana", phone: "55" }, 0));
};
const sent = ({ bubbles }: Device) => bubbles.filter(({ from }) => from === "flow").length;
const start: Action = { type: "say", text: "oi" };
const wait = (ms: number): Action => ({ type: "wait", ms });
const answer: Action = { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: false }, "42") };
const tick = (delay_seconds: number): NodeSpec => ["send_message", { message: "tic", delay_seconds }];

test.each([
  ["timers", { a: tick(1) }, [start, wait(HOUR)]],
  ["timers of some seconds", { a: tick(15) }, [start, wait(HOUR)]],
  [
    "a model",
    { a: ["ai_completion", { prompt: "x" }] as NodeSpec, b: tick(0), c: tick(0), d: tick(0), e: tick(0) },
    [start, ...Array<Action>(20).fill(answer)],
  ],
])("a flow that writes by %s without a word from the contact is stopped at 30", (_, nodes, actions) => {
  const ids = Object.keys(nodes);
  const device = run(
    graph(
      nodes,
      ids.map((id, index) => [id, ids[(index + 1) % ids.length] ?? id]),
    ),
    actions,
  );
  expect(sent(device)).toBe(30);
  expect(device.execution?.state).toMatchObject({
    status: "failed",
    problem: { code: "too_many_sends", params: { most: 30, minutes: 10 } },
    reason: "stopped: limit of 30 messages within 10 minutes without a word from the contact",
  });
});

test("so is one visit after another in one step", () => {
  const ids = Array.from({ length: 40 }, (_, index) => `n${index}`);
  const nodes = Object.fromEntries(ids.map((id) => [id, tick(0)]));
  const device = run(
    graph(
      nodes,
      ids.slice(1).map((id, index) => [ids[index] ?? "", id]),
    ),
    [start],
  );
  expect([sent(device), device.execution?.state.problem?.code]).toEqual([30, "too_many_sends"]);
});

test("a model is asked ten times without a word from the contact", () => {
  const circle = graph({ a: ["ai_completion", { prompt: "x" }] }, [
    ["a", "a"],
    ["a", "a", null, "error"],
  ]);
  const device = run(circle, [start, ...Array<Action>(20).fill(answer)]);
  expect(device.visits.flatMap(({ effects }) => effects).filter(({ type }) => type === "complete_ai")).toHaveLength(10);
  expect(device.execution?.state).toMatchObject({ status: "failed", problem: { code: "too_many_ai_calls", params: { most: 10 } } });
});

test("what is spread over time goes on: at most so many within ten minutes, however long it lasts", () => {
  const device = run(graph({ a: tick(21) }, [["a", "a"]]), [start, wait(2 * HOUR)]);
  expect(device.execution?.state.status).toBe("scheduled");
  expect(sent(device)).toBe(343);
  expect(run(graph({ a: tick(6 * 3_600) }, [["a", "a"]]), [start, wait(20 * 24 * HOUR)]).execution?.state.status).toBe("scheduled");
});

test("a word from the contact begins the count anew", () => {
  const chatty = graph({ hear: ["wait_for_input"], ai: ["ai_completion", { send_response: true }] }, [
    ["hear", "ai"],
    ["ai", "hear"],
  ]);
  const device = run(chatty, [start, ...Array.from({ length: 40 }, () => [start, answer]).flat()]);
  expect([device.execution?.state.status, sent(device)]).toEqual(["waiting", 40]);
});
