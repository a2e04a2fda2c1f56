import { isCallEvent, waitFor } from "./calls.ts";
import { addressOfFrame } from "./callbacks.ts";
import { tokensBelow } from "./frames.ts";
import { isOpen } from "./status.ts";
import type { Event, ExecutionState, WaitName } from "./types.ts";

/** Whether an execution is over: it accepts nothing more. */
export function hasEnded(state: ExecutionState): boolean {
  return !isOpen(state.status);
}

/** The state of an execution that has not met its first event. `nonce`: see `ExecutionState`. */
export function initialState(nonce?: string, callbackKey?: string): ExecutionState {
  const state = { nodeId: null, context: {}, waitingFor: null, visitCount: 0, visitsSinceMessage: 0, reason: null };
  return { status: "running", ...state, ...(nonce !== undefined && { nonce }), ...(callbackKey !== undefined && { callbackKey }) };
}

/** What may wake the execution; empty when it waits for nothing. */
export function waitsFor({ waitingFor }: Pick<ExecutionState, "waitingFor">): readonly WaitName[] {
  if (waitingFor === null) return [];
  return waitingFor.for ?? [waitingFor.kind];
}

/** Whether this is the timer by which an execution that hears nothing expires. */
export function isIdleTimer({ idle }: ExecutionState, event: Event): boolean {
  return event.type === "timer_fired" && idle !== undefined && event.token === idle.token;
}

/**
 * Whether `step` would consume the event now. An open execution that waits for nothing has not started yet. Of all that a
 * node waits for, whichever comes first wakes it.
 */
export function canConsume(state: ExecutionState, event: Event): boolean {
  if (event.type === "execution_retried") return state.status === "failed" && state.nodeId !== null;
  if (hasEnded(state) || state.status === "handoff") return false;
  const waits: readonly (WaitName | undefined)[] = waitsFor(state);
  switch (event.type) {
    case "execution_started":
      return state.waitingFor === null;
    case "message_received":
      return waits.includes("message");
    case "timer_fired":
      return isIdleTimer(state, event) || (waits.includes("timer") && state.waitingFor?.token === event.token);
    case "message_settled":
      return waits.includes("send") && state.waitingFor?.token === event.token;
    case "callback_received":
      return waits.includes("callback") && addressOfFrame(state) === event.node_id;
    default:
      return waits.includes(waitFor(event.type)) && state.waitingFor?.token === event.token;
  }
}

const RESULTS: ReadonlySet<Event["type"]> = new Set(["timer_fired", "message_settled", "execution_retried"]);

/** Whether the event can never have an effect: the result for a visit that is over. It is consumed and forgotten. A handoff keeps it. */
export function isStale(state: ExecutionState, event: Event): boolean {
  const isResult = RESULTS.has(event.type) || isCallEvent(event);
  // A frame below goes on when those above it are over, and its results with it.
  if ("token" in event && tokensBelow(state).includes(event.token)) return false;
  return isResult && state.status !== "handoff" && !canConsume(state, event);
}
