import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { graph } from "../../scripts/test-setup/graphs.ts";
import { applyAction, newDevice } from "./device.ts";
import type { Action, Device } from "./types.ts";

const flow = compile(
  graph(
    {
      hear: ["wait_for_input", { context_key: "pergunta" }],
      think: ["ai_completion", { prompt: "{{ pergunta }}", context_key: "resposta", history_context_key: "conversa", send_response: true }],
    },
    [
      ["hear", "think"],
      ["think", "hear"],
    ],
  ),
  nodeTypes,
);
const begun = applyAction(flow, newDevice({ name: "Ana", phone: "55" }, 0), { type: "start", context: {} });
const does = (device: Device, ...actions: Action[]) => actions.reduce((now, action) => applyAction(flow, now, action), device);
const say = (text: string): Action => ({ type: "say", text });
const answer = (text: string): Action => ({
  type: "answer_call",
  effect: "complete_ai",
  result: { ok: true, text, simulated: false, model: "m" },
});
const asked = ({ calls }: Device) =>
  (calls[0]?.request as { messages: { role: string; content: string }[] } | undefined)?.messages.map(
    ({ role, content }) => `${role[0]} ${content}`,
  );
const said = ({ bubbles }: Device) => bubbles.flatMap((bubble) => (bubble.from === "flow" ? [bubble.message.text] : []));

test("of a burst of lines while a model thinks nothing is lost, each is asked in order, and the histories are right", () => {
  const burst = does(begun, say("um"), say("dois"), say("três"), say("quatro"));
  expect(asked(burst)).toEqual(["u um"]);
  expect(burst.mailbox).toHaveLength(3);
  const second = does(burst, answer("1"));
  expect(asked(second)).toEqual(["u um", "a 1", "u dois"]);
  const fourth = does(second, answer("2"), say("cinco"), answer("3"));
  expect(asked(fourth)).toEqual(["u um", "a 1", "u dois", "a 2", "u três", "a 3", "u quatro"]);
  const over = does(fourth, answer("4"), answer("5"));
  expect(said(over)).toEqual(["1", "2", "3", "4", "5"]);
  expect(over.mailbox).toEqual([]);
  expect(over.execution?.state).toMatchObject({ status: "waiting", context: { pergunta: "cinco", resposta: "5" } });
});

test("sums and code in a model's answer are sent as they are", () => {
  const text = "2 * 3 * 4 = 24, 10_000 - 1_000 e a_b:\n```\nx = a * b * c  # {{ x }} {x}\n```\n`y_1 * y_2`";
  expect(said(does(begun, say("quanto é?"), answer(text)))).toEqual([text]);
});

test("one paste of 65,000 characters lives", () => {
  const paste = "á".repeat(65_000);
  const device = does(begun, say(paste), answer("Li."), say("e aí?"));
  expect(device.execution?.state.status).toBe("running");
  expect(said(device)).toEqual(["Li."]);
});
