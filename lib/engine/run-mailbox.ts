import { cameToItsEnd, type EndedExecution, isQuiet } from "./after-end.ts";
import { hasEnded, initialState } from "./can-consume.ts";
import { type CompiledFlow, mayBeCalledBack } from "./compile.ts";
import { followConsent } from "./consent.ts";
import { takeMessages } from "./earlier.ts";
import { flowOfFrame, tokensOf } from "./frames.ts";
import { canInterrupt, interrupt, superseded } from "./interrupt.ts";
import { joinMessages } from "./join-messages.ts";
import { takeByRules, type Taking, withRules } from "./flow-rules.ts";
import type { Beginning, ExecutionChange, MailboxContact, MailboxEntry, MailboxResult, MailboxTools, Open } from "./mailbox.ts";
import { type Problem, problem } from "./problem/problem.ts";
import { quoteReply } from "./quote-replies.ts";
import { failUnsent, mayBeRescued, type MessageSettled, type Rescued, rescueContext, whyUnmet, whyUnsent } from "./rescue.ts";
import { goBack } from "./stale-taps.ts";
import { step } from "./step.ts";
import type { TriggerMatch } from "./triggers/match.ts";
import type { Effect, Event, FlowReference, Step } from "./types.ts";
import { isSameJson } from "./values/same-json.ts";
import { isRecord } from "./values/values.ts";
import { isRescueStart, startOf, triggersFor, type Turn, whoseTurn } from "./whose-turn.ts";

/**
 * A contact's whole turn: hands the mailbox, oldest first, to the contact's executions. What can't be taken yet (a message
 * while a timer runs) stays and is looked at again after each step. It is handled at the time of the event that let it in,
 * so that delays count from when the flow acts.
 * Pure, so the server's batch is: load many, run each, save many; the simulator does the same for one.
 */
export function runMailbox(contact: MailboxContact, mailbox: readonly MailboxEntry[], tools: MailboxTools): MailboxResult {
  const processed: MailboxResult["processed"] = [];
  // A rescue comes before what was said meanwhile, which is for it.
  const remaining = mailbox.toSorted((a, b) => Number(isRescueStart(b)) - Number(isRescueStart(a)));
  const newestEntry = mailbox.reduce((newest, { id }) => Math.max(newest, id), contact.newestEntry ?? 0);
  const consent = followConsent(contact, tools.flow);
  const executions = followExecutions({ contact, newestEntry, tools, onEffects: consent.decide });
  const triggersOf = triggersOnce(contact, tools);
  const { defaultVersion } = contact;

  const openNow = (): Open | null => executions.current()?.execution ?? null;
  const turnOf = (entry: MailboxEntry): Turn =>
    consent.saidIn(entry.event, openNow()) === null ? whoseTurn(entry, openNow(), triggersOf(entry), tools) : "consent";
  const passOver = (before: number, executionId: number | null) =>
    processed.push(...takeMessages(remaining, before).map(({ id }) => ({ id, executionId, visitSeq: null })));

  /** The execution that takes the entry (null: nobody's), and the first visit that comes of it. */
  function handle(entry: MailboxEntry): { executionId: number | null; visitSeq: number | null } {
    const { id, event, executionId: meantFor } = entry;
    const turn = turnOf(entry);
    const current = executions.current();
    const said = consent.saidIn(event, openNow());
    if (said !== null) {
      consent.say(said);
      // What they said before, and no flow has heard yet, is answered no more.
      if (said === "opted_out") passOver(id, null);
      return { executionId: meantFor, visitSeq: null };
    }
    if (event.type === "message_received") consent.write();

    const start = startOf(entry, turn, openNow(), triggersOf(entry), tools);
    if (start !== null && start.onOpen === "ignore" && current !== null && !hasEnded(current.execution.state)) {
      // What is open goes on, and nothing comes of it.
      return { executionId: null, visitSeq: null };
    }
    if (start !== null && start.onOpen === "suspend" && current !== null && canInterrupt(current.execution.state, start.flow)) {
      return { executionId: current.execution.id, visitSeq: executions.suspend(current, start.flow, start.beginning) };
    }
    if (start !== null) {
      const executionId = start.id ?? tools.nextExecutionId();
      executions.begin(executionId, start.flow, start.beginning);
      return { executionId, visitSeq: 1 };
    }
    if (event.type === "message_settled" && turn === "unsent") {
      executions.giveUp(meantFor, event);
      return { executionId: meantFor, visitSeq: null };
    }
    if (current !== null && (turn === "open" || turn === "earlier" || turn === "leaving")) {
      const executionId = current.execution.id;
      const visitSeq = executions.take(current, event, turn);
      // What they had said before they wanted to leave begins nothing, and is the execution's that they left.
      if (turn === "leaving") passOver(id, executionId);
      return { executionId, visitSeq };
    }
    if (event.type !== "message_received" || turn !== "new") return { executionId: meantFor, visitSeq: null };
    const quiet = executions.quiet(event.at);
    // It is said to who has ended, and nothing comes of it.
    if (quiet !== null) return { executionId: quiet.id, visitSeq: null };
    if (defaultVersion === null || event.only_triggers === true) return { executionId: meantFor, visitSeq: null };
    const executionId = tools.nextExecutionId();
    executions.begin(executionId, defaultVersion, { ...event, startedBy: { type: "default" } });
    return { executionId, visitSeq: 1 };
  }

  // They have written since they opted out, be it that nobody can hear it yet.
  if (mailbox.some(({ event }) => event.type === "message_received" && consent.saidIn(event, contact.open) === null)) consent.write();
  for (;;) {
    const open = openNow();
    if (open !== null && hasEnded(open.state) && !remaining.some((entry) => turnOf(entry) === "open")) {
      executions.close();
      continue;
    }
    const index = remaining.findIndex((entry) => turnOf(entry) !== "later");
    const [entry] = index < 0 ? [] : remaining.splice(index, 1);
    if (entry === undefined) break;
    // `handle` may add what was said before the entry: that comes first.
    const taken = handle(entry);
    processed.push({ id: entry.id, ...taken });
  }
  executions.end();
  return { changes: executions.changes, processed, ...consent.result() };
}

/** Its triggers are asked for each entry again and again, and always the same. */
function triggersOnce(contact: MailboxContact, { triggers }: MailboxTools): (entry: MailboxEntry) => TriggerMatch[] {
  const matched = new Map<number, TriggerMatch[]>();
  return (entry) => {
    const found = matched.get(entry.id) ?? triggersFor(contact, entry, triggers);
    matched.set(entry.id, found);
    return found;
  };
}

interface Followed {
  contact: MailboxContact;
  /** Of the whole mailbox. */
  newestEntry: number;
  tools: MailboxTools;
  /** Told of what flows decide, as they decide it. */
  onEffects(effects: readonly Effect[]): void;
}

/** Follows a contact's executions through one turn: the one that is open, those that begin after it, and how each of them ends. */
export function followExecutions({ contact, newestEntry, tools, onEffects }: Followed) {
  const changes: ExecutionChange[] = [];
  /** Time does not go back: an entry that waited is handled at the time of the event that let it in. */
  let clock = Number.NEGATIVE_INFINITY;
  let ended = contact.ended ?? null;
  let latest = contact.latest ?? null;
  /** Who they are, as this turn has left it. */
  let { profile } = contact;
  let current: ExecutionChange | null = contact.open && {
    execution: { ...contact.open, was: contact.open.state },
    visits: [],
    effects: [],
  };

  function handOver(change: ExecutionChange, event: Event, taking: Taking): void {
    clock = Math.max(clock, event.at);
    const flow = tools.flow(change.execution.flowVersionId);
    const before = change.execution.state;
    const known = before.context["contact"];
    const now = { ...event, at: clock, ...(known !== undefined && !isSameJson(known, profile) && { contact: profile }) };
    const taken = takeByRules(flow, before, now, taking, newestEntry) ?? step(flow, goBack(flow, before, now), now, newestEntry);
    keep(change, flow, now, taken);
  }

  function keep(change: ExecutionChange, flow: CompiledFlow, event: Event, taken: Step): void {
    const before = change.execution.state;
    const { state, visits } = withRules(flow, before, event, taken);
    const decided = visits.flatMap(({ seq, effects }) => effects.map((effect) => ({ visitSeq: seq, effect })));
    const joining = visits.filter((visit) => flowOfFrame(flow, visit).settings?.join_messages === true).map(({ seq }) => seq);
    const joined = joining.length > 0 ? joinMessages(decided, (seq) => joining.includes(seq)) : decided;
    onEffects(decided.map(({ effect }) => effect));
    const known = state.context["contact"];
    if (decided.some(({ effect }) => effect.type === "update_contact") && isRecord(known)) profile = known;
    const replied = quoteReply(flowOfFrame(flow, state), before, state, joined);
    change.execution.state = replied.state;
    change.visits.push(...visits);
    change.effects.push(...replied.effects);
  }

  function begin(id: number, flow: FlowReference, { at, startedBy, context, message, hops = 0, rescues }: Beginning): void {
    latest = null;
    const secret = tools.newSecret?.();
    const nonce = secret === undefined ? id.toString(36) : `${id.toString(36)}_${secret}`;
    const state = { ...initialState(nonce, callbackKey(id, flow)), ...(hops > 0 && { hops }), ...(rescues !== undefined && { rescues }) };
    current = { execution: { id, ...flow, seq: null, state, was: null, startedBy }, visits: [], effects: [] };
    handOver(current, { type: "execution_started", at, ...inputOf({ context, message }) }, "open");
  }

  const callbackKey = (id: number, { flowVersionId }: FlowReference): string | undefined =>
    mayBeCalledBack(tools.flow(flowVersionId)) ? tools.callbackKey?.(id) : undefined;

  const inputOf = ({ context, message }: Pick<Beginning, "context" | "message">) => ({
    context: { contact: profile, ...context },
    ...(message && { message }),
  });

  function close(): void {
    if (current === null) return;
    const { id, flowVersionId, state, was } = current.execution;
    if (state !== was) changes.push(withoutAbandoned(current));
    ended = cameToItsEnd(state) ? { id, flowVersionId, endedAt: clock } : null;
    current = null;
  }

  function rescue(failed: Rescued, flow: CompiledFlow | null): void {
    if (contact.rescueVersion == null) return;
    const { hops } = failed.state ?? {};
    const context = { rescue: rescueContext(flow, failed) };
    const beginning: Beginning = { at: clock, startedBy: { type: "rescue" }, context, rescues: failed.id, ...(hops && { hops }) };
    begin(tools.nextExecutionId(), contact.rescueVersion, beginning);
  }

  function failForUnsent(change: ExecutionChange, event: MessageSettled, why: Problem | null): void {
    const { flowVersionId, state } = change.execution;
    clock = Math.max(clock, event.at);
    const failed = why && failUnsent(tools.flow(flowVersionId), state, { ...event, at: clock }, why);
    if (contact.rescueVersion == null || failed === null) return;
    change.execution.state = failed.state;
    change.visits.push(...failed.visits);
  }

  return {
    changes,

    /** The one that is open, or has just ended and not been closed; null for none. */
    current: (): ExecutionChange | null => current,

    /** The current one takes an event. Returns the first visit that comes of it. */
    take(change: ExecutionChange, event: Event, taking: Taking): number {
      const visitSeq = change.execution.state.visitCount + 1;
      handOver(change, event, taking);
      if (event.type === "message_settled") {
        const first = change.visits.find(({ seq }) => seq === visitSeq);
        failForUnsent(change, event, whyUnmet(event, change.execution.state, first));
      }
      return visitSeq;
    },

    /**
     * A flow begins under this id, in place of what is open. At once: messages that the one before could not take are the new one's,
     * not the beginning of one in between.
     */
    begin(id: number, flow: FlowReference, beginning: Beginning): void {
      if (current !== null) current.execution.state = superseded(current.execution.state);
      close();
      begin(id, flow, beginning);
    },

    /** A flow begins on top of what the execution waits for. Returns the first visit that comes of it. */
    suspend(change: ExecutionChange, by: FlowReference, { at, startedBy, ...given }: Beginning): number {
      clock = Math.max(clock, at);
      const { id, flowVersionId, state } = change.execution;
      const flow = tools.flow(flowVersionId);
      const event = { type: "execution_started", at: clock, ...inputOf(given) } as const;
      keep(change, flow, event, interrupt(flow, state, by, event, { newestEntry, callbackKey: callbackKey(id, by), startedBy }));
      return state.visitCount + 1;
    },

    /** The current one is over. Where it has failed in this turn, the channel's rescue flow begins. */
    close(): void {
      const over = current;
      close();
      if (over === null || contact.rescueVersion == null) return;
      const { execution } = over;
      const { id, flowId, flowVersionId, state, was } = execution;
      if (state.status !== "failed" || state === was || !mayBeRescued(state)) return;
      execution.state = { ...state, rescued: true };
      rescue({ id, flowId, state, why: state.problem ?? problem("no_reason") }, tools.flow(flowVersionId));
    },

    /** Nobody says any more what becomes of the current one: the turn ends here. */
    end: close,

    /** A message of that execution's could not leave: it fails, or is rescued if it is over and the newest. */
    giveUp(executionId: number | null, event: MessageSettled): void {
      const why = whyUnsent(event);
      if (current !== null && current.execution.id === executionId) failForUnsent(current, event, why);
      else if (why !== null && latest !== null && latest.id === executionId && !latest.isRescue) {
        clock = Math.max(clock, event.at);
        rescue({ id: latest.id, flowId: latest.flowId, state: null, why }, null);
      }
    },

    /** The one that came to its end and wants silence at that time; null where there is none. */
    quiet(at: number): EndedExecution | null {
      if (ended === null) return null;
      return isQuiet(tools.flow(ended.flowVersionId).settings, ended.endedAt, Math.max(clock, at)) ? ended : null;
    },
  };
}

/** What it said is said; what it asked for in this very turn, and no longer waits for, would come back to nobody. */
function withoutAbandoned(change: ExecutionChange): ExecutionChange {
  const tokens = tokensOf(change.execution.state);
  return { ...change, effects: change.effects.filter(({ effect }) => !("token" in effect) || tokens.includes(effect.token)) };
}
