import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { actionsOf } from "./from-conversation.ts";
import { runFlowTests } from "./run.ts";
import { flowTest } from "./schema.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { applyAction, newDevice } from "../simulator/device.ts";
import { tapAction } from "../simulator/taps.ts";
import type { Device } from "../simulator/types.ts";

const position = { x: 0, y: 0 };
const card = (id: string) => ({ media_url: `https://exemplo.com.br/${id}.jpg`, choices: [{ id, title: "Quero" }] });
const graph: FlowGraph = {
  nodes: [
    {
      id: "form",
      name: "Form",
      node_type: "send_form",
      config: { message: "Seus dados?", button: "Começar", form_id: "1", fields: [{ field: "email", key: "email" }] },
      position,
    },
    {
      id: "cakes",
      name: "Cakes",
      node_type: "send_carousel",
      config: { message: "Bolos:", cards: [card("a"), card("b")], context_key: "bolo" },
      position,
    },
    { id: "done", name: "Done", node_type: "send_message", config: { message: "{{ email }}: {{ bolo }}" }, position },
  ],
  transitions: [
    { id: "t1", from: "form", to: "cakes", exit: "next", condition: null },
    { id: "t2", from: "cakes", to: "done", exit: "a", condition: null },
    { id: "t3", from: "cakes", to: "done", exit: "b", condition: null },
  ],
  start: "form",
};
const flow = compile(graph, nodeTypes);
const VALUES = { email: "ana@exemplo.com.br" };
const begun = applyAction(flow, newDevice({ name: "Ana", phone: "5511999990000" }, 0), { type: "start", context: {} });
const lastBubble = ({ bubbles }: Device) => bubbles.findLast(({ from }) => from === "flow");

test("a form is opened, filled in and comes back by its own token; a card is tapped where its button is", () => {
  const form = lastBubble(begun);
  const opened = tapAction(begun, form?.id ?? "", "v1.1:form", VALUES);
  expect(opened).toEqual({ type: "tap", choice: "form", values: VALUES });
  const filled = opened === null ? begun : applyAction(flow, begun, opened);
  expect(filled.execution?.state).toMatchObject({ nodeId: "cakes", context: VALUES });
  const tapped = tapAction(filled, lastBubble(filled)?.id ?? "", "v3.1:b");
  expect(tapped).toEqual({ type: "tap", choice: "b" });
  const done = tapped === null ? filled : applyAction(flow, filled, tapped);
  expect(lastBubble(done)).toMatchObject({ message: { text: "ana@exemplo.com.br: b" } });
  expect(applyAction(flow, begun, { type: "tap", choice: "Começar" }).execution?.state).toMatchObject({ context: { email: null } });
});

test("a flow test keeps what was filled in, and a real conversation becomes such a test", () => {
  const turns = [
    { do: { action: "start" }, expect: { messages: ["Seus dados?"], node: "form" } },
    { do: { action: "tap", choice: "form", values: VALUES }, expect: { messages: ["Bolos:"], context: VALUES } },
    { do: { action: "tap", choice: "a" }, expect: { messages: ["ana@exemplo.com.br: a"], status: "completed" } },
  ];
  const [result] = runFlowTests(graph, [flowTest.parse({ name: "Form", turns })]);
  expect(result?.turns.flatMap(({ differences }) => differences)).toEqual([]);
  const data = { kind: "nfm_reply", name: "flow", response: { ...VALUES, flow_token: "v1.77_ff" } };
  const visit = { event: "message_received", outcome: "left", at: "2026-11-30T12:00:00.000Z", changes: {} };
  const heard = { direction: "inbound", visit_seq: 1, type: "interactive", text: "Sent", data };
  expect(actionsOf({ visits: [{ seq: 1, ...visit }], messages: [heard], calls: [] })).toEqual([
    { type: "tap", choice: "form", values: VALUES },
  ]);
});
