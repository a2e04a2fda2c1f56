import { isOpen } from "./status.ts";
import type { Event, ExecutionState } from "./types.ts";

/** Whether an execution is over: it accepts nothing more. */
export function hasEnded(state: ExecutionState): boolean {
  return !isOpen(state.status);
}

/** The state of an execution that has not met its first event. */
export function initialState(): ExecutionState {
  return { status: "running", nodeId: null, context: {}, waitingFor: null, visitCount: 0, visitsSinceMessage: 0, reason: null };
}

/**
 * Whether `step` would consume the event now. An open execution that waits for nothing has not started yet. A node that waits for a message may also have set a timer by its token:
 * whichever comes first wakes it.
 */
export function canConsume(state: ExecutionState, event: Event): boolean {
  if (event.type === "execution_retried") return state.status === "failed" && state.nodeId !== null;
  if (hasEnded(state) || state.status === "handoff") return false;
  const waiting = state.waitingFor;
  switch (event.type) {
    case "execution_started":
      return waiting === null;
    case "message_received":
      return waiting?.kind === "message";
    case "timer_fired":
      return waiting !== null && waiting.kind !== "ai" && waiting.token === event.token;
    case "ai_completed":
      return waiting?.kind === "ai" && waiting.token === event.token;
  }
}

/** Whether the event can never have an effect: the answer to a visit that is over. It is consumed and forgotten. A handoff keeps it. */
export function isStale(state: ExecutionState, event: Event): boolean {
  const isAnswer = event.type === "timer_fired" || event.type === "ai_completed" || event.type === "execution_retried";
  return isAnswer && state.status !== "handoff" && !canConsume(state, event);
}
