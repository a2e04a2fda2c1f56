import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { pathOnDevice } from "./path.ts";
import { current, goTo, momentOf, newSession, proceed, repeat, type Session } from "./session.ts";

const graph = (greeting: string): FlowGraph => ({
  nodes: [
    { id: "hello", name: "", node_type: "send_message", config: { message: greeting }, position: { x: 0, y: 0 } },
    { id: "ask", name: "", node_type: "wait_for_input", config: { context_key: "a" }, position: { x: 0, y: 0 } },
    { id: "bye", name: "", node_type: "send_message", config: { message: "Tchau, {{ a }}" }, position: { x: 0, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "ask", exit: "next", condition: null },
    { id: "t2", from: "ask", to: "bye", exit: "next", condition: null },
  ],
  start: "hello",
});
const flow = compile(graph("Oi"), nodeTypes);
const say = (session: Session, text: string) => proceed(session, flow, { type: "say", text });
const texts = (session: Session) => current(session).bubbles.flatMap((bubble) => (bubble.from === "device" ? [] : [bubble.message.text]));

const begun = newSession({ name: "Ana", phone: "55" }, 0);
const whole = say(say(begun, "oi"), "Bia");

test("going back shows the earlier moment and another answer goes on from there", () => {
  const back = goTo(whole, 1);
  expect(texts(back)).toEqual(["oi", "Oi"]);
  const other = say(back, "Caio");
  expect(texts(other)).toEqual(["oi", "Oi", "Caio", "Tchau, Caio"]);
  expect(other.moments.slice(0, 2)).toEqual(whole.moments.slice(0, 2));
});

test("after going back the later moments are kept until something else is done", () => {
  expect(texts(goTo(goTo(whole, 1), 2))).toEqual(texts(whole));
  expect(say(goTo(whole, 1), "Caio").moments).toHaveLength(3);
  expect(say(goTo(whole, 0), "oi").moments).toHaveLength(2);
});

test("a bubble tells the moment that brought it", () => {
  expect(current(whole).bubbles.map(({ id }) => momentOf(whole, id))).toEqual([1, 1, 2, 2, 2]);
  expect(momentOf(whole, "b99")).toBeNull();
});

test("the same conversation is repeated on a changed flow", () => {
  expect(texts(repeat(whole, compile(graph("Olá"), nodeTypes)))).toEqual(["oi", "Olá", "Bia", "Tchau, Bia"]);
});

test("what changes nothing adds no moment", () => {
  expect(proceed(whole, flow, { type: "next_timer" })).toBe(whole);
});

test("the path tells the way gone, which part of it is of now, and where the conversation rests", () => {
  const path = (session: Session) => pathOnDevice(current(session));
  const failed = new Set();
  expect(path(begun)).toBeNull();
  const t1 = new Set(["t1"]);
  expect(path(say(begun, "oi"))).toEqual({ nodes: new Set(["hello", "ask"]), transitions: t1, taken: t1, failed, current: "ask" });
  expect(path(whole)).toEqual({
    nodes: new Set(["hello", "ask", "bye"]),
    transitions: new Set(["t1", "t2"]),
    taken: new Set(["t2"]),
    failed,
    current: null,
  });
});
