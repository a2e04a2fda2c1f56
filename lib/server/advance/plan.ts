import { hasEnded, initialState } from "#lib/engine/can-consume.ts";
import type { CompiledFlow } from "#lib/engine/compile.ts";
import { consumeEvents } from "#lib/engine/consume-events.ts";
import { problem } from "#lib/engine/problem/problem.ts";
import type {
  AiRequest,
  AiResult,
  Context,
  Effect,
  Event,
  ExecutionState,
  IncomingMessage,
  OutgoingMessage,
  Visit,
} from "#lib/engine/types.ts";

/** One row of a contact's mailbox, as the database hands it over. */
export type MailboxEntry = { id: number; executionId: number | null } & (
  | { kind: "execution_started"; payload: { execution_id: number; flow_id: number; flow_version_id: number; context: Context } }
  | { kind: "message_received"; payload: { message: IncomingMessage } }
  | { kind: "timer_fired"; payload: { token: string } }
  | { kind: "ai_completed"; payload: { token: string; result: AiResult } }
  | { kind: "execution_retried"; payload: Record<string, never> }
);

type StartRequest = Extract<MailboxEntry, { kind: "execution_started" }>;
const isStartRequest = (entry: MailboxEntry): entry is StartRequest => entry.kind === "execution_started";

export interface OpenExecution {
  id: number;
  flowId: number;
  flowVersionId: number;
  state: ExecutionState;
  seq: number;
}

/** A contact with everything that its next steps depend on. */
export interface LoadedContact {
  id: number;
  channelId: number;
  profile: Context;
  open: OpenExecution | null;
  /** What the next message starts when nothing is open; null: nothing answers. */
  defaultVersion: { flowId: number; flowVersionId: number } | null;
  mailbox: MailboxEntry[];
}

/** What became of one execution in this advance. */
export interface ExecutionChange {
  id: number;
  contactId: number;
  flowId: number;
  flowVersionId: number;
  state: ExecutionState;
  /** The number that the database must still hold; null for an execution that is new. */
  seq: number | null;
  visits: Visit[];
  messages: { visitSeq: number; message: OutgoingMessage }[];
  timers: { token: string; dueAt: number }[];
  aiCalls: { token: string; request: AiRequest }[];
  /** What the database held before; null for an execution that is new. */
  was: ExecutionState | null;
}

export interface Plan {
  changes: ExecutionChange[];
  /** Mailbox rows that are done with, and the execution that took each (null: nobody's). */
  processed: { id: number; executionId: number | null }[];
}

export interface PlanTools {
  flow(flowVersionId: number): CompiledFlow;
  nextExecutionId(): number;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Decides what a contact's mailbox does to its conversation; pure, so a batch is: load many, plan each, commit many.
 * A start request ends what is open and begins its own flow. A message with nothing open begins the default flow, also
 * when a start request is next: what becomes of it must not depend on whether they meet in one batch.
 * What an execution can't take yet stays in the mailbox.
 */
export function planAdvance(contact: LoadedContact, tools: PlanTools): Plan {
  const plan: Plan = { changes: [], processed: [] };
  const remaining = [...contact.mailbox];
  let stillOpen: number | null = null;
  let current = contact.open === null ? null : changeOf(contact.id, contact.open);
  const finish = () => {
    if (current !== null && (current.seq === null || current.visits.length > 0 || current.state.status === "cancelled"))
      plan.changes.push(current);
    current = null;
  };
  const take = (entry: MailboxEntry, executionId: number | null) => {
    remaining.splice(remaining.indexOf(entry), 1);
    plan.processed.push({ id: entry.id, executionId });
  };

  const answer = (request: StartRequest) => {
    const { execution_id: id, flow_id: flowId, flow_version_id: flowVersionId, context } = request.payload;
    current = begin(contact, id, flowId, flowVersionId, { context }, tools);
    take(request, id);
  };

  for (;;) {
    if (current !== null) {
      const request = remaining.find(isStartRequest);
      // What came before a start request still belongs to the conversation that it ends.
      const until = request === undefined ? remaining.length : remaining.indexOf(request);
      const mine = remaining.slice(0, until).filter((entry) => entry.executionId === null || entry.executionId === current?.id);
      const taken = run(
        current,
        mine.map((entry) => toEvent(entry, tools.now)),
        tools,
      );
      for (const index of taken) take(mine[index] as MailboxEntry, current.id);
      if (!hasEnded(current.state)) {
        if (request === undefined) {
          stillOpen = current.id;
          finish();
          break;
        }
        supersede(current);
        finish();
        // At once: messages that it could not take are the new conversation's, not the beginning of one in between.
        answer(request);
        continue;
      }
      finish();
    }
    const next = remaining.find((entry) => isStartRequest(entry) || entry.kind === "message_received");
    if (next === undefined) break;
    if (isStartRequest(next)) answer(next);
    else if (contact.defaultVersion === null) take(next, null);
    else {
      const { flowId, flowVersionId } = contact.defaultVersion;
      const id = tools.nextExecutionId();
      current = begin(contact, id, flowId, flowVersionId, { message: next.payload.message }, tools);
      take(next, id);
    }
  }

  // Answers for executions that are over. One for the open execution that it did not take waits like a message: a handoff keeps it.
  for (const entry of remaining) {
    const isAnswer = entry.kind === "timer_fired" || entry.kind === "ai_completed" || entry.kind === "execution_retried";
    if (isAnswer && (stillOpen === null || entry.executionId !== stillOpen))
      plan.processed.push({ id: entry.id, executionId: entry.executionId });
  }
  return plan;
}

function changeOf(contactId: number, open: OpenExecution): ExecutionChange {
  return { ...open, contactId, visits: [], messages: [], timers: [], aiCalls: [], was: open.state };
}

function begin(
  contact: LoadedContact,
  id: number,
  flowId: number,
  flowVersionId: number,
  input: { context?: Context; message?: IncomingMessage },
  tools: PlanTools,
): ExecutionChange {
  const change: ExecutionChange = {
    id,
    contactId: contact.id,
    flowId,
    flowVersionId,
    state: initialState(),
    seq: null,
    visits: [],
    messages: [],
    timers: [],
    aiCalls: [],
    was: null,
  };
  const event: Event = {
    type: "execution_started",
    at: tools.now,
    context: { contact: contact.profile, ...input.context },
    ...(input.message === undefined ? {} : { message: input.message }),
  };
  run(change, [event], tools);
  return change;
}

/** Hands the events to the execution and collects what it decides; answers which of them it took. */
function run(change: ExecutionChange, events: Event[], tools: PlanTools): number[] {
  const drained = consumeEvents(tools.flow(change.flowVersionId), change.state, events);
  change.state = drained.state;
  change.visits.push(...drained.visits);
  for (const visit of drained.visits) for (const effect of visit.effects) collect(change, visit.seq, effect);
  return drained.consumed;
}

function collect(change: ExecutionChange, visitSeq: number, effect: Effect): void {
  if (effect.type === "send_message") change.messages.push({ visitSeq, message: effect.message });
  else if (effect.type === "schedule_timer") change.timers.push({ token: effect.token, dueAt: effect.dueAt });
  else change.aiCalls.push({ token: effect.token, request: effect.request });
}

/** What it said is said; what it asked for in this very advance would come back to nobody. */
function supersede(change: ExecutionChange): void {
  const why = problem("another_flow_started");
  change.state = { ...change.state, status: "cancelled", waitingFor: null, reason: why.message, problem: why };
  change.timers = [];
  change.aiCalls = [];
}

function toEvent(entry: MailboxEntry, at: number): Event {
  switch (entry.kind) {
    case "message_received":
      return { type: "message_received", at, message: entry.payload.message };
    case "timer_fired":
      return { type: "timer_fired", at, token: entry.payload.token };
    case "ai_completed":
      return { type: "ai_completed", at, token: entry.payload.token, result: entry.payload.result };
    case "execution_retried":
      return { type: "execution_retried", at };
    case "execution_started":
      return { type: "execution_started", at, context: entry.payload.context };
  }
}
