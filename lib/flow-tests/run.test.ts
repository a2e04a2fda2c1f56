import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import type { AiResult } from "../effects/complete_ai/effect.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { MOCK_FAILURE, mockAnswer } from "../effects/complete_ai/effect.ts";
import { current, goTo, newSession, proceed } from "../simulator/session.ts";
import type { Action } from "../simulator/types.ts";
import { updateExpectations, recordAsTest, recordTest, runFlowTest, runFlowTests, sessionOf } from "./run.ts";
import { EXAMPLE_FLOW_TEST, flowTest, type FlowTest, type FlowTestTurn } from "./schema.ts";

const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const path = (from: string, to: string, exit = "next") => ({ id: `${from}-${to}`, from, to, exit, condition: null });
const graph: FlowGraph = {
  nodes: [
    node("hello", "send_message", { message: "Olá! Qual é o seu nome?" }),
    node("name", "wait_for_input", { context_key: "nome" }),
    node("later", "send_message", { message: "Já volto.", delay_seconds: 90 }),
    node("think", "ai_completion", { prompt: "{{ nome }}", context_key: "ideia", send_response: true }),
    node("sorry", "send_message", { message: "Falhou." }),
  ],
  transitions: [path("hello", "name"), path("name", "later"), path("later", "think"), path("think", "sorry", "error")],
  start: "hello",
};
const flow = compile(graph, nodeTypes);
const say = (text: string): FlowTestTurn["do"] => ({ action: "say", text });
const made = (...turns: FlowTestTurn[]): FlowTest => flowTest.parse({ name: "t", turns });
const differences = (...turns: FlowTestTurn[]) => runFlowTest(flow, made(...turns)).turns.map((turn) => turn.differences);

test("a test whose expectations hold is green, also where they say nothing", () => {
  const whole = made(
    { do: say("oi"), expect: { messages: ["Olá! Qual é o seu nome?"], node: "name", status: "waiting" } },
    { do: say("Bia"), expect: { messages: ["Já volto."], context: { nome: "Bia", contact: { name: "Ana Souza" } } } },
    { do: { action: "wait", seconds: 90 }, expect: { node: "think", status: "running" } },
    { do: { action: "answer_ai", text: "42" }, expect: { messages: ["42"], status: "completed", context: { ideia: "42" } } },
  );
  const [result] = runFlowTests(graph, [whole]);
  expect(result?.turns.flatMap((turn) => turn.differences)).toEqual([]);
  expect(result).toMatchObject({ passed: true, test: whole });
  expect(runFlowTest(flow, made({ do: say("oi"), expect: {} })).passed).toBe(true);
});

test("Meta answers a send as the turn says, takes it where the turn says nothing, and nothing happens where none is waited for", () => {
  const exits = { failed: true, window_closed: true };
  const asks = compile(
    {
      nodes: [node("hello", "send_message", { message: "Olá", exits }), node("on", "end"), node("sorry", "end"), node("late", "end")],
      transitions: [path("hello", "on"), path("hello", "sorry", "failed"), path("hello", "late", "window_closed")],
      start: "hello",
    },
    nodeTypes,
  );
  const ends = (turn: object, ...before: object[]) =>
    runFlowTest(asks, flowTest.parse({ name: "t", turns: [...before.map((each) => ({ do: each })), { do: turn, expect: { node: "?" } }] }))
      .turns.at(-1)
      ?.differences.map((found) => (found.kind === "node" ? found.actual : found.kind));
  const settle = { action: "settle_send" };
  expect(ends(say("oi"))).toEqual(["hello"]);
  expect(ends(settle, say("oi"))).toEqual(["on"]);
  for (const [outcome, end] of Object.entries({ accepted: "on", unknown: "on", refused: "sorry", window_closed: "late" }))
    expect(ends({ ...settle, outcome }, say("oi"))).toEqual([end]);
  // Where the contact's 24 hours are over, Meta would say so.
  const begun = [{ action: "start" }, settle, { action: "wait", seconds: 90_000 }, { action: "start" }];
  expect(ends(settle, say("oi"), ...begun)).toEqual(["late"]);
  expect(ends(settle)).toEqual(["impossible"]);
  expect(flowTest.safeParse({ name: "t", turns: [{ do: { ...settle, outcome: "read" } }] }).success).toBe(false);
});

test("a call of any effect is answered by its own result, by a made-up one where none is given, and by nothing else", () => {
  const until: FlowTestTurn[] = [say("oi"), say("Bia"), { action: "next_timer" } as const].map((each) => ({ do: each, expect: {} }));
  const answered = (answer: object, words: string) =>
    runFlowTest(flow, flowTest.parse({ name: "t", turns: [...until, { do: answer, expect: { messages: [words], status: "completed" } }] }))
      .passed;
  const answer = { action: "answer_call", effect: "complete_ai" };
  expect(answered({ ...answer, result: { ok: true, text: "42", simulated: false, model: "m" } }, "42")).toBe(true);
  expect(answered(answer, "…")).toBe(true);
  expect(flowTest.safeParse({ name: "t", turns: [{ do: { ...answer, result: { status: 200 } } }] }).success).toBe(false);
});

test.each<[string, FlowTestTurn, object]>([
  [
    "a message",
    { do: say("oi"), expect: { messages: ["Oi!"] } },
    {
      kind: "messages",
      lines: [
        { kind: "missing", text: "Oi!" },
        { kind: "extra", text: "Olá! Qual é o seu nome?" },
      ],
    },
  ],
  ["the node", { do: say("oi"), expect: { node: "later" } }, { kind: "node", expected: "later", actual: "name" }],
  ["the status", { do: say("oi"), expect: { status: "completed" } }, { kind: "status", expected: "completed", actual: "waiting" }],
  [
    "the context",
    { do: say("oi"), expect: { context: { last_message: "olá" } } },
    { kind: "context", path: "last_message", expected: "olá", actual: "oi" },
  ],
  ["an answer that nobody asked for", { do: { action: "answer_ai", text: "x" }, expect: {} }, { kind: "impossible", action: "answer_ai" }],
  ["a timer that does not run", { do: { action: "next_timer" }, expect: {} }, { kind: "impossible", action: "next_timer" }],
])("%s that differs makes it red and is named", (_, turn, difference) => {
  expect(differences(turn)).toEqual([[difference]]);
  expect(runFlowTest(flow, made(turn)).passed).toBe(false);
});

test("a difference in one turn does not hide those after it", () => {
  const found = differences(
    { do: say("oi"), expect: { node: "x" } },
    { do: say("Bia"), expect: { node: "later" } },
    { do: { action: "wait", seconds: 1 }, expect: { status: "waiting" } },
  );
  expect(found.map((each) => each.length)).toEqual([1, 0, 1]);
});

const ACTIONS: [string, Action[]][] = [
  [
    "answered",
    [
      { type: "say", text: "oi" },
      { type: "say", text: "Bia" },
      { type: "wait", ms: 30_500 },
      { type: "next_timer" },
      { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: false }, "42") },
    ],
  ],
  [
    "failed",
    [
      { type: "start", context: { origem: "site" } },
      { type: "say", text: "Bia", kind: "button", data: { id: "1" } },
      { type: "next_timer" },
      { type: "answer_call", effect: "complete_ai", result: MOCK_FAILURE },
    ],
  ],
];

test.each(ACTIONS)("a conversation kept as a test (%s) is a valid test, is green, and gives the same conversation again", (_, actions) => {
  const session = actions.reduce((now, action) => proceed(now, flow, action), newSession({ name: "Caio", phone: "5521" }, 1_000));
  const kept = flowTest.parse(JSON.parse(JSON.stringify(recordTest(session, "kept"))));
  expect(runFlowTest(flow, kept).turns.flatMap((turn) => turn.differences)).toEqual([]);
  const chat = (at: typeof session) =>
    current(at).bubbles.map((bubble) => (bubble.from === "device" ? bubble.notice.type : bubble.message.text));
  expect(chat(sessionOf(flow, kept))).toEqual(chat(session));
});

test.each([
  ["no model stood behind", true],
  ["a model gave", false],
])("a conversation with an answer that %s is green when it is made a test, with the words that were shown", (_, simulated) => {
  const config = {
    prompt: "oi",
    send_response: true,
    response_template: "{% if simulated %}de mentira: {% endif %}{{ response }}",
    store_full_response: true,
    context_key: "ideia",
  };
  const asking = compile({ nodes: [node("think", "ai_completion", config)], transitions: [], start: "think" }, nodeTypes);
  const result: AiResult = {
    ok: true,
    text: "42",
    simulated,
    model: "m-1",
    usage: { total_tokens: 7 },
    response: { id: "chatcmpl-1", usage: { total_tokens: 7 } },
  };
  const session = [{ type: "say", text: "oi" } as const, { type: "answer_call", effect: "complete_ai", result } as const].reduce(
    (now, action: Action) => proceed(now, asking, action),
    newSession({ name: "", phone: "55" }, 0),
  );
  const kept = flowTest.parse(JSON.parse(JSON.stringify(recordAsTest(session, asking, "kept"))));
  expect(kept.turns[1]?.expect.messages).toEqual([simulated ? "de mentira: 42" : "42"]);
  expect(runFlowTest(asking, kept).turns.flatMap((turn) => turn.differences)).toEqual([]);
});

test("only what was shown is kept: moments that were gone back from are not", () => {
  const whole = ["oi", "Bia", "alô?"].reduce(
    (now, text) => proceed(now, flow, { type: "say", text }),
    newSession({ name: "", phone: "55" }, 0),
  );
  expect(recordTest(goTo(whole, 2), "t").turns.map((turn) => turn.do)).toEqual([say("oi"), say("Bia")]);
});

test("a changed text makes the test red, and accepting it makes it green with the new text", () => {
  const red = made({ do: say("oi"), expect: { messages: ["Oi!"] } });
  expect(runFlowTest(flow, red).passed).toBe(false);
  const accepted = updateExpectations(flow, red);
  expect(runFlowTest(flow, accepted).passed).toBe(true);
  expect(accepted.turns[0]?.expect.messages).toEqual(["Olá! Qual é o seu nome?"]);
});

test("what WhatsApp would refuse after 24 hours is kept as refused; a test of before that was kept stays as green as it was", () => {
  const day = 24 * 3_600;
  const reminding = (delay: number): FlowGraph => ({
    nodes: [
      node("hello", "send_message", { message: "Até logo", delay_seconds: delay }),
      node("remind", "send_message", { message: "Lembrete" }),
    ],
    transitions: [path("hello", "remind")],
    start: "hello",
  });
  const late = compile(reminding(2 * day), nodeTypes);
  const session = [{ type: "say", text: "oi" }, { type: "next_timer" } as const].reduce(
    (now, action) => proceed(now, late, action as Action),
    newSession({ name: "", phone: "55" }, 0),
  );
  const recorded = flowTest.parse(JSON.parse(JSON.stringify(recordTest(session, "late"))));
  expect(recorded.turns.map(({ expect: { messages, refused } }) => [messages, refused])).toEqual([
    [["Até logo"], []],
    [[], ["Lembrete"]],
  ]);
  expect(runFlowTest(late, recorded).passed).toBe(true);
  const [, soon] = runFlowTest(compile(reminding(60), nodeTypes), recorded).turns;
  expect(soon?.differences.map(({ kind }) => kind)).toEqual(["messages", "refused"]);
  const old = made({ do: say("oi"), expect: {} }, { do: { action: "next_timer" }, expect: { messages: ["Lembrete"] } });
  expect(runFlowTest(late, old).passed).toBe(true);
});

test("the example of the documentation is green on the flow it is about", () => {
  const about: FlowGraph = {
    nodes: [
      node("hello", "send_message", { message: "Olá! Qual é o seu nome?" }),
      node("name", "wait_for_input", { context_key: "nome" }),
      node("bye", "end"),
    ],
    transitions: [path("hello", "name"), path("name", "bye")],
    start: "hello",
  };
  expect(runFlowTests(about, [flowTest.parse(EXAMPLE_FLOW_TEST)])[0]?.passed).toBe(true);
});

test("a test of the demo flow is green", () => {
  const demo = flowGraphSchema.parse(JSON.parse(readFileSync(`${import.meta.dirname}/../../prisma/demo-flow.json`, "utf8")));
  const session = proceed(newSession({ name: "Ana", phone: "5511" }, 0), compile(demo, nodeTypes), { type: "say", text: "oi" });
  expect(current(session).bubbles.length).toBeGreaterThan(1);
  expect(runFlowTests(demo, [recordTest(session, "oi")])[0]?.passed).toBe(true);
});

test.each<[string, unknown]>([
  ["no turns", { name: "t", turns: [] }],
  ["no name", { name: " ", turns: EXAMPLE_FLOW_TEST.turns }],
  ["an unknown action", { name: "t", turns: [{ do: { action: "jump" } }] }],
  ["a context that could reach a prototype", { name: "t", turns: [{ do: { action: "start", context: { constructor: {} } } }] }],
  ["an expectation that does not exist", { name: "t", turns: [{ do: say("x"), expect: { nodes: [] } }] }],
])("a test with %s is refused", (_, input) => {
  expect(flowTest.safeParse(input).success).toBe(false);
});

const menu: FlowGraph = {
  nodes: [
    node("ask", "send_choices", {
      message: "Tudo certo?",
      context_key: "resposta",
      choices: [
        { id: "yes", title: "Sim, {{ contact.name }}" },
        { id: "no", title: "Não" },
      ],
    }),
    node("again", "send_choices", { message: "Mesmo?", choices: [{ id: "yes", title: "Sim" }] }),
  ],
  transitions: [path("ask", "again", "yes"), path("ask", "ask", "no")],
  start: "ask",
};

test("a tap goes by the choice's id or its title, is kept as a tap, and can be on a question before", () => {
  const asked = compile(menu, nodeTypes);
  const yes = "Sim, Ana Souza";
  const turns: FlowTestTurn[] = [
    { do: say("oi"), expect: { messages: ["Tudo certo?"] } },
    { do: { action: "tap", choice: "no" }, expect: { messages: ["Tudo certo?"], context: { resposta: "no" } } },
    { do: { action: "tap", choice: "yes", back: 1 }, expect: { messages: ["Tudo certo?"], node: "ask", status: "waiting" } },
    { do: { action: "tap", choice: yes }, expect: { messages: ["Mesmo?"], context: { resposta: "yes", resposta_title: yes } } },
    { do: { action: "tap", choice: "yes" }, expect: { messages: [], status: "completed" } },
  ];
  expect(runFlowTest(asked, made(...turns)).turns.flatMap((turn) => turn.differences)).toEqual([]);
  const recorded = recordTest(sessionOf(asked, made(...turns)), "t");
  expect(recorded.turns.map((turn) => turn.do)).toEqual(turns.map((turn) => turn.do));
  expect(runFlowTest(asked, recorded).passed).toBe(true);
});

test("what is not there can not be tapped", () => {
  const [, tapped] = runFlowTest(
    compile(menu, nodeTypes),
    made({ do: say("oi"), expect: {} }, { do: { action: "tap", choice: "perhaps" }, expect: {} }),
  ).turns;
  expect(tapped?.differences).toEqual([{ kind: "impossible", action: "tap" }]);
});
