import { cameToItsEnd, type EndedExecution, isQuiet } from "./after-end.ts";
import { canConsume, hasEnded, initialState, isStale } from "./can-consume.ts";
import { type CompiledFlow, mayBeCalledBack } from "./compile.ts";
import { type ConsentTurn, type ConsentWords, followConsent } from "./consent.ts";
import { isEarlier, takeMessages } from "./earlier.ts";
import { flowOfFrame, tokensOf } from "./frames.ts";
import { canInterrupt, interrupt, interruptingTrigger, superseded } from "./interrupt.ts";
import { joinMessages } from "./join-messages.ts";
import { takeByRules, type Taking, withRules } from "./flow-rules.ts";
import { isLeaving } from "./leave-words.ts";
import { type Problem, problem } from "./problem/problem.ts";
import { quoteReply } from "./quote-replies.ts";
import { failUnsent, isRescueCall, mayBeRescued, type MessageSettled, type Rescued, rescueContext, whyUnmet, whyUnsent } from "./rescue.ts";
import { goBack } from "./stale-taps.ts";
import { step } from "./step.ts";
import { matchTriggers, NO_TRIGGERS, type TriggerMatch, type Triggers } from "./triggers/match.ts";
import type { OnOpen, StartedBy } from "./trigger-types.ts";
import type { Context, Effect, Event, ExecutionState, FlowReference, IncomingMessage, Step, Visit } from "./types.ts";

/** One thing that happened to a contact. `event.at` is when the flow gets it, which may be long after it came. */
export interface MailboxEntry {
  id: number;
  /** The execution that it is meant for; null: whichever is open. */
  executionId: number | null;
  event: Event | StartRequest;
}

/** Somebody has this flow begin for the contact, under an id that was reserved for it. It ends what is open, unless told (`on_open`). */
export type StartRequest = Extract<Event, { type: "execution_started" }> & {
  execution_id: number;
  flow_id: number;
  flow_version_id: number;
  /** See `ExecutionState`. */
  hops?: number;
  on_open?: OnOpen;
  started_by?: StartedBy;
  rescues?: number;
};

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
  /** Where nothing is open: the newest, if it came to its end; it may want silence for a while. */
  ended?: EndedExecution | null;
  /** Where nothing is open: the newest of all, for news of a message of its that come late. */
  latest?: { id: number; flowId: number; isRescue: boolean } | null;
  /** What begins where an execution fails, or a message of its cannot leave (`rescue.ts`); null: nothing does. */
  rescueVersion?: FlowReference | null;
  /** The newest entry of the whole mailbox, where that is more than one turn takes. */
  newestEntry?: number;
  /** What is heard ahead of every flow; absent for nothing. */
  consentWords?: ConsentWords;
  /** Whether they have opted out and written nothing since; absent for no. */
  isSilenced?: boolean;
  /** What the next message starts when nothing is open; null: nothing answers. */
  defaultVersion: FlowReference | null;
  /** The number that they write to, by Meta's id. */
  channel?: string;
  /** Meta's id of the first message that they ever wrote, where a trigger asks for it. */
  firstMessageId?: string | null;
  /** The flow whose triggers alone count for them, where it is being tried; absent: those of all flows. */
  onlyFlow?: number;
}

/** What an execution begins with. */
interface Beginning {
  at: number;
  startedBy: StartedBy;
  context?: Context;
  message?: IncomingMessage;
  hops?: number;
  rescues?: number;
}

interface MailboxTools {
  flow(flowVersionId: number): CompiledFlow;
  nextExecutionId(): number;
  /** What nobody can guess, so that the execution's tokens cannot be guessed either. Left out where nobody from outside answers. */
  newSecret?(): string;
  /** The key of which an execution's addresses for calls from outside are made; left out: nobody can be called back. */
  callbackKey?(executionId: number): string;
  /** What begins flows or interrupts them; absent: nothing but the channel's flow. */
  triggers?: Triggers;
}

/** The open execution, as all before has left it. */
type Open = Omit<OpenExecution, "seq">;

/** What became of one execution in this turn. */
export interface ExecutionChange {
  execution: Omit<OpenExecution, "seq"> & {
    /** Null for an execution that is new. */
    seq: number | null;
    /** The state before; null for an execution that is new. */
    was: ExecutionState | null;
    /** Of one that is new: why. */
    startedBy?: StartedBy;
  };
  visits: Visit[];
  /** What is to be done, in order, each with the visit that decided it. */
  effects: { visitSeq: number; effect: Effect }[];
}

export interface MailboxResult {
  changes: ExecutionChange[];
  /** Entries that are done with, the execution that took each (null: nobody's), and the first visit that came of it. */
  processed: { id: number; executionId: number | null; visitSeq: number | null }[];
  /** Absent where nothing of it changed. */
  consent?: ConsentTurn;
}

/**
 * A contact's whole turn: hands the mailbox, oldest first, to the contact's executions. What can't be taken yet (a message
 * while a timer runs) stays and is looked at again after each step. It is handled at the time of the event that let it in,
 * so that delays count from when the flow acts.
 * Pure, so the server's batch is: load many, run each, save many; the simulator does the same for one.
 */
export function runMailbox(contact: MailboxContact, mailbox: readonly MailboxEntry[], tools: MailboxTools): MailboxResult {
  const result: MailboxResult = { changes: [], processed: [] };
  // A rescue comes before what was said meanwhile, which is for it.
  const remaining = mailbox.toSorted((a, b) => Number(isRescueStart(b)) - Number(isRescueStart(a)));
  const newestEntry = mailbox.reduce((newest, { id }) => Math.max(newest, id), contact.newestEntry ?? 0);
  let clock = Number.NEGATIVE_INFINITY;
  let ended = contact.ended ?? null;
  let latest = contact.latest ?? null;
  const consent = followConsent(contact, tools.flow);
  let current: ExecutionChange | null = contact.open && {
    execution: { ...contact.open, was: contact.open.state },
    visits: [],
    effects: [],
  };

  const handOver = (change: ExecutionChange, event: Event, taking: Taking = "open") => {
    clock = Math.max(clock, event.at);
    const flow = tools.flow(change.execution.flowVersionId);
    const before = change.execution.state;
    const now = { ...event, at: clock };
    const taken = takeByRules(flow, before, now, taking, newestEntry) ?? step(flow, goBack(flow, before, now), now, newestEntry);
    keep(change, flow, now, taken);
  };
  const keep = (change: ExecutionChange, flow: CompiledFlow, event: Event, taken: Step) => {
    const before = change.execution.state;
    const { state, visits } = withRules(flow, before, event, taken);
    const decided = visits.flatMap(({ seq, effects }) => effects.map((effect) => ({ visitSeq: seq, effect })));
    const joining = visits.filter((visit) => flowOfFrame(flow, visit).settings?.join_messages === true).map(({ seq }) => seq);
    const joined = joining.length > 0 ? joinMessages(decided, (seq) => joining.includes(seq)) : decided;
    consent.decide(decided.map(({ effect }) => effect));
    const replied = quoteReply(flowOfFrame(flow, state), before, state, joined);
    change.execution.state = replied.state;
    change.visits.push(...visits);
    change.effects.push(...replied.effects);
  };
  const begin = (id: number, flow: FlowReference, { at, startedBy, context, message, hops = 0, rescues }: Beginning) => {
    latest = null;
    const secret = tools.newSecret?.();
    const nonce = secret === undefined ? id.toString(36) : `${id.toString(36)}_${secret}`;
    const key = mayBeCalledBack(tools.flow(flow.flowVersionId)) ? tools.callbackKey?.(id) : undefined;
    const state = { ...initialState(nonce, key), ...(hops > 0 && { hops }), ...(rescues !== undefined && { rescues }) };
    current = { execution: { id, ...flow, seq: null, state, was: null, startedBy }, visits: [], effects: [] };
    handOver(current, { type: "execution_started", at, ...inputOf({ context, message }) });
  };
  /** Another flow on top of what the execution waits for. */
  const suspend = (change: ExecutionChange, by: FlowReference, { at, startedBy, ...given }: Beginning) => {
    clock = Math.max(clock, at);
    const { id, flowVersionId, state } = change.execution;
    const flow = tools.flow(flowVersionId);
    const callbackKey = mayBeCalledBack(tools.flow(by.flowVersionId)) ? tools.callbackKey?.(id) : undefined;
    const event = { type: "execution_started", at: clock, ...inputOf(given) } as const;
    keep(change, flow, event, interrupt(flow, state, by, event, { newestEntry, callbackKey, startedBy }));
  };
  const inputOf = ({ context, message }: Pick<Beginning, "context" | "message">) => ({
    context: { contact: contact.profile, ...context },
    ...(message && { message }),
  });
  const close = () => {
    if (current !== null && current.execution.state !== current.execution.was) result.changes.push(withoutAbandoned(current));
    if (current !== null) {
      const { id, flowVersionId, state } = current.execution;
      ended = cameToItsEnd(state) ? { id, flowVersionId, endedAt: clock } : null;
    }
    current = null;
  };

  const rescue = (failed: Rescued, flow: CompiledFlow | null) => {
    if (contact.rescueVersion == null) return;
    const { hops } = failed.state ?? {};
    const context = { rescue: rescueContext(flow, failed) };
    const startedBy: StartedBy = { type: "rescue" };
    begin(tools.nextExecutionId(), contact.rescueVersion, { at: clock, startedBy, context, rescues: failed.id, ...(hops && { hops }) });
  };
  /** Of an execution that is over: one that has failed in this turn. */
  const rescueFailed = ({ execution }: ExecutionChange) => {
    const { id, flowId, flowVersionId, state, was } = execution;
    if (contact.rescueVersion == null || state.status !== "failed" || state === was || !mayBeRescued(state)) return;
    execution.state = { ...state, rescued: true };
    rescue({ id, flowId, state, why: state.problem ?? problem("no_reason") }, tools.flow(flowVersionId));
  };
  const giveUpUnsent = (change: ExecutionChange, event: MessageSettled, why: Problem | null) => {
    const { flowVersionId, state } = change.execution;
    clock = Math.max(clock, event.at);
    const failed = why && failUnsent(tools.flow(flowVersionId), state, { ...event, at: clock }, why);
    if (contact.rescueVersion == null || failed === null) return;
    change.execution.state = failed.state;
    change.visits.push(...failed.visits);
  };

  const isQuietNow = ({ flowVersionId, endedAt }: EndedExecution, at: number) =>
    isQuiet(tools.flow(flowVersionId).settings, endedAt, Math.max(clock, at));

  const passOver = (before: number, executionId: number | null) =>
    result.processed.push(...takeMessages(remaining, before).map(({ id }) => ({ id, executionId, visitSeq: null })));

  // Asked for each entry again and again, and always the same.
  const matched = new Map<number, TriggerMatch[]>();
  const triggersOf = (entry: MailboxEntry): TriggerMatch[] => {
    const found = matched.get(entry.id) ?? triggersFor(contact, entry, tools.triggers);
    matched.set(entry.id, found);
    return found;
  };

  // They have written since they opted out, be it that nobody can hear it yet.
  if (mailbox.some(({ event }) => event.type === "message_received" && consent.saidIn(event, contact.open) === null)) consent.write();
  for (;;) {
    const open: Open | null = current?.execution ?? null;
    const turnOf = (entry: MailboxEntry) =>
      consent.saidIn(entry.event, open) === null ? whoseTurn(entry, open, triggersOf(entry), tools) : "consent";
    if (open !== null && hasEnded(open.state) && !remaining.some((entry) => turnOf(entry) === "open")) {
      const over = current;
      close();
      if (over !== null) rescueFailed(over);
      continue;
    }
    const index = remaining.findIndex((entry) => turnOf(entry) !== "later");
    const [entry] = index < 0 ? [] : remaining.splice(index, 1);
    if (entry === undefined) break;
    const { id, event } = entry;
    const turn = turnOf(entry);
    let takenBy = entry.executionId;
    let visitSeq: number | null = null;
    const said = consent.saidIn(event, open);
    if (said === null && event.type === "message_received") consent.write();
    const start = startOf(entry, turn, open, triggersOf(entry), tools);
    if (said !== null) {
      consent.say(said);
      // What they said before, and no flow has heard yet, is answered no more.
      if (said === "opted_out") passOver(id, null);
    } else if (start !== null && start.onOpen === "ignore" && current !== null && !hasEnded(current.execution.state)) {
      // What is open goes on, and nothing comes of it.
      takenBy = null;
    } else if (start !== null && start.onOpen === "suspend" && current !== null && canInterrupt(current.execution.state, start.flow)) {
      takenBy = current.execution.id;
      visitSeq = current.execution.state.visitCount + 1;
      suspend(current, start.flow, start.beginning);
    } else if (start !== null) {
      if (current !== null) current.execution.state = superseded(current.execution.state);
      close();
      // At once: messages that the one before could not take are the new one's, not the beginning of one in between.
      takenBy = start.id ?? tools.nextExecutionId();
      visitSeq = 1;
      begin(takenBy, start.flow, start.beginning);
    } else if (event.type === "message_settled" && turn === "unsent") {
      const why = whyUnsent(event);
      if (current !== null && current.execution.id === takenBy) giveUpUnsent(current, event, why);
      else if (why !== null && latest?.id === takenBy && !latest.isRescue) {
        clock = Math.max(clock, event.at);
        rescue({ id: latest.id, flowId: latest.flowId, state: null, why }, null);
      }
    } else if (current !== null && (turn === "open" || turn === "earlier" || turn === "leaving")) {
      takenBy = current.execution.id;
      visitSeq = current.execution.state.visitCount + 1;
      handOver(current, event, turn);
      if (event.type === "message_settled") {
        const first = current.visits.find(({ seq }) => seq === visitSeq);
        giveUpUnsent(current, event, whyUnmet(event, current.execution.state, first));
      }
      // What they had said before they wanted to leave begins nothing, and is the execution's that they left.
      if (turn === "leaving") passOver(id, takenBy);
    } else if (event.type === "message_received" && turn === "new" && ended !== null && isQuietNow(ended, event.at)) {
      // It is said to who has ended, and nothing comes of it.
      takenBy = ended.id;
    } else if (event.type === "message_received" && turn === "new" && contact.defaultVersion !== null && event.only_triggers !== true) {
      takenBy = tools.nextExecutionId();
      visitSeq = 1;
      begin(takenBy, contact.defaultVersion, { ...event, startedBy: { type: "default" } });
    }
    result.processed.push({ id, executionId: takenBy, visitSeq });
  }
  close();
  return { ...result, ...consent.result() };
}

/**
 * Who gets an entry now. `open`: the open execution. `earlier`: it too, but not as an answer. `leaving`: it, which ends by it.
 * `interrupts`: a trigger's flow, in place of the open one. `new`: an execution that begins with it, where there is a flow for it.
 * `nobody`: it is the result of something that is over, or no answer for the execution that is open. `later`: it waits for what comes
 * before it. `unsent`: the execution whose message could not leave, if it is open or the newest.
 */
type Turn = Taking | "consent" | "interrupts" | "unsent" | "new" | "nobody" | "later";

/**
 * The one place that decides whose turn it is, entry by entry, with the open execution as all before has left it. Rules
 * that take a message away from the open execution belong ahead of it, in the order of their weight: what is no turn at
 * all, consent words, a person who has the floor, a tap on an earlier message, a trigger that may interrupt.
 */
function whoseTurn(entry: MailboxEntry, open: Open | null, triggers: readonly TriggerMatch[], { flow }: MailboxTools): Turn {
  const { id, event, executionId } = entry;
  if (isStartRequest(event)) return "new";
  if (isRescueCall(event)) return "unsent";
  if (event.type === "message_received") {
    if (open === null) return "new";
    if (mayInterrupt(open.state) && isInterrupted(entry, open, triggers, flow)) return "interrupts";
    if (event.answers === false && !hasEnded(open.state)) return "nobody";
    if (isLeaving(flow(open.flowVersionId), open.state, event)) return "leaving";
    if (!canConsume(open.state, event)) return "later";
    return isEarlier(flow(open.flowVersionId), open.state, id) ? "earlier" : "open";
  }
  if (event.type === "execution_started" && open === null) return "later";
  if (open === null || (executionId !== null && executionId !== open.id)) return "nobody";
  if (canConsume(open.state, event)) return "open";
  // Not so in a handoff, which keeps it.
  return isStale(open.state, event) ? "nobody" : "later";
}

/** The triggers that take an entry of this contact's, in order. */
export function triggersFor(contact: MailboxContact, { event }: MailboxEntry, triggers = NO_TRIGGERS): TriggerMatch[] {
  if (event.type !== "message_received" || triggers.entries.length === 0) return [];
  const { channel = "", firstMessageId, onlyFlow } = contact;
  const { message } = event;
  return matchTriggers(triggers, { message, isFirst: message.id === firstMessageId, channel, onlyFlow });
}

/** A flow that is to begin, and what becomes of what is open. */
interface Start {
  /** Null: not reserved yet. */
  id: number | null;
  flow: FlowReference;
  onOpen: OnOpen;
  beginning: Beginning;
}

/** What the entry begins, by request or by a trigger; null where it does not, or begins the channel's flow. */
function startOf(entry: MailboxEntry, turn: Turn, open: Open | null, triggers: readonly TriggerMatch[], tools: MailboxTools): Start | null {
  const { event } = entry;
  if (isStartRequest(event)) {
    const { execution_id: id, flow_id: flowId, flow_version_id: flowVersionId, on_open: onOpen = "end" } = event;
    return {
      id,
      flow: { flowId, flowVersionId },
      onOpen,
      beginning: { ...event, startedBy: event.started_by ?? { type: event.rescues === undefined ? "api" : "rescue" } },
    };
  }
  if (event.type !== "message_received" || (turn !== "new" && turn !== "interrupts")) return null;
  const said = { id: entry.id, message: event.message };
  const found = open === null ? triggers[0] : interruptingTrigger(tools.flow(open.flowVersionId), open.state, said, triggers);
  if (found === undefined) return null;
  const { flowId, flowVersionId, trigger } = found;
  const startedBy: StartedBy = { type: trigger.type, trigger: trigger.id };
  return { id: null, flow: { flowId, flowVersionId }, onOpen: trigger.on_open, beginning: { ...event, startedBy } };
}

/** A person who has the floor keeps it. */
const mayInterrupt = (state: ExecutionState): boolean => !hasEnded(state) && state.status !== "handoff";

/** Not by what was said before its question, where it is this very flow that would begin: "menu, menu" is one wish. */
function isInterrupted(entry: MailboxEntry, open: Open, triggers: readonly TriggerMatch[], flow: MailboxTools["flow"]): boolean {
  const { event } = entry;
  if (event.type !== "message_received") return false;
  const trigger = interruptingTrigger(flow(open.flowVersionId), open.state, { id: entry.id, message: event.message }, triggers);
  if (trigger === undefined) return false;
  return trigger.flowId !== (open.state.flow?.flowId ?? open.flowId) || !isEarlier(flow(open.flowVersionId), open.state, entry.id);
}

function isStartRequest(event: MailboxEntry["event"]): event is StartRequest {
  return "execution_id" in event;
}

const isRescueStart = ({ event }: MailboxEntry): boolean => isStartRequest(event) && event.rescues !== undefined;

/** What it said is said; what it asked for in this very turn, and no longer waits for, would come back to nobody. */
function withoutAbandoned(change: ExecutionChange): ExecutionChange {
  const tokens = tokensOf(change.execution.state);
  return { ...change, effects: change.effects.filter(({ effect }) => !("token" in effect) || tokens.includes(effect.token)) };
}
