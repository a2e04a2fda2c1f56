import { describe, expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { MOCK_FAILURE, mockAnswer } from "../effects/complete_ai/effect.ts";
import { applyAction, newDevice, nextTimer } from "./device.ts";
import type { Action, Bubble, Device } from "./types.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const path = (from: string, to: string, exit = "next", condition: string | null = null) => ({
  id: `${from}-${to}`,
  from,
  to,
  exit,
  condition,
});

/** Greets, asks for a name, waits an hour, asks a model, says goodbye. */
const graph: FlowGraph = {
  nodes: [
    node("hello", "send_message", { message: "Oi, {{ contact.name }}! Qual é o seu nome?" }),
    node("name", "wait_for_input", { context_key: "nome" }),
    node("pause", "send_message", { message: "Um momento, {{ nome }}.", delay_seconds: 3600 }),
    node("think", "ai_completion", { prompt: "{{ last_message }}", context_key: "resposta", send_response: true }),
    node("sorry", "send_message", { message: "Não consegui responder." }),
    node("end", "end"),
  ],
  transitions: [
    path("hello", "name"),
    path("name", "pause"),
    path("pause", "think"),
    path("think", "end"),
    path("think", "sorry", "error"),
  ],
  start: "hello",
};
const flow = compile(graph, nodeTypes);
const PROFILE = { name: "Ana", phone: "5511999990000" };
const say = (text: string): Action => ({ type: "say", text });
const wait = (ms: number): Action => ({ type: "wait", ms });
const answer: Action = { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: false }, "42") };
const failure: Action = { type: "answer_call", effect: "complete_ai", result: MOCK_FAILURE };
const start: Action = { type: "start", context: {} };
const nextTimerAction: Action = { type: "next_timer" };

const after = (...actions: Action[]): Device =>
  actions.reduce((device, action) => applyAction(flow, device, action), newDevice(PROFILE, 0));

function line(bubble: Bubble): string {
  if (bubble.from === "contact") return `> ${bubble.message.text}${bubble.consumedBy ? ` (${bubble.consumedBy.nodeId})` : " ..."}`;
  if (bubble.from === "flow") return bubble.refused === undefined ? bubble.message.text : `${bubble.message.text} (${bubble.refused})`;
  const { notice } = bubble;
  return notice.type === "ended" ? `[${notice.status}]` : `[${notice.type}]`;
}
const chat = (device: Device) => device.bubbles.map(line);

test.each<[string, Action[], string[]]>([
  ["the first message starts the flow, which knows the contact", [say("oi")], ["> oi (hello)", "Oi, Ana! Qual é o seu nome?"]],
  ["a start without a message is possible too", [start], ["[started]", "Oi, Ana! Qual é o seu nome?"]],
  [
    "an answer goes to the node that waits",
    [start, say("Bia")],
    ["[started]", "Oi, Ana! Qual é o seu nome?", "> Bia (name)", "Um momento, Bia."],
  ],
  [
    "a timer fires when the clock passes it",
    [start, say("Bia"), wait(HOUR), answer],
    ["[started]", "Oi, Ana! Qual é o seu nome?", "> Bia (name)", "Um momento, Bia.", "[clock]", "[call_answered]", "42", "[completed]"],
  ],
  [
    "nothing happens before it is due",
    [start, say("Bia"), wait(HOUR - 1)],
    ["[started]", "Oi, Ana! Qual é o seu nome?", "> Bia (name)", "Um momento, Bia.", "[clock]"],
  ],
  [
    "a failed call leaves by its exit",
    [say("oi"), say("Bia"), nextTimerAction, failure],
    [
      "> oi (hello)",
      "Oi, Ana! Qual é o seu nome?",
      "> Bia (name)",
      "Um momento, Bia.",
      "[clock]",
      "[call_answered]",
      "Não consegui responder.",
      "[completed]",
    ],
  ],
  [
    "what comes while nothing waits for it starts the next conversation",
    [start, say("Bia"), say("alô?"), nextTimerAction, answer],
    [
      "[started]",
      "Oi, Ana! Qual é o seu nome?",
      "> Bia (name)",
      "Um momento, Bia.",
      "> alô? (hello)",
      "[clock]",
      "[call_answered]",
      "42",
      "[completed]",
      "Oi, Ana! Qual é o seu nome?",
    ],
  ],
  [
    "a start ends what is open",
    [start, start],
    ["[started]", "Oi, Ana! Qual é o seu nome?", "[cancelled]", "[started]", "Oi, Ana! Qual é o seu nome?"],
  ],
])("%s", (_, actions, expected) => {
  expect(chat(after(...actions))).toEqual(expected);
});

test.each<[string, Action[], Action]>([
  ["no timer runs", [start], nextTimerAction],
  ["no call waits", [start], answer],
  ["no time passes", [start], wait(0)],
])("when %s nothing changes", (_, actions, action) => {
  const device = after(...actions);
  expect(applyAction(flow, device, action)).toBe(device);
});

test("the ticks tell whether a message was taken", () => {
  expect(chat(after(start, say("Bia"), say("e aí?"))).at(-1)).toBe("> e aí? ...");
});

test("a bubble knows the visit that sent it", () => {
  const bubble = after(start, say("Bia")).bubbles.at(-1);
  expect(bubble).toMatchObject({ from: "flow", visit: { execution: 1, seq: 4, nodeId: "pause" } });
});

test("timers and calls of an execution that is over are gone", () => {
  expect(nextTimer(after(start, say("Bia"), start))).toBeNull();
  expect(after(start, say("Bia"), nextTimerAction, start).calls).toEqual([]);
});

describe("WhatsApp's 24 hours", () => {
  const DAY = 24 * HOUR;
  const reminding = compile(
    {
      nodes: [
        node("hello", "send_message", { message: "Até logo", delay_seconds: (2 * DAY) / SECOND }),
        node("remind", "send_message", { message: "Lembrete" }),
        node("hear", "wait_for_input"),
        node("thanks", "send_message", { message: "Obrigado" }),
      ],
      transitions: [path("hello", "remind"), path("remind", "hear"), path("hear", "thanks")],
      start: "hello",
    },
    nodeTypes,
  );
  const sent = (...actions: Action[]) =>
    chat(actions.reduce((now, action) => applyAction(reminding, now, action), newDevice(PROFILE, 0))).filter((text) => !/^[>[]/.test(text));

  test.each<[string, Action[], string[]]>([
    ["after two days without a word a send is refused", [say("oi"), nextTimerAction], ["Até logo", "Lembrete (window)"]],
    ["so too when the flow was started, and nobody has written", [start, nextTimerAction], ["Até logo", "Lembrete (window)"]],
    ["a word in between opens them anew", [say("oi"), wait(DAY), say("oi?"), nextTimerAction], ["Até logo", "Lembrete (window)"]],
    ["within them it is taken", [say("oi"), wait(DAY + HOUR), say("oi?"), nextTimerAction], ["Até logo", "Lembrete"]],
    [
      "a reaction is no word",
      [say("oi"), wait(DAY + HOUR), { type: "say", kind: "reaction", text: "👍" }, nextTimerAction],
      ["Até logo", "Lembrete (window)"],
    ],
    ["an answer opens them", [say("oi"), nextTimerAction, say("sim")], ["Até logo", "Lembrete (window)", "Obrigado"]],
  ])("%s", (_, actions, expected) => {
    expect(sent(...actions)).toEqual(expected);
  });
});

test("timers that are set on the way through a jump fire at their own moment", () => {
  const twice = compile(
    {
      nodes: [
        node("a", "send_message", { message: "1", delay_seconds: 10 }),
        node("b", "send_message", { message: "2", delay_seconds: 10 }),
        node("c", "send_message", { message: "3" }),
      ],
      transitions: [path("a", "b"), path("b", "c")],
      start: "a",
    },
    nodeTypes,
  );
  const device = [start, wait(HOUR)].reduce((now, action) => applyAction(twice, now, action), newDevice(PROFILE, 5));
  expect(device.bubbles.filter(({ from }) => from === "flow").map(({ at }) => at)).toEqual([5, 10_005, 20_005]);
  expect(device.clock).toBe(5 + HOUR);
});

test("a text that is too long for one message comes as several bubbles", () => {
  const long = compile(
    { nodes: [node("a", "send_message", { message: `${"x".repeat(4000)} ${"y".repeat(4000)}` })], transitions: [], start: "a" },
    nodeTypes,
  );
  expect(applyAction(long, newDevice(PROFILE, 0), start).bubbles.filter(({ from }) => from === "flow")).toHaveLength(2);
});

test("a flow that talks to itself for ever is stopped, however far the clock jumps", () => {
  const circle = compile(
    { nodes: [node("a", "send_message", { message: "tic", delay_seconds: 1 })], transitions: [path("a", "a")], start: "a" },
    nodeTypes,
  );
  const device = [start, wait(24 * HOUR)].reduce((now, action) => applyAction(circle, now, action), newDevice(PROFILE, 0));
  expect(device.execution?.state.status).toBe("failed");
});

test("a start may begin at any node, with the context it would have there", () => {
  const device = after({ type: "start", context: { nome: "Bia" }, node: "pause" });
  expect(chat(device)).toEqual(["[started]", "Um momento, Bia."]);
  expect(device.bubbles[0]).toMatchObject({ notice: { type: "started", node: "pause" } });
  expect(chat(after({ type: "start", context: { nome: "Bia" }, node: "pause" }, nextTimerAction, failure)).slice(2)).toEqual([
    "[clock]",
    "[call_answered]",
    "Não consegui responder.",
    "[completed]",
  ]);
});

test("an action leaves the device it began with as it was", () => {
  const device = after(start, say("Bia"));
  const copy = structuredClone(device);
  for (const action of [start, say("x"), wait(HOUR), nextTimerAction]) applyAction(flow, device, action);
  expect(device).toEqual(copy);
});
