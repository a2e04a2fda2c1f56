import { expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import { runAlone, stored } from "./test-support/run-alone.ts";
import type { Event, FlowGraph } from "./types.ts";

const graph: FlowGraph = {
  nodes: [
    { id: "pause", name: "Pause", node_type: "send_message", config: { delay_seconds: 5 }, position: { x: 0, y: 0 } },
    { id: "listen", name: "Listen", node_type: "wait_for_input", config: { context_key: "heard" }, position: { x: 0, y: 0 } },
    { id: "end", name: "End", node_type: "end", config: {}, position: { x: 0, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "pause", to: "listen", exit: "next", condition: null },
    { id: "t2", from: "listen", to: "end", exit: "next", condition: null },
  ],
  start: "pause",
};
const flow = compile(graph, nodeTypes);

const started: Event = { type: "execution_started", at: 0 };
const timer = (token: string, at: number): Event => ({ type: "timer_fired", at, token });
const said = (text: string, at: number): Event => ({ type: "message_received", at, message: { id: text, type: "text", text } });

test.each<[string, Event[], number[], string]>([
  ["a message that came before the start is heard after it", [said("a", 0), started, timer("v1", 5)], [1, 2, 0], "completed"],
  ["the oldest message is heard first", [started, said("a", 1), said("b", 2), timer("v1", 5)], [0, 3, 1], "completed"],
  ["a message after the end stays, for the next execution", [started, timer("v1", 5), said("a", 6), said("b", 7)], [0, 1, 2], "completed"],
  ["a second start stays", [started, started, timer("v1", 5)], [0, 2], "waiting"],
  ["a late timer is consumed, also after the end", [started, timer("v1", 5), said("a", 6), timer("v1", 7)], [0, 1, 2, 3], "completed"],
  ["nothing happens without a start", [said("a", 0)], [], "running"],
])("%s", (_, events, consumed, status) => {
  const ran = runAlone(flow, initialState(), stored(events));
  expect(ran.consumed).toEqual(consumed);
  expect(ran.state.status).toBe(status);
});

test("an empty mailbox changes nothing", () => {
  const state = initialState();
  expect(runAlone(flow, state, [])).toEqual({ state, effects: [], visits: [], consumed: [] });
});

test("what had to stay is handled at the time of what let it in", () => {
  const { visits } = runAlone(flow, initialState(), stored([started, said("a", 1), timer("v1", 5000)]));
  expect(visits.map(({ nodeId, at }) => `${nodeId} ${at}`)).toEqual(["pause 0", "pause 5000", "listen 5000", "listen 5000", "end 5000"]);
});
