import { expect } from "vitest";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { answerOnce, askAi, askOnce, delayed, echo, pick } from "./graphs.ts";
import { initialState } from "#lib/engine/can-consume.ts";
import { compile, withFlows } from "#lib/engine/compile.ts";
import type { ConsentWords } from "#lib/engine/consent.ts";
import type { MailboxContact, MailboxEntry, MailboxResult, StartRequest } from "#lib/engine/mailbox.ts";
import { runMailbox } from "#lib/engine/run-mailbox.ts";
import { step } from "#lib/engine/step.ts";
import { compileTriggers } from "#lib/engine/triggers/match.ts";
import { triggerSchema } from "#lib/engine/triggers/schema.ts";
import type { TriggerEntry } from "#lib/engine/trigger-types.ts";
import type { ExecutionState, FlowGraph } from "#lib/engine/types.ts";

const NOW = 1_790_000_000_000;
const quietly = (graph: FlowGraph): FlowGraph => ({ ...graph, settings: { after_end: { mode: "quiet", quiet_seconds: 60 } } });
const graphs = { echo, answerOnce, delayed: delayed(60), askAi, quiet: quietly(answerOnce), askOnce, pick };
export type FlowName = keyof typeof graphs;
export const versionOf = (name: FlowName) => Object.keys(graphs).indexOf(name) + 1;
const flows = new Map(Object.values(graphs).map((graph, index) => [index + 1, compile(graph, nodeTypes)]));
const compiledOf = (versionId: number) => flows.get(versionId) ?? { start: null, nodes: new Map() };
const flowOf = (versionId: number) => withFlows(compiledOf(versionId), { published: (flowId) => flowId, version: compiledOf });

export const message = (id: number, text = `m${id}`): MailboxEntry => ({
  id,
  executionId: null,
  event: { type: "message_received", at: NOW, message: { id: `wamid.${id}`, type: "text", text } },
});
/** One that cannot be read, or holds nothing. */
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
export const request = (id: number, executionId: number, flow: FlowName, more: Partial<StartRequest> = {}): MailboxEntry => ({
  id,
  executionId,
  event: {
    type: "execution_started",
    at: NOW,
    execution_id: executionId,
    flow_id: versionOf(flow),
    flow_version_id: versionOf(flow),
    context: { last_message: "api" },
    ...more,
  },
});

/** The state of a flow after its first message. */
export function begun(flow: FlowName): ExecutionState {
  const message = { id: "wamid.0", type: "text", text: "m0" };
  return step(flowOf(versionOf(flow)), initialState(), { type: "execution_started", at: NOW, message }).state;
}

/** A trigger of this flow, as its author would write it. */
export const triggered = (flow: FlowName, given: object): TriggerEntry => ({
  flowId: versionOf(flow),
  flowVersionId: versionOf(flow),
  trigger: triggerSchema.parse(given),
});

export interface Situation extends Pick<MailboxContact, "onlyFlow" | "firstMessageId"> {
  open?: FlowName | ExecutionState;
  /** The channel's flow; echo unless told. */
  answering?: FlowName | null;
  /** A flow that has come to its end, so many seconds ago. */
  ended?: [flow: FlowName, secondsAgo: number];
  triggers?: TriggerEntry[];
  mailbox: MailboxEntry[];
  consentWords?: ConsentWords;
  isSilenced?: boolean;
}

export function run({ open, answering = "echo", ended, triggers = [], mailbox, ...more }: Situation): MailboxResult {
  let nextId = 100;
  const flow = typeof open === "string" ? open : "echo";
  const contact: MailboxContact = {
    profile: { name: "Ana", phone: "5511999990001" },
    open:
      open === undefined
        ? null
        : { id: 50, flowId: versionOf(flow), flowVersionId: versionOf(flow), state: typeof open === "string" ? begun(open) : open, seq: 4 },
    ended: ended === undefined ? null : { id: 40, flowVersionId: versionOf(ended[0]), endedAt: NOW - ended[1] * 1_000 },
    ...more,
    defaultVersion: answering === null ? null : { flowId: versionOf(answering), flowVersionId: versionOf(answering) },
  };
  const before = structuredClone({ contact, mailbox });
  const result = runMailbox(contact, mailbox, { flow: flowOf, nextExecutionId: () => nextId++, triggers: compileTriggers(triggers) });
  expect({ contact, mailbox }).toEqual(before);
  return result;
}
