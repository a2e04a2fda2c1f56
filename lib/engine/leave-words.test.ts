import { expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { initialState } from "./can-consume.ts";
import { compile } from "./compile.ts";
import { isLeaving } from "./leave-words.ts";
import { step } from "./step.ts";
import type { Event, FlowGraph } from "./types.ts";

const menu: FlowGraph = {
  nodes: [
    {
      ...{ id: "pick", name: "Pick", node_type: "send_choices", position: { x: 0, y: 0 } },
      config: { message: "Which?", choices_from: { list: "doors", id: "id", title: "title" } },
    },
  ],
  transitions: [],
  start: "pick",
  settings: { leave: { words: ["sair", "tchau"] } },
};

test.each([
  ["Sair", false],
  ["tchau", true],
])("%s, where a choice from the data is called so or not", (text, leaves) => {
  const flow = compile(menu, nodeTypes);
  const context = {
    doors: [
      { id: "out", title: "Sair" },
      { id: "in", title: "Entrar" },
    ],
  };
  const { state } = step(flow, initialState("n"), { type: "execution_started", at: 1_000, context });
  expect(state.status).toBe("waiting");
  const said: Event = { type: "message_received", at: 2_000, message: { id: "1", type: "text", text } };
  expect(isLeaving(flow, state, said)).toBe(leaves);
});
