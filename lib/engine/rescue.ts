import { hasEnded } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { flowOfFrame } from "./frames.ts";
import { type Problem, problem } from "./problem/problem.ts";
import { restingVisit } from "./resting-visit.ts";
import type { Context, Event, ExecutionState, Step, Visit } from "./types.ts";

/**
 * A channel's rescue flow: it begins, once for an execution, where that fails or a message of its could not be made to leave and nobody has
 * drawn a way for that. Never for one that is a rescue itself, so that there is no circle.
 */

/** The token of a message that no visit waits for, on a channel with a rescue flow: only its failure becomes an event. No visit has it. */
export const RESCUE_TOKEN = "rescue";

export type MessageSettled = Extract<Event, { type: "message_settled" }>;

/** What is known of the execution for which another one begins. */
export interface Rescued {
  id: number;
  flowId: number;
  /** Null where only its end is known. */
  state: ExecutionState | null;
  why: Problem;
}

/** Whether the message of no visit has failed. */
export const isRescueCall = (event: { type: string; token?: unknown }): boolean =>
  event.type === "message_settled" && event.token === RESCUE_TOKEN;

export const mayBeRescued = ({ rescues, rescued }: ExecutionState): boolean => rescues === undefined && rescued !== true;

/** Why a message could not be made to leave; null where it left, or may have. */
export function whyUnsent({ outcome }: MessageSettled): Problem | null {
  if (outcome === "refused") return problem("message_refused");
  return outcome === "window_closed" ? problem("window_closed") : null;
}

/** The same of one that a visit waited for, where that visit has no way for it and went on as if it had left. */
export function whyUnmet(event: Event, state: ExecutionState, { exit }: Pick<Visit, "exit"> = { exit: null }): Problem | null {
  if (event.type !== "message_settled" || hasEnded(state) || exit === "failed" || exit === "window_closed") return null;
  return whyUnsent(event);
}

/** It ends, as one whose message could not leave; null where nobody is to begin another for it, or a person has the conversation. */
export function failUnsent(own: CompiledFlow, state: ExecutionState, event: MessageSettled, why: Problem): Step | null {
  if (hasEnded(state) || state.status === "handoff" || !mayBeRescued(state)) return null;
  const visit = restingVisit(flowOfFrame(own, state), state, event, { note: why.message, outcome: "failed" });
  const { idle: _, idleLeft: __, asked: ___, ...rest } = state;
  const failed = { ...rest, status: "failed" as const, waitingFor: null, visitCount: visit.seq, reason: why.message, problem: why };
  return { state: failed, effects: [], visits: [visit] };
}

/** What a rescue flow reads as `rescue`. */
export function rescueContext(own: CompiledFlow | null, { id, flowId, state, why }: Rescued): Context {
  const nodeId = state?.nodeId ?? null;
  const flow = own === null || state === null ? null : flowOfFrame(own, state);
  return {
    reason: why.message,
    code: innermost(why).code,
    node: flow?.nodes.get(nodeId ?? "")?.name ?? null,
    node_id: nodeId,
    flow_id: flowId,
    execution_id: id,
    last_message: state?.context["last_message"] ?? null,
  };
}

/** What it was, of "in node x: ...". */
function innermost(why: Problem): Problem {
  const { problem: within } = why.params;
  return typeof within === "object" ? innermost(within) : why;
}
