import { expect } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { answerOnce, askAi, delayed, echo } from "./graphs.ts";
import { initialState } from "#lib/engine/can-consume.ts";
import { compile } from "#lib/engine/compile.ts";
import { type MailboxContact, type MailboxEntry, type MailboxResult, runMailbox } from "#lib/engine/run-mailbox.ts";
import { step } from "#lib/engine/step.ts";
import type { ExecutionState } from "#lib/engine/types.ts";

const NOW = 1_790_000_000_000;
const graphs = { echo, answerOnce, delayed: delayed(60), askAi };
export type FlowName = keyof typeof graphs;
export const versionOf = (name: FlowName) => Object.keys(graphs).indexOf(name) + 1;
const flows = new Map(Object.values(graphs).map((graph, index) => [index + 1, compile(graph, nodeTypes)]));
const flowOf = (versionId: number) => flows.get(versionId) ?? { start: null, nodes: new Map() };

export const message = (id: number, text = `m${id}`): MailboxEntry => ({
  id,
  executionId: null,
  event: { type: "message_received", at: NOW, message: { id: `wamid.${id}`, type: "text", text } },
});
/** One that can not be read, or holds nothing. */
export const unreadable = (id: number): MailboxEntry => ({
  id,
  executionId: null,
  event: { type: "message_received", at: NOW, message: { id: `wamid.${id}`, type: "unsupported", text: "" }, answers: false },
});
export const timer = (id: number, executionId: number, token = "v1"): MailboxEntry => ({
  id,
  executionId,
  event: { type: "timer_fired", at: NOW, token },
});
export const answer = (id: number, executionId: number, token: string): MailboxEntry => ({
  id,
  executionId,
  event: { type: "ai_completed", at: NOW, token, result: { ok: true, text: "sim", simulated: false, model: "m" } },
});
export const request = (id: number, executionId: number, flow: FlowName): MailboxEntry => ({
  id,
  executionId,
  event: {
    type: "execution_started",
    at: NOW,
    execution_id: executionId,
    flow_id: versionOf(flow),
    flow_version_id: versionOf(flow),
    context: { last_message: "api" },
  },
});

/** The state of a flow after its first message. */
export function begun(flow: FlowName): ExecutionState {
  const message = { id: "wamid.0", type: "text", text: "m0" };
  return step(flowOf(versionOf(flow)), initialState(), { type: "execution_started", at: NOW, message }).state;
}

export interface Situation {
  open?: FlowName | ExecutionState;
  /** The channel's flow; echo unless told. */
  answering?: FlowName | null;
  mailbox: MailboxEntry[];
}

export function run({ open, answering = "echo", mailbox }: Situation): MailboxResult {
  let nextId = 100;
  const flow = typeof open === "string" ? open : "echo";
  const contact: MailboxContact = {
    profile: { name: "Ana", phone: "5511999990001" },
    open:
      open === undefined
        ? null
        : { id: 50, flowId: versionOf(flow), flowVersionId: versionOf(flow), state: typeof open === "string" ? begun(open) : open, seq: 4 },
    defaultVersion: answering === null ? null : { flowId: versionOf(answering), flowVersionId: versionOf(answering) },
  };
  const before = structuredClone({ contact, mailbox });
  const result = runMailbox(contact, mailbox, { flow: flowOf, nextExecutionId: () => nextId++ });
  expect({ contact, mailbox }).toEqual(before);
  return result;
}
