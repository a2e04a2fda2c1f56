import { executionPart } from "./callbacks.ts";
import { canConsume, waitsFor } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { keptOf, toContext } from "./context.ts";
import type { FrameEnd } from "./define-node.ts";
import { flowWords } from "./flow-words.ts";
import { comeBack, flowOfFrame, frameOf, framesToRetry, isCaller, isFailureDrawn, newFrame, sharedOf, versionOfAddress } from "./frames.ts";
import { countQuiet } from "./quiet-limits.ts";
import { type ExecutionStatus, isOpen } from "./status.ts";
import { type Problem, problem } from "./problem/problem.ts";
import type {
  CallbackAddresses,
  Context,
  Effect,
  Event,
  ExecutionState,
  Frame,
  Quiet,
  Step,
  TakenEvent,
  Visit,
  WaitingFor,
  WaitName,
} from "./types.ts";
import { visitToken } from "./token.ts";
import { Budget, sharing } from "./values/budget.ts";
import { type VisitInput, type VisitResult, visitNode } from "./visit.ts";

export const MAX_VISITS_WITHOUT_WAITING = 100;
export const MAX_VISITS_SINCE_MESSAGE = 1000;
/** For all texts and conditions of a step together; each of them alone may do a third of it. */
const STEP_WORK = 3_000_000;

/** While it waits; for anything else, which is a call, it is `running`. */
const STATUS_WHILE_WAITING: { [kind in WaitName]?: ExecutionStatus } = { message: "waiting", timer: "scheduled" };

/**
 * Moves an execution on by one event: visits nodes until one waits or the execution ends.
 * Pure, and never throws for what a flow or a contact did: such a problem ends the execution as `failed` with a reason.
 * An event that cannot be consumed now (see `canConsume`) changes nothing. `newestEntry`: of the contact's mailbox, as it is
 * while this step is taken and stored.
 */
export function step(flow: CompiledFlow, state: ExecutionState, event: TakenEvent, newestEntry = 0): Step {
  if (!canConsume(state, event)) return { state, effects: [], visits: [] };
  return sharing(new Budget(STEP_WORK), () => visitAll(flow, state, event, newestEntry));
}

/** How a frame ends; `isFinal`: by a limit, and all those under it with it. */
interface End {
  end: FrameEnd;
  reason: Problem | null;
  isFinal?: boolean;
}

/**
 * Ends the frame that acts for what is no node's doing, such as that its flow's time is over. What lies under it goes on: a node that has
 * begun it leaves by the exit for that, what it had interrupted waits again. Where nothing does, the execution ends so.
 */
export function endFrame(own: CompiledFlow, state: ExecutionState, event: Event, end: Omit<End, "isFinal">, newestEntry = 0): Step {
  return sharing(new Budget(STEP_WORK), () => visitAll(own, state, event, newestEntry, end));
}

function visitAll(own: CompiledFlow, state: ExecutionState, event: TakenEvent, newestEntry: number, ends: End | null = null): Step {
  const effects: Effect[] = [];
  const visits: Visit[] = [];
  const isStart = event.type === "execution_started";
  const isEntry = isStart || event.type === "execution_retried";
  const isHeard = event.type === "message_received" || (isStart && event.message !== undefined);
  const heardAt = isHeard ? event.at : state.heardAt;
  const startsAnew = isHeard || event.type === "execution_retried";
  const quietVisits = startsAnew ? 0 : state.visitsSinceMessage;
  let quiet: Quiet = startsAnew ? {} : (state.quiet ?? {});
  let fellBack = startsAnew ? undefined : state.fellBack;
  let isTold = false;
  let left = state.left;

  let below: readonly Frame[] = state.below ?? [];
  let flow = flowOfFrame(own, state);
  let frame: Frame = { ...frameOf(state), ...(isStart && { nodeId: flow.start }) };
  if (waitsFor(state).includes("message") && state.nodeId !== null) frame.listenedAt = state.nodeId;
  if (event.type === "message_received") delete frame.askedAfter;

  const rest = (status: ExecutionStatus, waitingFor: WaitingFor | null, why: Problem | null): Step => {
    const under = isOpen(status) ? below : framesToRetry(below);
    return {
      state: {
        status,
        ...frame,
        waitingFor,
        ...(under.length > 0 && { below: [...under] }),
        ...(left !== undefined && { left }),
        visitCount: state.visitCount + visits.length,
        visitsSinceMessage: quietVisits + visits.length,
        ...(Object.keys(quiet).length > 0 && { quiet }),
        ...(heardAt !== undefined && { heardAt }),
        ...(fellBack && { fellBack }),
        ...(state.nonce !== undefined && { nonce: state.nonce }),
        ...(state.callbackKey !== undefined && { callbackKey: state.callbackKey }),
        ...(state.hops !== undefined && { hops: state.hops }),
        reason: why?.message ?? null,
        ...(why && { problem: why }),
      },
      effects,
      visits,
    };
  };

  const refuse = (decided: readonly Effect[]): Problem | null => {
    const counted = countQuiet(quiet, decided, event.at);
    if ("problem" in counted) return counted.problem;
    quiet = counted.quiet;
    return null;
  };

  const enter = (frameBegun: Frame) => {
    frame = frameBegun;
    flow = flowOfFrame(own, frame);
  };

  let arrival: Pick<VisitInput, "eventContext" | "resume"> = {
    eventContext: eventContext(event),
    resume: isEntry ? null : { event, data: state.waitingFor?.data ?? {} },
  };

  for (;;) {
    const seq = state.visitCount + visits.length + 1;
    let end: End;
    if (ends !== null) {
      end = ends;
      ends = null;
    } else if (frame.nodeId === null) end = { end: "failed", reason: problem("no_start") };
    else {
      const { nodeId } = frame;
      const token = visitToken(seq, state.nonce);
      const visited = visitNode(flow, nodeId, {
        ...{ at: event.at, heardAt, refuse, token, context: frame.context, framesBelow: below.length },
        ...arrival,
        callbacks: addressesOf(flow, state, frame),
        stopped: limitReached(visits.length, quietVisits),
      });
      const { then } = visited;
      const isFailure = "end" in then && then.end === "failed";
      const mayFallBack = isFailure && !then.isFinal && !fellBack && !isFailureDrawn(own, below);
      const mayTell: boolean = mayFallBack && !visited.told && !isTold;
      const said = mayTell ? flowWords(flow, flow.settings?.failure_message, visited.context, event.at) : [];
      const words: Effect[] = said.filter((effect) => refuse([effect]) === null);
      isTold ||= words.length > 0;
      const result = { ...visited, effects: [...visited.effects, ...words] };
      frame = { ...frame, context: visited.context };
      effects.push(...result.effects);
      visits.push(record(result, seq, frame, event));
      if (result.asked) frame.askedAfter = newestEntry;
      arrival = { eventContext: null, resume: null };

      if ("wait" in then) return rest(statusOf(then.wait), then.wait, null);
      if ("to" in then) {
        frame.nodeId = then.to;
        continue;
      }
      if ("begin" in then) {
        const { mode, flow: begun, context } = then.begin;
        const { askedAfter, ...caller } = frame;
        arrival = { eventContext: { ...sharedOf(frame.context), ...toContext(context) }, resume: null };
        if (mode === "return") below = [...below, { ...caller, waitingFor: { for: ["child"], kind: "child", token } }];
        else if (frame.flow === undefined) left = frame.context;
        enter({ ...newFrame({ ...begun, began: seq + 1 }, own), ...(askedAfter !== undefined && { askedAfter }) });
        continue;
      }
      if (mayFallBack && frame.listenedAt !== undefined) {
        // Once, until the contact has been heard: what fails again without a word from them ends.
        fellBack = true;
        frame.nodeId = frame.listenedAt;
        continue;
      }
      end = then;
    }

    const under = below.at(-1);
    if (under === undefined || end.isFinal === true) return rest(end.end, null, end.reason);
    const over = frame;
    below = below.slice(0, -1);
    enter(isCaller(under) ? { ...under, ...(over.askedAfter !== undefined && { askedAfter: over.askedAfter }) } : under);
    if (!isCaller(under)) {
      const back = comeBack(flow, frame, over, state.visitCount + visits.length + 1, event);
      visits.push(back.visit);
      frame = back.frame;
      return rest(under.waitingFor === null ? "running" : statusOf(under.waitingFor), under.waitingFor, null);
    }
    const ended = { type: "child_ended" as const, at: event.at, outcome: end.end, kept: keptOf(over.context), problem: end.reason };
    arrival = { eventContext: sharedOf(over.context), resume: { event: ended, data: under.waitingFor?.data ?? {} } };
  }
}

const statusOf = ({ kind }: WaitingFor): ExecutionStatus => STATUS_WHILE_WAITING[kind] ?? "running";

function addressesOf({ callbackBase }: CompiledFlow, { nonce, callbackKey }: ExecutionState, frame: Frame): CallbackAddresses | undefined {
  if (callbackBase === undefined || nonce === undefined || callbackKey === undefined) return undefined;
  return { base: callbackBase, execution: executionPart(nonce), key: callbackKey, ...versionOfAddress(frame) };
}

function limitReached(visitsInThisStep: number, quietVisits: number): Problem | null {
  if (visitsInThisStep >= MAX_VISITS_WITHOUT_WAITING) return problem("visits_without_waiting", { most: MAX_VISITS_WITHOUT_WAITING });
  if (quietVisits + visitsInThisStep < MAX_VISITS_SINCE_MESSAGE) return null;
  return problem("visits_since_message", { most: MAX_VISITS_SINCE_MESSAGE });
}

/** What an event brings into the context. */
function eventContext(event: TakenEvent): Context | null {
  const known = event.contact === undefined ? null : { contact: toContext(event.contact) };
  if (event.type !== "execution_started" && event.type !== "message_received") return known;
  const given = event.type === "execution_started" && event.context ? toContext(event.context) : {};
  if (!event.message) return { ...known, ...given };
  const { id, type, text, data } = event.message;
  return { ...known, ...given, last_message: text, message: toContext({ id, type, text, data: data ?? {} }) };
}

function record({ then, ...result }: VisitResult, seq: number, { flow, nodeId }: Frame, event: Event): Visit {
  return {
    seq,
    ...(flow && { flow }),
    nodeId: nodeId ?? "",
    nodeType: result.nodeType,
    event: event.type,
    at: event.at,
    exit: result.exit,
    transitionId: "to" in then ? then.transitionId : null,
    ...(result.conditions.length > 0 && { conditions: result.conditions }),
    outcome: outcomeOf(then),
    changes: result.changes,
    effects: result.effects,
    note: result.note,
  };
}

function outcomeOf(then: VisitResult["then"]): Visit["outcome"] {
  if ("to" in then) return "left";
  if ("wait" in then) return "waits";
  if ("begin" in then) return "began";
  return then.end === "failed" ? "failed" : "ended";
}
