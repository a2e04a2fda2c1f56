import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { actionsOf, type Conversation, testOfConversation } from "./from-conversation.ts";
import { runFlowTest } from "./run.ts";
import { flowTest } from "./schema.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 12) + seconds * 1_000).toISOString();
const visit = (seq: number, event: string, outcome: string, seconds: number, changes = {}) => ({
  seq,
  event,
  outcome,
  at: at(seconds),
  changes,
});
const heard = (visit_seq: number, text: string, type = "text", data: Conversation["messages"][number]["data"] = null) => ({
  direction: "inbound",
  visit_seq,
  type,
  text,
  data,
});

const conversation: Conversation = {
  visits: [
    visit(1, "execution_started", "left", 0),
    visit(2, "execution_started", "waits", 0),
    visit(3, "message_received", "left", 7_200),
    visit(4, "message_received", "waits", 7_200),
    visit(5, "timer_fired", "left", 7_290),
    visit(6, "timer_fired", "waits", 7_290),
    visit(7, "ai_completed", "ended", 7_293),
  ],
  messages: [heard(1, "oi"), { ...heard(1, "Qual é o seu nome?"), direction: "outbound" }, heard(3, "Bia")],
  calls: [{ effect: "complete_ai", visit_seq: 6, result: { ok: true, text: "42", simulated: false, model: "m" } }],
};

test("what Meta said to a send is told by the way that the conversation took", () => {
  const left = (exit: string | null) => ({ ...visit(2, "message_settled", "ended", 1), exit });
  for (const [exit, outcome] of [
    ["next", "accepted"],
    [null, "accepted"],
    ["failed", "refused"],
    ["window_closed", "window_closed"],
  ] as const) {
    const visits = [visit(1, "execution_started", "waits", 0), left(exit)];
    expect(actionsOf({ visits, messages: [heard(1, "oi")], calls: [] }).at(-1)).toEqual({ type: "settle_send", outcome });
  }
});

test("what happened to a conversation happens again: words, silences, timers and answers", () => {
  expect(actionsOf(conversation)).toEqual([
    { type: "say", text: "oi" },
    { type: "wait", ms: 7_200_000 },
    { type: "say", text: "Bia" },
    { type: "next_timer" },
    { type: "answer_call", effect: "complete_ai", result: conversation.calls[0]?.result },
  ]);
});

test.each<[string, Partial<Conversation>, unknown]>([
  [
    "a tap by what it stands for",
    { messages: [heard(1, "Sim", "interactive", { kind: "button_reply", id: "1a.v1:yes", title: "Sim" })] },
    { type: "tap", choice: "yes" },
  ],
  [
    "a place",
    { messages: [heard(1, "", "location", { latitude: 1, longitude: 2 })] },
    { type: "say", text: "", kind: "location", data: { latitude: 1, longitude: 2 } },
  ],
  [
    "a start through the API",
    { messages: [], visits: [visit(1, "execution_started", "waits", 0, { pedido: 7, contact: {} })] },
    { type: "start", context: { pedido: 7 } },
  ],
])("%s", (_, given, action) => {
  expect(actionsOf({ ...conversation, ...given })[0]).toEqual(action);
});

const graph: FlowGraph = {
  nodes: [
    { id: "ask", name: "", node_type: "send_message", config: { message: "Como você se chama?" }, position: { x: 0, y: 0 } },
    { id: "hear", name: "", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 0, y: 0 } },
    { id: "thanks", name: "", node_type: "send_message", config: { message: "Obrigado, {{ nome }}" }, position: { x: 0, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "ask", to: "hear", exit: "next", condition: null },
    { id: "t2", from: "hear", to: "thanks", exit: "next", condition: null },
  ],
  start: "ask",
};

test("it becomes a test of the flow as it is now, green when it is made, and nobody's by name", () => {
  const flow = compile(graph, nodeTypes);
  const kept = flowTest.parse(testOfConversation(conversation, flow, "kept"));
  expect(kept.contact).not.toMatchObject({ name: "Bia" });
  expect(kept.turns.map(({ expect: { messages } }) => messages)).toEqual([["Como você se chama?"], [], ["Obrigado, Bia"]]);
  expect(runFlowTest(flow, kept).passed).toBe(true);
  expect(testOfConversation({ ...conversation, visits: conversation.visits.slice(2) }, flow, "part")).toBeNull();
});
