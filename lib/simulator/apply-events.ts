import { hasEnded } from "../engine/can-consume.ts";
import type { CompiledFlow } from "../engine/compile.ts";
import { type ExecutionChange, type MailboxEntry, type MailboxResult, runMailbox, type StartRequest } from "../engine/run-mailbox.ts";
import type { Effect } from "../engine/types.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import type { Action, Bubble, Device, VisitRef } from "./types.ts";

type Start = Pick<Extract<Action, { type: "start" }>, "context" | "node">;
type Phone = { -readonly [Key in keyof Device]: Device[Key] extends readonly (infer Item)[] ? Item[] : Device[Key] };

/** There is but one flow at the simulator; its second "version" is the same one, begun at a node of the person's choice. */
const FLOW = { flowId: 1, flowVersionId: 1 };
const FROM_NODE = { flowId: 1, flowVersionId: 2 };

/** Hands the mailbox to the flow, as the server does, and performs on the phone what the flow decides. */
export function applyEvents(flow: CompiledFlow, device: Device, start?: Start): Device {
  const { execution } = device;
  let executions = execution?.number ?? 0;
  const nextExecutionId = () => (executions += 1);
  const request = start && startRequest(device.clock, nextExecutionId(), start);
  const entries = device.entries + (request ? 1 : 0);
  const added: MailboxEntry[] = request ? [{ id: entries, executionId: request.execution_id, event: request }] : [];
  const isOpen = execution !== null && !hasEnded(execution.state);
  const { changes, processed } = runMailbox(
    {
      profile: { name: device.profile.name, phone: device.profile.phone },
      open: isOpen ? { ...FLOW, id: execution.number, state: execution.state, seq: 0 } : null,
      defaultVersion: FLOW,
    },
    [...device.mailbox, ...added],
    { flow: (version) => (version === FROM_NODE.flowVersionId ? { ...flow, start: start?.node ?? flow.start } : flow), nextExecutionId },
  );

  const done = new Set(processed.map(({ id }) => id));
  const phone: Phone = {
    ...device,
    mailbox: device.mailbox.filter(({ id }) => !done.has(id)),
    entries,
    timers: [...device.timers],
    calls: [...device.calls],
    bubbles: [...device.bubbles],
    visits: [...device.visits],
  };
  for (const change of changes) {
    if (change.execution.id === request?.execution_id) {
      append(phone, {
        from: "device",
        notice: { type: "started", execution: change.execution.id, ...(start?.node && { node: start.node }) },
      });
    }
    applyChange(phone, change);
  }
  markConsumed(phone, device.mailbox, processed);
  return phone;
}

function startRequest(at: number, id: number, { context, node }: Start): StartRequest {
  const { flowId, flowVersionId } = node === undefined ? FLOW : FROM_NODE;
  return { type: "execution_started", at, execution_id: id, flow_id: flowId, flow_version_id: flowVersionId, context };
}

function applyChange(phone: Phone, { execution: { id, state }, visits, effects }: ExecutionChange): void {
  for (const visit of visits) {
    const ref: VisitRef = { execution: id, seq: visit.seq, nodeId: visit.nodeId };
    phone.visits.push({ ...visit, execution: id });
    for (const { visitSeq, effect } of effects) if (visitSeq === visit.seq) perform(phone, effect, ref);
  }
  phone.execution = { number: id, state };
  // By token, as the database does: what the execution has left is nobody's any more.
  const token = state.waitingFor?.token;
  phone.timers = phone.timers.filter((timer) => timer.token === token);
  phone.calls = phone.calls.filter((call) => call.token === token);
  if (!hasEnded(state)) return;
  const { status, reason, problem } = state;
  append(phone, { from: "device", notice: { type: "ended", execution: id, status, reason, ...(problem && { problem }) } });
}

/** The ticks of the messages that an execution took, and the visit that each led to. */
function markConsumed(phone: Phone, mailbox: readonly MailboxEntry[], processed: MailboxResult["processed"]): void {
  for (const { id, executionId, visitSeq } of processed) {
    const event = mailbox.find((entry) => entry.id === id)?.event;
    const visit = phone.visits.find(({ execution, seq }) => execution === executionId && seq === visitSeq);
    if (event?.type !== "message_received" || visit === undefined) continue;
    const consumedBy: VisitRef = { execution: visit.execution, seq: visit.seq, nodeId: visit.nodeId };
    phone.bubbles = phone.bubbles.map((bubble) =>
      bubble.from === "contact" && bubble.message.id === event.message.id ? { ...bubble, consumedBy } : bubble,
    );
  }
}

function perform(phone: Phone, effect: Effect, visit: VisitRef): void {
  switch (effect.type) {
    case "send_message":
      for (const message of splitMessage(effect.message)) append(phone, { from: "flow", message, visit });
      return;
    case "schedule_timer":
      phone.timers.push({ token: effect.token, dueAt: effect.dueAt, nodeId: visit.nodeId });
      return;
    default:
      phone.calls.push({ effect: effect.type, token: effect.token, nodeId: visit.nodeId, request: effect.request });
  }
}

type BubbleBody = Bubble extends infer Each ? (Each extends Bubble ? Omit<Each, "id" | "at"> : never) : never;

function append(phone: Phone, body: BubbleBody): void {
  phone.bubbles.push({ ...body, id: `b${phone.bubbles.length + 1}`, at: phone.clock } as Bubble);
}
