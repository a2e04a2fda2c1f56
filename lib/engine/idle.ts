import { hasEnded, waitsFor } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { flowWords } from "./flow-words.ts";
import { flowOfFrame, isSameFrame } from "./frames.ts";
import { problem } from "./problem/problem.ts";
import { restingVisit } from "./resting-visit.ts";
import { endFrame } from "./step.ts";
import { visitToken } from "./token.ts";
import type { Effect, Event, ExecutionState, Step } from "./types.ts";
import { isWithinWindow } from "./validate/window.ts";

/** An execution that waits long for its contact, without anything from them, expires (`settings.idle_seconds`). */

const NOTE = "idle";

type Idle = NonNullable<ExecutionState["idle"]>;

/**
 * When it expires from now on, and the timer for that where it is a new one. It counts from the question, starts again with whatever comes
 * from the contact, and is the time for which the execution waits for them: a reminder does not lengthen it, and while something else is
 * waited for (a delay, a call) it stands still.
 */
export function watchIdle(
  { settings }: CompiledFlow,
  before: ExecutionState,
  after: ExecutionState,
  event: Event,
): { idle?: Idle; idleLeft?: number; timer?: Effect } {
  const seconds = settings?.idle_seconds;
  if (seconds === undefined || hasEnded(after)) return {};
  const goesOn = event.type !== "message_received" && isSameFrame(before, after);
  const left = goesOn ? leftOf(before, event.at) : undefined;
  if (!waitsFor(after).includes("message")) return left === undefined ? {} : { idleLeft: left };
  if (goesOn && before.idle !== undefined) return { idle: before.idle };
  const idle = { token: `${visitToken(after.visitCount, after.nonce)}.idle`, dueAt: event.at + (left ?? seconds * 1_000) };
  return { idle, timer: { type: "schedule_timer", ...idle } };
}

const leftOf = ({ idle, idleLeft }: ExecutionState, at: number): number | undefined =>
  idle === undefined ? idleLeft : Math.max(0, idle.dueAt - at);

/**
 * Ends the frame on top, with its flow's goodbye while WhatsApp takes one: a node that began that flow leaves by `expired`, what it had
 * interrupted waits again, and where there is nothing under it, the execution ends.
 */
export function expire(own: CompiledFlow, state: ExecutionState, event: Event, newestEntry = 0): Step {
  const flow = flowOfFrame(own, state);
  const { settings } = flow;
  const isOpen = state.heardAt === undefined || isWithinWindow((event.at - state.heardAt) / 1_000);
  const effects = isOpen ? flowWords(flow, settings?.idle_message, state.context, event.at) : [];
  const visit = restingVisit(flow, state, event, { note: NOTE, outcome: "ended", effects });
  const why = problem("idle", { minutes: Math.round((settings?.idle_seconds ?? 0) / 60) });
  if (state.below !== undefined) {
    const { idle: _, ...rest } = state;
    const taken = endFrame(own, { ...rest, visitCount: visit.seq }, event, { end: "expired", reason: why }, newestEntry);
    return { ...taken, effects: [...effects, ...taken.effects], visits: [visit, ...taken.visits] };
  }
  const ended = { ...state, status: "expired" as const, waitingFor: null, visitCount: visit.seq, reason: why.message, problem: why };
  return { state: ended, effects, visits: [visit] };
}
