import { expect, test } from "vitest";
import { compile, withFlows } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { compileOthers } from "../engine/other-flows.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { applyAction, newDevice } from "./device.ts";
import type { Action, Bubble, SimulatedChannel } from "./types.ts";

/** What the channel hears ahead of the flow, and begins after it, is as on the server: by the same functions. */

const HOUR = 3_600_000;
const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}) => ({
  ...{ id, node_type, config, name: id },
  position: { x: 0, y: 0 },
});
const link = (from: string, to: string, exit = "next") => ({ id: `${from}-${to}`, from, to, exit, condition: null });
const graph: FlowGraph = {
  nodes: [
    node("ask", "wait_for_input", { question: "Nome?", context_key: "name" }),
    node("wait", "delay", { seconds: 25 * 3_600 }),
    node("late", "send_message", { message: "Ainda aí?" }),
  ],
  transitions: [link("ask", "wait"), link("wait", "late")],
  start: "ask",
};
const rescue: FlowGraph = {
  nodes: [node("sorry", "wait_for_input", { question: "Desculpe: {{ rescue.code }}", context_key: "x" })],
  transitions: [],
  start: "sorry",
};
/** Fails before it has listened. */
const broken: FlowGraph = { nodes: [node("broken", "send_message", { message: "{{ name | nope }}" })], transitions: [], start: "broken" };
const others = [{ id: 7, name: "Socorro", is_archived: false, published: { version: 1, version_id: 70, graph: rescue } }];
const ready = (drawn: FlowGraph) => withFlows(compile(drawn, nodeTypes), compileOthers(others, nodeTypes));
const channel: SimulatedChannel = {
  name: "Loja",
  consentWords: { optOut: ["parar"], optIn: ["voltar"], optOutReply: "Certo.", optInReply: null },
  rescueFlowId: 7,
};
const say = (text: string): Action => ({ type: "say", text });

const lines = (on: SimulatedChannel | undefined, ...actions: Action[]) => linesOf(graph, on, actions);

function linesOf(drawn: FlowGraph, on: SimulatedChannel | undefined, actions: readonly Action[]): string[] {
  const flow = ready(drawn);
  const device = actions.reduce((now, action) => applyAction(flow, now, action), newDevice({ name: "Ana", phone: "5511999990000" }, 0, on));
  return device.bubbles.map(line);
}

function line(bubble: Bubble): string {
  if (bubble.from === "contact") return `> ${bubble.message.text}`;
  if (bubble.from === "flow") {
    const of = bubble.visit.flow === undefined ? "" : ` [${bubble.visit.flow.flowId}]`;
    return `${bubble.message.text}${of}${bubble.refused === undefined ? "" : ` (${bubble.refused})`}`;
  }
  const { notice } = bubble;
  if (notice.type === "started") return `started ${notice.trigger ?? ""}`.trim();
  if (notice.type === "ended") return ["ended", notice.status, ...(notice.unrescued ? [notice.unrescued] : [])].join(" ");
  return notice.type === "consent" ? [notice.said, ...notice.replies].join(" ") : notice.type;
}

test("what could not leave begins the rescue flow, once; what that sends is rescued by nothing", () => {
  expect(lines(channel, say("oi"), say("Ana"), { type: "wait", ms: 26 * HOUR })).toEqual([
    "> oi",
    "Nome?",
    "> Ana",
    "clock",
    "Ainda aí? (window)",
    "ended completed",
    "started rescue",
    "Desculpe: window_closed [7] (window)",
  ]);
});

test("what fails begins it too, and it goes on with what they say", () => {
  expect(linesOf(broken, channel, [say("oi"), say("x"), say("oi")])).toEqual([
    "> oi",
    "ended failed",
    "started rescue",
    "Desculpe: filter_unknown [7]",
    "> x",
    "ended completed",
    "> oi",
    "ended failed",
    "started rescue",
    "Desculpe: filter_unknown [7]",
  ]);
});

test.each([
  ["no channel", undefined, "no_channel"],
  ["a channel without a rescue flow", { ...channel, rescueFlowId: null }, "no_rescue_flow"],
  ["a channel whose rescue flow is not published", { ...channel, rescueFlowId: 8 }, "no_rescue_flow"],
])("on %s that is said where it fails", (_, on, why) => {
  expect(linesOf(broken, on, [say("oi")])).toEqual(["> oi", `ended failed ${why}`]);
});

test("a word of consent is heard ahead of the flow; nothing is sent or begun then until they write", () => {
  expect(lines(channel, say("oi"), say("Ana"), say("Parar"), { type: "start", context: {} }, { type: "wait", ms: 26 * HOUR })).toEqual([
    "> oi",
    "Nome?",
    "> Ana",
    "> Parar",
    "opted_out Certo.",
    "start_refused",
    "clock",
    "Ainda aí? (consent)",
    "ended completed",
    "started rescue",
    "Desculpe: message_refused [7] (consent)",
  ]);
  expect(lines(channel, say("parar"), say("voltar"), say("oi")).slice(1)).toEqual([
    "opted_out Certo.",
    "> voltar",
    "opted_in",
    "> oi",
    "Nome?",
  ]);
  expect(lines(channel, say("parar"), say("oi")).at(-1)).toBe("Nome?");
  expect(lines(undefined, say("parar"))).toEqual(["> parar", "Nome?"]);
});
