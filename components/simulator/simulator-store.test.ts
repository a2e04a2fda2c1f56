import { expect, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { recordTest, sessionOf } from "#lib/flow-tests/run.ts";
import { current } from "#lib/simulator/session.ts";
import { SAMPLE_PROFILE } from "#lib/simulator/sample-profile.ts";
import { createSimulator, prepare } from "./simulator-store.ts";

const graph = (greeting: string, x = 0): FlowGraph => ({
  nodes: [
    { id: "hello", name: "", node_type: "send_message", config: { message: greeting }, position: { x, y: 0 } },
    { id: "ask", name: "", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 0, y: 0 } },
    {
      id: "bye",
      name: "",
      node_type: "send_message",
      config: { message: "Tchau, {{ nome }} ({{ contact.name }})" },
      position: { x: 0, y: 0 },
    },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "ask", exit: "next", condition: null },
    { id: "t2", from: "ask", to: "bye", exit: "next", condition: null },
  ],
  start: "hello",
});
const DRAFT = graph("Oi, {{ contact.name }}");

function opened() {
  const simulator = createSimulator(() => 90_000);
  const state = () => simulator.store.getState();
  const chat = () => current(state().session).bubbles.flatMap((bubble) => (bubble.from === "device" ? [] : [bubble.message.text]));
  const say = (text: string) => simulator.dispatch(DRAFT, { type: "say", text });
  return { simulator, state, chat, say };
}

test("the clock begins on a whole minute", () => {
  expect(current(opened().state().session).clock).toBe(60_000);
});

test("a conversation tells whether the draft would still run the same, wherever its nodes stand", () => {
  const { state, say } = opened();
  expect(state().madeWith).toBeNull();
  say("oi");
  expect(state().madeWith).toBe(prepare(graph("Oi, {{ contact.name }}", 400)).print);
  expect(state().madeWith).not.toBe(prepare(graph("Olá")).print);
});

test("repeating it says the same to the draft as it is now", () => {
  const { simulator, chat, say, state } = opened();
  say("oi");
  say("Bia");
  const changed = graph("Olá");
  simulator.repeat(changed);
  expect(chat()).toEqual(["oi", "Olá", "Bia", "Tchau, Bia (Ana Souza)"]);
  expect(state().madeWith).toBe(prepare(changed).print);
});

test("another contact has the same conversation, and the next ones", () => {
  const { simulator, chat, say } = opened();
  say("oi");
  simulator.switchContact(DRAFT, { name: "Caio", phone: "5521900000000" });
  expect(chat()).toEqual(["oi", "Oi, Caio"]);
  simulator.restart();
  expect(chat()).toEqual([]);
  say("oi");
  expect(chat()).toEqual(["oi", "Oi, Caio"]);
});

test("going back hides what came after, and starting over forgets all", () => {
  const { simulator, chat, say, state } = opened();
  say("oi");
  say("Bia");
  simulator.goTo(1);
  expect(chat()).toEqual(["oi", "Oi, Ana Souza"]);
  simulator.restart();
  expect(state().session.moments).toHaveLength(1);
});

test("a fork goes on at the node, with the context and the contact of that moment", () => {
  const { simulator, chat, state } = opened();
  simulator.set({ view: "tests" });
  simulator.fork(DRAFT, {
    node: "ask",
    at: 5_000,
    context: { nome: "antes", contact: { name: "Davi", phone: "5531" }, last_message: "x" },
  });
  simulator.dispatch(DRAFT, { type: "say", text: "Eva" });
  expect(chat()).toEqual(["Eva", "Tchau, Eva (Davi)"]);
  expect(current(state().session).clock).toBe(5_000);
  expect(state()).toMatchObject({ view: "draft", profile: { name: "Davi", phone: "5531" } });
});

test("a test is opened as the conversation it is, with its own contact", () => {
  const { simulator, chat, say, state } = opened();
  say("oi");
  const kept = { ...recordTest(state().session, "t"), contact: { name: "Fábio", phone: "5541" } };
  simulator.show(DRAFT, sessionOf(prepare(DRAFT).flow, kept));
  expect(chat()).toEqual(["oi", "Oi, Fábio"]);
  expect(state().profile).not.toEqual(SAMPLE_PROFILE);
});
