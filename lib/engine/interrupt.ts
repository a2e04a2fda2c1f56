import { hasEnded } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { isEarlier } from "./earlier.ts";
import { frameOf, isCaller, MAX_FRAMES_BELOW, newFrame, sharedOf } from "./frames.ts";
import { problem } from "./problem/problem.ts";
import { isShownChoice } from "./shown-choices.ts";
import { step } from "./step.ts";
import { interrupting, type TriggerMatch } from "./triggers/match.ts";
import type { StartedBy, TriggerType } from "./trigger-types.ts";
import type { Event, ExecutionState, FlowReference, IncomingMessage, Step } from "./types.ts";

/** Why another flow is begun on top of an execution, and with what. */
export type Interruption = Extract<Event, { type: "execution_started" }>;

/**
 * Whether another flow may be begun on top of what the execution waits for: it waits for something, nobody else has the floor, and its
 * frames are not as many as may be. A flow that has interrupted already may always be begun once more, in its own place.
 */
export function canInterrupt(state: ExecutionState, by: FlowReference): boolean {
  if (hasEnded(state) || state.status === "handoff" || state.waitingFor === null) return false;
  return isInterrupting(state, by) || (state.below ?? []).length < MAX_FRAMES_BELOW;
}

/**
 * Begins another flow on top of what the execution waits for. When it is over, by whatever end, the execution waits on as it did: its
 * question is still open, and what fired or was answered meanwhile (timers, calls) is taken then. Whoever says *menu* in the menu gets a
 * new one in place of the one they are in.
 * `own`: the execution's flow, of which `flows.version` has the version that is begun. `callbackKey`: for an execution without one.
 * `startedBy`: why, kept with the first visit.
 * The state stays as it is where `canInterrupt` says no.
 */
export function interrupt(
  own: CompiledFlow,
  state: ExecutionState,
  by: FlowReference,
  event: Interruption,
  { newestEntry = 0, callbackKey, startedBy }: { newestEntry?: number; callbackKey?: string | undefined; startedBy?: StartedBy } = {},
): Step {
  if (!canInterrupt(state, by)) return { state, effects: [], visits: [] };
  const before = state.below ?? [];
  const key = state.callbackKey ?? callbackKey;
  const { nodeId: _, ...frame } = newFrame({ ...by, began: state.visitCount + 1 }, own);
  const { askedAfter, listenedAt, ...kept } = state;
  const begun: ExecutionState = {
    ...kept,
    ...frame,
    nodeId: null,
    status: "running",
    below: isInterrupting(state, by) ? before : [...before, frameOf(state)],
    ...(key !== undefined && { callbackKey: key }),
  };
  const taken = step(own, begun, { ...event, context: { ...sharedOf(state.context), ...event.context } }, newestEntry);
  const [first, ...others] = taken.visits;
  return first === undefined || startedBy === undefined ? taken : { ...taken, visits: [{ ...first, startedBy }, ...others] };
}

/**
 * The first trigger that may take a message from what is open: not one that can not come on top of it, and none by what is written, where
 * that is a choice shown right now, as a tap on it is none's; unless it was written before the question, and is no answer to it.
 * `id`: of the entry in the mailbox.
 */
export function interruptingTrigger(
  own: CompiledFlow,
  state: ExecutionState,
  { id, message }: { id: number; message: IncomingMessage },
  triggers: readonly TriggerMatch[],
): TriggerMatch | undefined {
  const mayComeOnTop = (match: TriggerMatch) => match.trigger.on_open !== "suspend" || canInterrupt(state, match);
  const first = interrupting(triggers, message, mayComeOnTop);
  if (first === undefined || isEarlier(own, state, id) || message.type !== "text" || !isShownChoice(own, state, message.text)) return first;
  return interrupting(triggers, message, (match) => !BY_WRITING.has(match.trigger.type) && mayComeOnTop(match));
}

const BY_WRITING: ReadonlySet<TriggerType> = new Set<TriggerType>(["words", "any_message"]);

/** Whether the frame on top is this flow's, begun by an interruption. */
function isInterrupting({ flow, below }: ExecutionState, by: FlowReference): boolean {
  const under = below?.at(-1);
  return under !== undefined && !isCaller(under) && flow?.flowId === by.flowId;
}

/** The execution, ended because another flow begins in its place. */
export function superseded(state: ExecutionState): ExecutionState {
  const why = problem("another_flow_started");
  return { ...state, status: "cancelled", waitingFor: null, reason: why.message, problem: why };
}
