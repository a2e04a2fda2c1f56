import { hasEnded, isStale, initialState } from "../engine/can-consume.ts";
import type { CompiledFlow } from "../engine/compile.ts";
import { consumeEvents } from "../engine/consume-events.ts";
import { problem } from "../engine/problem/problem.ts";
import type { Effect, Event, ExecutionState, IncomingMessage, Visit } from "../engine/types.ts";
import { splitMessage } from "../whatsapp/outgoing/registry.ts";
import type { Action, Bubble, Device, Notice, VisitRef } from "./types.ts";

type Execution = NonNullable<Device["execution"]>;
type StartRequest = Pick<Extract<Action, { type: "start" }>, "context" | "node">;
type Underway = { -readonly [Key in keyof Device]: Device[Key] extends readonly (infer Item)[] ? Item[] : Device[Key] };

/**
 * Hands the mailbox to the flow until nothing in it can be taken any more, and performs on the device what the flow
 * decides. The rules are those of the server's `planAdvance`: a start request ends what is open, and a message with
 * nothing open starts the flow.
 */
export function applyEvents(flow: CompiledFlow, device: Device, request?: StartRequest): Device {
  const now: Underway = {
    ...device,
    mailbox: [...device.mailbox],
    timers: [...device.timers],
    calls: [...device.calls],
    bubbles: [...device.bubbles],
    visits: [...device.visits],
  };
  let current = now.execution !== null && !hasEnded(now.execution.state) ? { ...now.execution } : null;
  let pending = request;

  for (;;) {
    if (current !== null) {
      now.mailbox = run(flow, now, current, now.mailbox);
      if (!hasEnded(current.state)) {
        if (pending === undefined) break;
        current.state = superseded(current.state);
      }
      finish(now, current);
      current = null;
    }
    if (pending !== undefined) {
      current = begin(flow, now, pending);
      pending = undefined;
      continue;
    }
    const index = now.mailbox.findIndex((event) => event.type === "message_received");
    const [event] = index < 0 ? [] : now.mailbox.splice(index, 1);
    if (event?.type !== "message_received") break;
    current = begin(flow, now, { message: event.message });
  }

  now.execution = current ?? now.execution;
  const state = current?.state;
  // What is left of timers, calls and answers with nothing open was meant for executions that are over.
  now.timers = state ? now.timers.filter(({ token }) => !isStale(state, { type: "timer_fired", at: now.clock, token })) : [];
  now.calls = state
    ? now.calls.filter(({ token }) => !isStale(state, { type: "ai_completed", at: now.clock, token, result: UNKNOWN }))
    : [];
  if (!state) now.mailbox = [];
  return now;
}

const UNKNOWN = { ok: false, code: "", error: "" } as const;

function begin(
  flow: CompiledFlow,
  now: Underway,
  { context, node, message }: Partial<StartRequest> & { message?: IncomingMessage },
): Execution {
  const execution: Execution = { number: (now.execution?.number ?? 0) + 1, state: initialState() };
  if (message === undefined) note(now, { type: "started", execution: execution.number, ...(node === undefined ? {} : { node }) });
  const contact = { name: now.profile.name, phone: now.profile.phone };
  const event: Event = {
    type: "execution_started",
    at: now.clock,
    context: { contact, ...context },
    ...(message === undefined ? {} : { message }),
  };
  run(node === undefined ? flow : { ...flow, start: node }, now, execution, [event]);
  now.execution = execution;
  return execution;
}

/** Lets the execution take what it can, all of it at this moment, as the server does; answers what stays. */
function run(flow: CompiledFlow, now: Underway, execution: Execution, events: readonly Event[]): Event[] {
  const drained = consumeEvents(
    flow,
    execution.state,
    events.map((event) => ({ ...event, at: now.clock })),
  );
  execution.state = drained.state;
  for (const visit of drained.visits) record(now, execution.number, visit);
  return events.filter((_, index) => !drained.consumed.includes(index));
}

function record(now: Underway, execution: number, visit: Visit): void {
  const ref: VisitRef = { execution, seq: visit.seq, nodeId: visit.nodeId };
  now.visits.push({ ...visit, execution });
  markConsumed(now, visit, ref);
  for (const effect of visit.effects) perform(now, effect, ref);
}

/** The visit that took a message is the one that put it into the context. */
function markConsumed(now: Underway, { changes }: Visit, heardBy: VisitRef): void {
  const heard = changes.message;
  if (typeof heard !== "object" || heard === null || Array.isArray(heard)) return;
  now.bubbles = now.bubbles.map((bubble) =>
    bubble.from === "contact" && bubble.message.id === heard.id ? { ...bubble, consumedBy: heardBy } : bubble,
  );
}

function perform(now: Underway, effect: Effect, visit: VisitRef): void {
  switch (effect.type) {
    case "send_message":
      for (const message of splitMessage(effect.message)) append(now, { from: "flow", message, visit });
      return;
    case "schedule_timer":
      now.timers.push({ token: effect.token, dueAt: effect.dueAt, nodeId: visit.nodeId });
      return;
    case "complete_ai":
      now.calls.push({ token: effect.token, nodeId: visit.nodeId, request: effect.request });
  }
}

function finish(now: Underway, execution: Execution): void {
  now.execution = execution;
  now.timers = [];
  now.calls = [];
  note(now, {
    type: "ended",
    execution: execution.number,
    status: execution.state.status,
    reason: execution.state.reason,
    ...(execution.state.problem && { problem: execution.state.problem }),
  });
}

function superseded(state: ExecutionState): ExecutionState {
  const why = problem("another_flow_started");
  return { ...state, status: "cancelled", waitingFor: null, reason: why.message, problem: why };
}

type BubbleBody = Bubble extends infer Each ? (Each extends Bubble ? Omit<Each, "id" | "at"> : never) : never;

function append(now: Underway, body: BubbleBody): void {
  now.bubbles.push({ ...body, id: `b${now.bubbles.length + 1}`, at: now.clock } as Bubble);
}

function note(now: Underway, notice: Notice): void {
  append(now, { from: "device", notice });
}
