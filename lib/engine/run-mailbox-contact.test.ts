import { expect, test } from "vitest";
import { nodeTypes } from "../nodes/registry.ts";
import { graph } from "../../scripts/test-setup/graphs.ts";
import { compile } from "./compile.ts";
import type { ExecutionChange, OpenExecution } from "./mailbox.ts";
import { runMailbox } from "./run-mailbox.ts";
import type { Context } from "./types.ts";

const VERSION = { flowId: 1, flowVersionId: 1 };
const flow = compile(
  graph(
    {
      greet: ["send_message", { message: "{{ contact.name }}, {{ contact.plan }}" }],
      hear: ["wait_for_input", { hears_earlier: true }],
      which: ["decision"],
      note: ["update_contact", { name: "Bia" }],
    },
    [
      ["greet", "hear"],
      ["hear", "which"],
      ["which", "note", 'last_message == "bia"'],
      ["which", "greet"],
      ["note", "greet"],
    ],
  ),
  nodeTypes,
);

function hear(profile: Context, open: ExecutionChange | undefined, ...texts: string[]) {
  const going: OpenExecution | null = open === undefined ? null : { ...VERSION, id: 1, state: open.execution.state, seq: 0 };
  const entries = texts.map((text, n) => ({
    id: n + 1,
    executionId: null,
    event: { type: "message_received", at: n, message: { id: `m${n}`, type: "text", text } } as const,
  }));
  const { changes } = runMailbox({ profile, open: going, defaultVersion: VERSION }, entries, {
    flow: () => flow,
    nextExecutionId: () => 1,
  });
  const [change] = changes;
  const said = change?.effects.flatMap(({ effect }) => (effect.type === "send_message" ? effect.message.text : [])) ?? [];
  return { change, said };
}

test("what is edited of a contact while a conversation is open is read from the next event on, and is in the log", () => {
  const first = hear({ name: "Ana", plan: "silver" }, undefined, "oi");
  const second = hear({ name: "Ana", plan: "gold" }, first.change, "e agora?");
  expect([first.said, second.said]).toEqual([["Ana, silver"], ["Ana, gold"]]);
  expect(second.change?.visits[0]?.changes["contact"]).toEqual({ name: "Ana", plan: "gold" });
  const third = hear({ plan: "gold", name: "Ana" }, second.change, "nada mudou");
  expect(third.change?.visits[0]?.changes).not.toHaveProperty("contact");
});

test("what a flow has just written of the contact is not taken back by what was read before", () => {
  const first = hear({ name: "Ana", plan: "silver" }, undefined, "oi");
  expect(hear({ name: "Ana", plan: "gold" }, first.change, "bia", "e agora?").said).toEqual(["Bia, gold", "Bia, gold"]);
});
