import { cameToItsEnd, type EndedExecution } from "../engine/after-end.ts";
import { hasEnded } from "../engine/can-consume.ts";
import { type CompiledFlow, withCallbackBase, withFlows } from "../engine/compile.ts";
import type { ConsentTurn } from "../engine/consent.ts";
import { tokensOf } from "../engine/frames.ts";
import type { ExecutionChange, MailboxEntry, MailboxResult, StartRequest } from "../engine/mailbox.ts";
import { isRescueCall, RESCUE_TOKEN } from "../engine/rescue.ts";
import { runMailbox } from "../engine/run-mailbox.ts";
import { compileTriggers } from "../engine/triggers/match.ts";
import type { Effect, FlowReference } from "../engine/types.ts";
import { isRecord } from "../engine/values/values.ts";
import { isWithinWindow } from "../engine/validate/window.ts";
import { turnOf } from "../whatsapp/inbound/turn.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import type { Action, Bubble, Device, VisitRef } from "./types.ts";

type Start = Pick<Extract<Action, { type: "start" }>, "context" | "node">;
type Phone = { -readonly [Key in keyof Device]: Device[Key] extends readonly (infer Item)[] ? Item[] : Device[Key] };

/**
 * The flow at the simulator, by ids that no flow has that it may begin; its second "version" is the same one, begun at a node of the
 * person's choice.
 */
const FLOW = { flowId: -1, flowVersionId: -1 };
const FROM_NODE = { flowId: -1, flowVersionId: -2 };

const CALLBACK_BASE = "https://siga.example/callback/";

/** Hands the mailbox to the flow, as the server does, and performs on the phone what the flow decides. */
export function applyEvents(flow: CompiledFlow, device: Device, start?: Start): Device {
  const { execution } = device;
  let executions = execution?.number ?? 0;
  const nextExecutionId = () => (executions += 1);
  const request = start && startRequest(device.clock, nextExecutionId(), start);
  const entries = device.entries + (request ? 1 : 0);
  const added: MailboxEntry[] = request ? [{ id: entries, executionId: request.execution_id, event: request }] : [];
  const going = withFlowsOfPhone(flow);
  const isOpen = execution !== null && !hasEnded(execution.state);
  const rescueVersion = rescueOf(going, device);
  const other = (version: number) => (going.flows === undefined ? going : withFlows(going.flows.version(version), going.flows));
  const { changes, processed, consent } = runMailbox(
    {
      profile: { name: device.profile.name, phone: device.profile.phone, ...device.known },
      open: isOpen ? { ...(execution.flow ?? FLOW), id: execution.number, state: execution.state, seq: 0 } : null,
      ended: isOpen ? null : endedOf(device),
      latest: isOpen ? null : latestOf(device),
      defaultVersion: FLOW,
      rescueVersion,
      ...(device.channel && { consentWords: device.channel.consentWords }),
      ...(device.isSilenced === true && { isSilenced: true }),
      firstMessageId: firstMessageOf(device),
    },
    [...device.mailbox, ...added],
    {
      flow: (version) =>
        version === FROM_NODE.flowVersionId
          ? { ...going, start: start?.node ?? flow.start }
          : version === FLOW.flowVersionId
            ? going
            : other(version),
      nextExecutionId,
      callbackKey: (id) => `simulator ${id}`,
      triggers: triggersOf(flow),
    },
  );

  const done = new Set(processed.map(({ id }) => id));
  const phone: Phone = {
    ...device,
    mailbox: device.mailbox.filter(({ id }) => !done.has(id)),
    entries,
    timers: [...device.timers],
    calls: [...device.calls],
    sends: [...device.sends],
    bubbles: [...device.bubbles],
    visits: [...device.visits],
  };
  // What was said with an opt-out, in this turn, still leaves.
  const isSilenced = device.isSilenced === true && consent?.isSilenced !== false;
  for (const change of changes) {
    const { id, seq, startedBy } = change.execution;
    if (seq === null && (startedBy?.trigger !== undefined || startedBy?.type === "rescue"))
      append(phone, { from: "device", notice: { type: "started", execution: id, trigger: startedBy.type } });
    if (change.execution.id === request?.execution_id) {
      append(phone, {
        from: "device",
        notice: { type: "started", execution: change.execution.id, ...(start?.node && { node: start.node }) },
      });
    }
    applyChange(phone, change, { isSilenced, mayRescue: rescueVersion !== null });
  }
  markConsumed(phone, device.mailbox, processed);
  if (consent !== undefined) takeConsent(phone, consent, changes);
  // What could not leave, and nobody waits for, is the rescue flow's at once.
  return phone.mailbox.some(({ id, event }) => id > entries && isRescueCall(event)) ? applyEvents(flow, phone) : phone;
}

/** The channel's rescue flow, as it is published; null where there is none. */
function rescueOf({ flows }: CompiledFlow, { channel }: Device): FlowReference | null {
  const flowId = channel?.rescueFlowId ?? null;
  const flowVersionId = flowId === null ? null : (flows?.published(flowId) ?? null);
  return flowId === null || flowVersionId === null ? null : { flowId, flowVersionId };
}

function takeConsent(phone: Phone, { consent, isSilenced, replies }: ConsentTurn, changes: readonly ExecutionChange[]): void {
  phone.isSilenced = isSilenced;
  if (consent === null) return;
  phone.known = { ...phone.known, consent };
  const isFlows = changes.some(({ effects }) => effects.some(({ effect }) => effect.type === "update_contact" && effect.changes.consent));
  if (!isFlows || replies.length > 0) append(phone, { from: "device", notice: { type: "consent", said: consent, replies } });
}

/** The flow's own triggers, whatever channels they are for: the simulator's phone writes to all of them. */
const triggersOf = ({ triggers = [] }: CompiledFlow) =>
  compileTriggers(triggers.map((trigger) => ({ ...FLOW, trigger: { ...trigger, channels: undefined } })));

/** With addresses for calls from outside, and itself among the flows that it may come to: its triggers may begin it on top of itself. */
function withFlowsOfPhone(flow: CompiledFlow): CompiledFlow {
  const { flows } = flow;
  const own = withCallbackBase(flow, CALLBACK_BASE);
  return {
    ...own,
    flows: {
      published: (id) => flows?.published(id) ?? null,
      version: (id) => (id === FLOW.flowVersionId || flows === undefined ? own : withCallbackBase(flows.version(id), CALLBACK_BASE)),
    },
  };
}

const firstMessageOf = ({ bubbles }: Device): string | null => {
  const first = bubbles.find((bubble) => bubble.from === "contact");
  return first?.from === "contact" ? first.message.id : null;
};

/** The execution on the phone, if it came to its end; with its last visit, as nothing else ends one. */
function endedOf({ execution, visits }: Device): EndedExecution | null {
  if (execution === null || !cameToItsEnd(execution.state)) return null;
  const endedAt = visits.findLast((visit) => visit.execution === execution.number)?.at ?? 0;
  return { id: execution.number, flowVersionId: (execution.flow ?? FLOW).flowVersionId, endedAt };
}

function latestOf({ execution }: Device): { id: number; flowId: number; isRescue: boolean } | null {
  if (execution === null) return null;
  const { number: id, state, flow } = execution;
  return { id, flowId: (flow ?? FLOW).flowId, isRescue: state.rescues !== undefined };
}

function startRequest(at: number, id: number, { context, node }: Start): StartRequest {
  const { flowId, flowVersionId } = node === undefined ? FLOW : FROM_NODE;
  return { type: "execution_started", at, execution_id: id, flow_id: flowId, flow_version_id: flowVersionId, context };
}

interface Ways {
  isSilenced: boolean;
  /** Whether a rescue flow is there for what can not leave. */
  mayRescue: boolean;
}

function applyChange(phone: Phone, { execution, visits, effects }: ExecutionChange, ways: Ways): void {
  const { id, flowId, flowVersionId, state } = execution;
  // Of the rescue flow's executions, as of a flow that this one has begun.
  const other = flowId === FLOW.flowId ? {} : { flow: { flowId, flowVersionId } };
  const reached = { ...ways, mayRescue: ways.mayRescue && state.rescues === undefined };
  for (const made of visits) {
    const visit = { ...(other.flow && { flow: { ...other.flow, began: 1 } }), ...made };
    const ref: VisitRef = { execution: id, seq: visit.seq, nodeId: visit.nodeId, ...(visit.flow && { flow: visit.flow }) };
    if (visit.startedBy?.trigger !== undefined)
      append(phone, { from: "device", notice: { type: "started", execution: id, trigger: visit.startedBy.type } });
    phone.visits.push({ ...visit, execution: id });
    for (const { visitSeq, effect } of effects) if (visitSeq === visit.seq) perform(phone, effect, ref, reached);
  }
  phone.execution = { number: id, state, ...other };
  const { contact } = state.context;
  if (effects.some(({ effect }) => effect.type === "update_contact") && isRecord(contact)) phone.known = contact;
  // By token, as the database does: what the execution has left is nobody's any more.
  const tokens = tokensOf(state);
  phone.timers = phone.timers.filter((timer) => tokens.includes(timer.token));
  phone.calls = phone.calls.filter((call) => tokens.includes(call.token));
  phone.sends = phone.sends.filter((send) => tokens.includes(send.token));
  if (!hasEnded(state)) return;
  const { status, reason, problem } = state;
  const unrescued =
    status !== "failed" || ways.mayRescue || state.rescues !== undefined
      ? null
      : phone.channel === undefined
        ? "no_channel"
        : "no_rescue_flow";
  append(phone, {
    from: "device",
    notice: { type: "ended", execution: id, status, reason, ...(problem && { problem }), ...(unrescued && { unrescued }) },
  });
}

/** The ticks of the messages that an execution took, and the visit that each led to. */
function markConsumed(phone: Phone, mailbox: readonly MailboxEntry[], processed: MailboxResult["processed"]): void {
  for (const { id, executionId, visitSeq } of processed) {
    const event = mailbox.find((entry) => entry.id === id)?.event;
    const visit = phone.visits.find(({ execution, seq }) => execution === executionId && seq === visitSeq);
    if (event?.type !== "message_received" || visit === undefined) continue;
    const consumedBy: VisitRef = {
      ...{ execution: visit.execution, seq: visit.seq, nodeId: visit.nodeId },
      ...(visit.flow && { flow: visit.flow }),
    };
    phone.bubbles = phone.bubbles.map((bubble) =>
      bubble.from === "contact" && bubble.message.id === event.message.id ? { ...bubble, consumedBy } : bubble,
    );
  }
}

function perform(phone: Phone, effect: Effect, visit: VisitRef, { isSilenced, mayRescue }: Ways): void {
  switch (effect.type) {
    case "send_message": {
      const refused = isSilenced ? "consent" : isWithinWindow(silenceOf(phone)) ? null : "window";
      const outcome = refused === null ? "accepted" : refused === "window" ? "window_closed" : "refused";
      for (const [index, message] of splitMessage(effect.message).entries()) {
        const quotes = index === 0 && effect.quotes !== undefined ? { quotes: effect.quotes } : {};
        append(phone, { from: "flow", message, visit, ...(refused && { refused }), ...quotes });
      }
      const { wakes } = effect;
      if (wakes !== undefined) phone.sends.push({ token: wakes, mock: outcome });
      else if (refused !== null && mayRescue) {
        const event = { type: "message_settled", at: phone.clock, token: RESCUE_TOKEN, outcome } as const;
        phone.mailbox.push({ id: (phone.entries += 1), executionId: visit.execution, event });
      }
      return;
    }
    case "schedule_timer":
      phone.timers.push({ token: effect.token, dueAt: effect.dueAt, nodeId: visit.nodeId });
      return;
    case "update_contact":
      // It is in the context of its execution, of which the phone keeps it (`applyChange`).
      return;
    default:
      phone.calls.push({ effect: effect.type, token: effect.token, nodeId: visit.nodeId, request: effect.request });
  }
}

/**
 * Seconds since the contact last opened the customer service window. One who has never written opened it elsewhere when the first flow
 * began: where that is not so, Meta alone knows.
 */
function silenceOf({ bubbles, clock }: Phone): number {
  const heard = bubbles.findLast((bubble) => bubble.from === "contact" && turnOf(bubble.message) !== "none");
  const since = heard ?? bubbles.find((bubble) => bubble.from === "device" && bubble.notice.type === "started");
  return (clock - (since?.at ?? clock)) / 1_000;
}

type BubbleBody = Bubble extends infer Each ? (Each extends Bubble ? Omit<Each, "id" | "at"> : never) : never;

function append(phone: Phone, body: BubbleBody): void {
  phone.bubbles.push({ ...body, id: `b${phone.bubbles.length + 1}`, at: phone.clock } as Bubble);
}
