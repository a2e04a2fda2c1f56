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
import type { StartedBy } from "./trigger-types.ts";
import type { Event, FlowReference, Step } from "./types.ts";
import { isRescueStart, startOf, triggersFor, whoseTurn } from "./whose-turn.ts";

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

/** What it said is said; what it asked for in this very turn, and no longer waits for, would come back to nobody. */
function withoutAbandoned(change: ExecutionChange): ExecutionChange {
  const tokens = tokensOf(change.execution.state);
  return { ...change, effects: change.effects.filter(({ effect }) => !("token" in effect) || tokens.includes(effect.token)) };
}
