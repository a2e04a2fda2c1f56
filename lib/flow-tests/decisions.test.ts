import { expect, test } from "vitest";
import { compile, withCalendars } from "../engine/compile.ts";
import type { Calendar } from "../engine/calendar/types.ts";
import type { FlowGraph, Json } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { newSession, proceed } from "../simulator/session.ts";
import { testOfConversation } from "./from-conversation.ts";
import { recordAsTest, runFlowTests } from "./run.ts";
import { flowTest } from "./schema.ts";

const node = (id: string, node_type: string, config: { [key: string]: Json } = {}) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const way = (from: string, exit: string, to: string) => ({ id: `${from} ${exit}`, from, to, exit, condition: null });

const hours = [{ from: "08:00", to: "18:00" }];
const calendar: Calendar = {
  id: 1,
  name: "Loja",
  time_zone: "America/Sao_Paulo",
  hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: [], sunday: [] },
  holidays: [],
  prepared_holidays: "brazil",
};
const NEVER: Calendar = { ...calendar, hours: { ...calendar.hours, monday: [] } };
const MONDAY = Date.parse("2026-11-30T10:00:00-03:00");
const PROFILE = { name: "Ana", phone: "5511912345678" };

const shop: FlowGraph = {
  nodes: [
    node("hours", "business_hours", { calendar: "loja" }),
    node("open", "send_message", { message: "aberto" }),
    node("closed", "send_message", { message: "fechado" }),
  ],
  transitions: [way("hours", "open", "open"), way("hours", "closed", "closed")],
  start: "hours",
};

test("a test that was recorded brings its calendars, and stays green when the hours are others", () => {
  const flow = withCalendars(compile(shop, nodeTypes), [calendar]);
  const session = proceed(newSession(PROFILE, MONDAY), flow, { type: "say", text: "oi" });
  const kept = flowTest.parse(JSON.parse(JSON.stringify(recordAsTest(session, flow, "open"))));
  expect(kept).toMatchObject({ calendars: [calendar], turns: [{ expect: { messages: ["aberto"] } }] });
  const { calendars: _, ...bare } = kept;
  expect(runFlowTests(shop, [kept, bare], { calendars: [NEVER] }).map(({ passed }) => passed)).toEqual([true, false]);
  expect(runFlowTests(shop, [bare], { calendars: [calendar] }).map(({ passed }) => passed)).toEqual([true]);
});

const paid: FlowGraph = {
  nodes: [
    node("ask", "wait_for_input", { question: "Pague em {{ callback_url('pay') }}" }),
    node("pay", "wait_for_callback", { context_key: "payment", timeout_seconds: 60 }),
    node("thanks", "send_message", { message: "Pago: {{ payment.amount }}" }),
  ],
  transitions: [way("ask", "next", "pay"), way("pay", "called", "thanks")],
  start: "ask",
};

test("a system calls back in a test: before its node is entered too, and once", () => {
  const turns = [
    { do: { action: "start" } },
    { do: { action: "call_back", node: "pay", body: { amount: 10 } }, expect: { messages: [], node: "ask" } },
    { do: { action: "say", text: "ok" }, expect: { messages: ["Pago: 10"], status: "completed", context: { payment: { amount: 10 } } } },
    { do: { action: "call_back", node: "pay" } },
  ];
  const [result] = runFlowTests(paid, [flowTest.parse({ name: "paid", turns })]);
  expect(result?.turns.map(({ differences }) => differences)).toEqual([[], [], [], [{ kind: "impossible", action: "call_back" }]]);
});

test("a real conversation that was called back is a test with that call", () => {
  const visit = (seq: number, node_id: string, event: string, outcome: string, changes = {}) => ({
    seq,
    node_id,
    event,
    outcome,
    at: new Date(MONDAY + seq * 1_000).toISOString(),
    changes,
  });
  const visits = [
    visit(1, "ask", "execution_started", "waits"),
    visit(2, "ask", "message_received", "left"),
    visit(3, "pay", "message_received", "waits"),
    visit(4, "pay", "callback_received", "left", { payment: { amount: 10 } }),
    visit(5, "thanks", "callback_received", "ended"),
  ];
  const messages = [{ direction: "inbound", visit_seq: 2, type: "text", text: "ok", data: null }];
  const kept = testOfConversation({ visits, messages, calls: [] }, compile(paid, nodeTypes), "kept");
  expect(kept?.turns.at(-1)).toMatchObject({
    do: { action: "call_back", node: "pay", body: { amount: 10 } },
    expect: { messages: ["Pago: 10"], status: "completed" },
  });
});
