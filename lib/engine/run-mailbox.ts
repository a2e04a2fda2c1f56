import { canConsume, hasEnded, initialState, isStale } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { isEarlier, keepEarlier } from "./earlier.ts";
import { problem } from "./problem/problem.ts";
import { step } from "./step.ts";
import type { Context, Effect, Event, ExecutionState, IncomingMessage, Visit } from "./types.ts";

/** One thing that happened to a contact. `event.at` is when the flow gets it, which may be long after it came. */
export interface MailboxEntry {
  id: number;
  /** The execution that it is meant for; null: whichever is open. */
  executionId: number | null;
  event: Event | StartRequest;
}

/** Somebody has this flow begin for the contact, under an id that was reserved for it. It ends what is open. */
export type StartRequest = Extract<Event, { type: "execution_started" }> & {
  execution_id: number;
  flow_id: number;
  flow_version_id: number;
  /** See `ExecutionState`. */
  hops?: number;
};

interface FlowReference {
  flowId: number;
  flowVersionId: number;
}

export interface OpenExecution extends FlowReference {
  id: number;
  state: ExecutionState;
  /** The number that the database must still hold when the change is saved. */
  seq: number;
}

/** A contact with everything that its next steps depend on. */
export interface MailboxContact {
  /** What a flow reads as `contact`. */
  profile: Context;
  open: OpenExecution | null;
  /** The newest entry of the whole mailbox, where that is more than one turn takes. */
  newestEntry?: number;
  /** What the next message starts when nothing is open; null: nothing answers. */
  defaultVersion: FlowReference | null;
}

/** What an execution begins with. */
interface Beginning {
  at: number;
  context?: Context;
  message?: IncomingMessage;
  hops?: number;
}

interface MailboxTools {
  flow(flowVersionId: number): CompiledFlow;
  nextExecutionId(): number;
}

/** What became of one execution in this turn. */
export interface ExecutionChange {
  execution: Omit<OpenExecution, "seq"> & {
    /** Null for an execution that is new. */
    seq: number | null;
    /** The state before; null for an execution that is new. */
    was: ExecutionState | null;
  };
  visits: Visit[];
  /** What is to be done, in order, each with the visit that decided it. */
  effects: { visitSeq: number; effect: Effect }[];
}

export interface MailboxResult {
  changes: ExecutionChange[];
  /** Entries that are done with, the execution that took each (null: nobody's), and the first visit that came of it. */
  processed: { id: number; executionId: number | null; visitSeq: number | null }[];
}

/**
 * A contact's whole turn: hands the mailbox, oldest first, to the contact's executions. What can't be taken yet (a message
 * while a timer runs) stays and is looked at again after each step. It is handled at the time of the event that let it in,
 * so that delays count from when the flow acts.
 * Pure, so the server's batch is: load many, run each, save many; the simulator does the same for one.
 */
export function runMailbox(contact: MailboxContact, mailbox: readonly MailboxEntry[], tools: MailboxTools): MailboxResult {
  const result: MailboxResult = { changes: [], processed: [] };
  const remaining = [...mailbox];
  const newestEntry = mailbox.reduce((newest, { id }) => Math.max(newest, id), contact.newestEntry ?? 0);
  let clock = Number.NEGATIVE_INFINITY;
  let current: ExecutionChange | null = contact.open && {
    execution: { ...contact.open, was: contact.open.state },
    visits: [],
    effects: [],
  };

  const handOver = (change: ExecutionChange, event: Event, turn: "open" | "earlier" = "open") => {
    clock = Math.max(clock, event.at);
    const flow = tools.flow(change.execution.flowVersionId);
    const now = { ...event, at: clock };
    const { state, visits } =
      turn === "earlier" && now.type === "message_received"
        ? keepEarlier(flow, change.execution.state, now)
        : step(flow, change.execution.state, now, newestEntry);
    change.execution.state = state;
    change.visits.push(...visits);
    change.effects.push(...visits.flatMap(({ seq, effects }) => effects.map((effect) => ({ visitSeq: seq, effect }))));
  };
  const begin = (id: number, flow: FlowReference, { at, context, message, hops = 0 }: Beginning) => {
    const state = { ...initialState(id.toString(36)), ...(hops > 0 && { hops }) };
    current = { execution: { id, ...flow, seq: null, state, was: null }, visits: [], effects: [] };
    const input = { context: { contact: contact.profile, ...context }, ...(message && { message }) };
    handOver(current, { type: "execution_started", at, ...input });
  };
  const close = () => {
    if (current !== null && current.execution.state !== current.execution.was) result.changes.push(withoutAbandoned(current));
    current = null;
  };

  for (;;) {
    const open: ExecutionChange["execution"] | null = current?.execution ?? null;
    const turnOf = (entry: MailboxEntry) => whoseTurn(entry, open, tools);
    if (open !== null && hasEnded(open.state) && !remaining.some((entry) => turnOf(entry) === "open")) {
      close();
      continue;
    }
    const index = remaining.findIndex((entry) => turnOf(entry) !== "later");
    const [entry] = index < 0 ? [] : remaining.splice(index, 1);
    if (entry === undefined) break;
    const { id, event } = entry;
    const turn = turnOf(entry);
    let takenBy = entry.executionId;
    let visitSeq: number | null = null;
    if (isStartRequest(event)) {
      if (current !== null) supersede(current);
      close();
      // At once: messages that the one before could not take are the new one's, not the beginning of one in between.
      takenBy = event.execution_id;
      visitSeq = 1;
      begin(takenBy, { flowId: event.flow_id, flowVersionId: event.flow_version_id }, event);
    } else if (current !== null && (turn === "open" || turn === "earlier")) {
      takenBy = current.execution.id;
      visitSeq = current.execution.state.visitCount + 1;
      handOver(current, event, turn);
    } else if (event.type === "message_received" && turn === "new" && contact.defaultVersion !== null) {
      takenBy = tools.nextExecutionId();
      visitSeq = 1;
      begin(takenBy, contact.defaultVersion, event);
    }
    result.processed.push({ id, executionId: takenBy, visitSeq });
  }
  close();
  return result;
}

/**
 * Who gets an entry now. `open`: the open execution. `earlier`: it too, but not as an answer. `new`: an execution that begins with
 * it, where there is a flow for it. `nobody`: it is the result of something that is over, or no answer for the execution that is
 * open. `later`: it waits for what comes before it.
 */
type Turn = "open" | "earlier" | "new" | "nobody" | "later";

/**
 * The one place that decides whose turn it is, entry by entry, with the open execution as all before has left it. Rules
 * that take a message away from the open execution belong ahead of it, in the order of their weight: what is no turn at
 * all, consent words, a person who has the floor, a tap on an earlier message, a trigger that may interrupt.
 */
function whoseTurn(
  { id, event, executionId }: MailboxEntry,
  open: { id: number; flowVersionId: number; state: ExecutionState } | null,
  { flow }: MailboxTools,
): Turn {
  if (isStartRequest(event)) return "new";
  if (event.type === "message_received") {
    if (open === null) return "new";
    if (event.answers === false && !hasEnded(open.state)) return "nobody";
    if (!canConsume(open.state, event)) return "later";
    return isEarlier(flow(open.flowVersionId), open.state, id) ? "earlier" : "open";
  }
  if (event.type === "execution_started" && open === null) return "later";
  if (open === null || (executionId !== null && executionId !== open.id)) return "nobody";
  if (canConsume(open.state, event)) return "open";
  // Not so in a handoff, which keeps it.
  return isStale(open.state, event) ? "nobody" : "later";
}

function isStartRequest(event: MailboxEntry["event"]): event is StartRequest {
  return "execution_id" in event;
}

function supersede({ execution }: ExecutionChange): void {
  const why = problem("another_flow_started");
  execution.state = { ...execution.state, status: "cancelled", waitingFor: null, reason: why.message, problem: why };
}

/** What it said is said; what it asked for in this very turn, and no longer waits for, would come back to nobody. */
function withoutAbandoned(change: ExecutionChange): ExecutionChange {
  const token = change.execution.state.waitingFor?.token;
  return { ...change, effects: change.effects.filter(({ effect }) => !("token" in effect) || effect.token === token) };
}
