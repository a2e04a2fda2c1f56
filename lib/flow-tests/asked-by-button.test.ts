import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { recordTest, runFlowTest, sessionOf } from "./run.ts";
import { flowTest } from "./schema.ts";

/** What speaks and hears without words, in a flow test: taps, a contact who is known by an id only, and what is kept of them. */

const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const path = (from: string, to: string, exit = "next") => ({ id: `${from}-${to}`, from, to, exit, condition: null });
const flow = compile(
  {
    nodes: [
      node("like", "react", { emoji: "👍" }),
      node("where", "ask_location", { question: "Onde?", context_key: "lugar" }),
      node("number", "ask_contact", { question: "Seu número?", context_key: "telefone" }),
      node("shop", "send_location", { latitude: "{{ lugar.latitude }}", longitude: "{{ lugar.longitude }}", name: "Aqui" }),
      node("link", "send_link", { message: "Veja", url: "https://exemplo.com.br/{{ telefone }}" }),
      node("card", "send_contact", { contacts: [{ name: { formatted_name: "Bia" } }] }),
    ],
    transitions: [path("like", "where"), path("where", "number"), path("number", "shop"), path("shop", "link"), path("link", "card")],
    start: "like",
  },
  nodeTypes,
);

const ASKED_AGAIN = "Preciso da sua localização: toque no botão abaixo para enviar, por favor.";

const oneKnownBy = (phone: string | null, ...turns: object[]) =>
  flowTest.parse({ name: "t", contact: { name: "Ana", phone }, turns: turns.map((turn) => ({ expect: {}, ...turn })) });

test("buttons that send a place and a number are tapped, and what was tapped is kept", () => {
  const whole = oneKnownBy(
    null,
    { do: { action: "say", text: "oi" }, expect: { messages: ["👍", "Onde?"], node: "where", context: { contact: { phone: null } } } },
    { do: { action: "say", text: "aqui" }, expect: { messages: [ASKED_AGAIN], node: "where" } },
    { do: { action: "tap", choice: "location" }, expect: { messages: ["Seu número?"], context: { lugar: { latitude: -23.5614 } } } },
    {
      do: { action: "tap", choice: "👤" },
      expect: { messages: ["Aqui", "Veja", "Bia"], status: "completed", context: { telefone: "+5511912345678" } },
    },
  );
  expect(runFlowTest(flow, whole).turns.flatMap(({ differences }) => differences)).toEqual([]);
  const recorded = recordTest(sessionOf(flow, whole), "again");
  expect(recorded.turns.map((turn) => turn.do)).toEqual(whole.turns.map((turn) => turn.do));
  expect(runFlowTest(flow, recorded).passed).toBe(true);
});

test("whose number is known is not asked, and there is no button of that kind to tap", () => {
  const known = oneKnownBy("5511987650101", { do: { action: "say", text: "oi" } }, { do: { action: "tap", choice: "location" } });
  const [, second] = runFlowTest(flow, {
    ...known,
    turns: known.turns.map((turn) => ({ ...turn, expect: { status: "completed" as const, context: { telefone: "+5511987650101" } } })),
  }).turns;
  expect(second?.differences).toEqual([]);
  const impossible = oneKnownBy(null, { do: { action: "say", text: "oi" } }, { do: { action: "tap", choice: "contact" } });
  expect(runFlowTest(flow, impossible).turns[1]?.differences).toEqual([{ kind: "impossible", action: "tap" }]);
});
