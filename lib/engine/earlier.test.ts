import { expect, test } from "vitest";
import { graph, type NodeSpec } from "../../scripts/test-setup/graphs.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { applyAction, newDevice } from "../simulator/device.ts";
import type { Action } from "../simulator/types.ts";
import { mockAnswer } from "../effects/complete_ai/effect.ts";
import { earlierWith } from "./earlier.ts";
import { initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import { type Entry, runAlone } from "./test-support/run-alone.ts";
import type { Context, ExecutionState, FlowGraph } from "./types.ts";

test("every type that waits for a message has the option, off unless switched on", () => {
  // One that begins a flow listens by that flow's own nodes.
  const listening = [...nodeTypes.values()].filter(({ listens, begins }) => listens !== undefined && begins === undefined);
  expect(listening.length).toBeGreaterThan(1);
  for (const { type, config, defaults, hearsEarlier } of listening) {
    expect(Object.keys(config.shape), type).toContain("hears_earlier");
    expect(hearsEarlier?.(config.parse(defaults)), type).toBe(false);
    expect(hearsEarlier?.(config.parse({ ...defaults, hears_earlier: true })), type).toBe(true);
  }
});

test("a text that is too long to be kept is cut between characters, or nothing of the conversation could be stored", () => {
  const kept = earlierWith({}, `${"a".repeat(16_383)}😀`)["earlier"];
  expect(kept).toEqual(["a".repeat(16_383)]);
});

const greets = (listens: Context = {}): FlowGraph =>
  graph(
    {
      ask: ["send_message", { message: "Nome?" }],
      name: ["wait_for_input", { context_key: "nome", ...listens }],
      said: ["send_message", { message: "{{ nome }} ({{ earlier | join: '|' }})" }],
      more: ["wait_for_input", { context_key: "mais" }],
    },
    [
      ["ask", "name"],
      ["name", "said"],
      ["said", "more"],
    ],
  );
const message = (id: number, text: string): Entry => ({
  id,
  event: { type: "message_received", at: id, message: { id: `m${id}`, type: "text", text } },
});
const start = (id: number): Entry => ({
  id,
  event: { type: "execution_started", at: id, message: { id: "m0", type: "text", text: "oi" } },
});

/** Each inner list is what one advance finds in the mailbox; what it leaves stays there. */
function talk(flowGraph: FlowGraph, ...advances: Entry[][]) {
  const flow = compile(flowGraph, nodeTypes);
  let state: ExecutionState = initialState();
  let mailbox: Entry[] = [];
  const said: string[] = [];
  for (const entries of advances) {
    mailbox = [...mailbox, ...entries];
    const ran = runAlone(flow, JSON.parse(JSON.stringify(state)) as ExecutionState, mailbox);
    mailbox = mailbox.filter(({ id }) => !ran.consumed.includes(id));
    state = ran.state;
    said.push(...ran.effects.flatMap((effect) => (effect.type === "send_message" ? [effect.message.text] : [])));
  }
  return { state, said, mailbox };
}

test("a burst that one advance takes: only what comes after the question is its answer", () => {
  const { said, state } = talk(greets(), [start(1), message(2, "quero agendar"), message(3, "urgente")], [message(4, "Ana")]);
  expect(said).toEqual(["Nome?", "Ana (quero agendar|urgente)"]);
  expect(state.context).toMatchObject({ nome: "Ana", last_message: "Ana", earlier: ["quero agendar", "urgente"] });
});

test("line by line, each after the question: each is an answer", () => {
  expect(talk(greets(), [start(1)], [message(2, "Ana")], [message(3, "e mais")]).state.context).toMatchObject({
    nome: "Ana",
    mais: "e mais",
  });
});

test("a second line together with the answer came before the next question", () => {
  const { state } = talk(greets(), [start(1)], [message(2, "Ana"), message(3, "tudo bem?")]);
  expect(state).toMatchObject({ nodeId: "more", status: "waiting", context: { nome: "Ana", earlier: ["tudo bem?"] } });
});

test("with hears_earlier it all counts, in order", () => {
  expect(talk(greets({ hears_earlier: true }), [start(1), message(2, "Ana"), message(3, "x")]).state.context).toMatchObject({
    nome: "Ana",
  });
});

test("a picture said too early is no answer, and adds no text", () => {
  const image: Entry = { id: 2, event: { type: "message_received", at: 2, message: { id: "m2", type: "image", text: "" } } };
  const { state } = talk(greets(), [start(1), image]);
  expect(state).toMatchObject({ nodeId: "name", status: "waiting" });
  expect(state.context).not.toHaveProperty("earlier");
});

test("a key of the author's with that name is left alone", () => {
  const { state } = talk(greets({ context_key: "earlier" }), [start(1)], [message(2, "Ana"), message(3, "x")]);
  expect(state.context).toMatchObject({ earlier: "Ana" });
});

test("what is kept is bounded: the newest of it stays", () => {
  const many = Array.from({ length: 199 }, (_, index) => message(index + 2, `${index} ${"x".repeat(1000)}`));
  const { earlier } = talk(greets(), [start(1), ...many]).state.context;
  expect(JSON.stringify(earlier).length).toBeLessThan(20_000);
  expect((earlier as string[]).at(-1)).toMatch(/^198 /);
});

const choices = graph(
  {
    ask: ["send_choices", { message: "Qual?", attempts: 3, choices: [{ id: "a", title: "Azul" }] }],
    done: ["send_message", { message: "Azul!" }],
  },
  [["ask", "done", null, "a"]],
);

test("a question that is asked once more is the same question: what came after the first time counts", () => {
  expect(talk(choices, [start(1)], [message(2, "hm"), message(3, "azul")]).said).toEqual(["Qual?", "Qual?", "Azul!"]);
  expect(talk(choices, [start(1), message(2, "azul")]).state).toMatchObject({ status: "waiting", context: { earlier: ["azul"] } });
});

const PROFILE = { name: "Ana", phone: "5511999990000" };
const simulate = (flowGraph: FlowGraph, ...actions: Action[]) => {
  const flow = compile(flowGraph, nodeTypes);
  return actions.reduce((now, action) => applyAction(flow, now, action), newDevice(PROFILE, 0));
};
const say = (text: string): Action => ({ type: "say", text });

test("at the simulator: before the question's bubble was drawn; the ticks show the visit that kept it", () => {
  const slow = graph(
    {
      hello: ["send_message", { message: "Bem-vindo!", delay_seconds: 5 }],
      ask: ["send_message", { message: "Nome?" }],
      name: ["wait_for_input", { context_key: "nome" }],
    },
    [
      ["hello", "ask"],
      ["ask", "name"],
    ],
  );
  const device = simulate(slow, say("oi"), { type: "wait", ms: 2_000 }, say("quero agendar"), { type: "wait", ms: 3_000 });
  expect(device.execution?.state).toMatchObject({ status: "waiting", nodeId: "name", context: { earlier: ["quero agendar"] } });
  expect(device.bubbles.find(({ from, ...rest }) => from === "contact" && JSON.stringify(rest).includes("agendar"))).toMatchObject({
    consumedBy: { nodeId: "name", seq: 5 },
  });
  expect(simulate(slow, say("oi"), { type: "wait", ms: 5_000 }, say("Ana")).execution?.state.context).toMatchObject({ nome: "Ana" });
});

test("after a model and then a question, what was said meanwhile is earlier; after a model alone it is heard", () => {
  const answer: Action = { type: "answer_call", effect: "complete_ai", result: mockAnswer({ include_response: false }, "42") };
  const nodes: Record<string, NodeSpec> = {
    hear: ["wait_for_input"],
    ai: ["ai_completion", { send_response: true }],
    ask: ["send_message", { message: "Nome?" }],
  };
  const asks = graph({ ...nodes, name: ["wait_for_input", { context_key: "nome" }] }, [
    ["hear", "ai"],
    ["ai", "ask"],
    ["ask", "name"],
  ]);
  const talks = graph({ ...nodes, name: ["wait_for_input", { context_key: "nome" }] }, [
    ["hear", "ai"],
    ["ai", "name"],
  ]);
  const actions = [say("oi"), say("pergunta"), say("alô?"), answer];
  expect(simulate(asks, ...actions).execution?.state).toMatchObject({ nodeId: "name", context: { earlier: ["alô?"] } });
  expect(simulate(talks, ...actions).execution?.state.context).toMatchObject({ nome: "alô?" });
});
