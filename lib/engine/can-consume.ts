import { isCallEvent, waitFor } from "./calls.ts";
import { isOpen } from "./status.ts";
import type { Event, ExecutionState, WaitName } from "./types.ts";

/** Whether an execution is over: it accepts nothing more. */
export function hasEnded(state: ExecutionState): boolean {
  return !isOpen(state.status);
}

/** The state of an execution that has not met its first event. `nonce`: see `ExecutionState`. */
export function initialState(nonce?: string): ExecutionState {
  const state = { nodeId: null, context: {}, waitingFor: null, visitCount: 0, visitsSinceMessage: 0, reason: null };
  return { status: "running", ...state, ...(nonce !== undefined && { nonce }) };
}

/** What may wake the execution; empty when it waits for nothing. */
export function waitsFor({ waitingFor }: ExecutionState): readonly WaitName[] {
  if (waitingFor === null) return [];
  return waitingFor.for ?? [waitingFor.kind];
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
      return waits.includes("timer") && state.waitingFor?.token === event.token;
    default:
      return waits.includes(waitFor(event.type)) && state.waitingFor?.token === event.token;
  }
}

/** Whether the event can never have an effect: the result for a visit that is over. It is consumed and forgotten. A handoff keeps it. */
export function isStale(state: ExecutionState, event: Event): boolean {
  const isResult = event.type === "timer_fired" || event.type === "execution_retried" || isCallEvent(event);
  return isResult && state.status !== "handoff" && !canConsume(state, event);
}
