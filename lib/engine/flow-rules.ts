import { isIdleTimer } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { keepEarlier } from "./earlier.ts";
import { flowOfFrame } from "./frames.ts";
import { expire, watchIdle } from "./idle.ts";
import { leave } from "./leave-words.ts";
import { askedWith, ignoreTap, isIgnoredTap } from "./stale-taps.ts";
import type { Event, ExecutionState, Step } from "./types.ts";

/** How an execution takes an event: as what it waits for, as what was said before it asked, or as a word to leave. */
export type Taking = "open" | "earlier" | "leaving";

/**
 * What comes of an event for which a rule of the flow's settings, or of the mailbox, decides; null where it is `step`'s. The rules are
 * those of the flow whose frame is on top; `own`: the execution's.
 */
export function takeByRules(own: CompiledFlow, state: ExecutionState, event: Event, taking: Taking, newestEntry: number): Step | null {
  if (isIdleTimer(state, event)) return expire(own, state, event, newestEntry);
  if (event.type !== "message_received") return null;
  if (taking === "leaving") return leave(own, state, event);
  const flow = flowOfFrame(own, state);
  if (taking === "earlier") return keepEarlier(flow, state, event);
  return isIgnoredTap(flow, state, event) ? ignoreTap(flow, state, event) : null;
}

/** The state with what the rules keep in it, which `step` knows nothing of; their timer is the last visit's. */
export function withRules(own: CompiledFlow, before: ExecutionState, event: Event, { state, effects, visits }: Step): Step {
  const last = visits.at(-1);
  if (last === undefined) return { state, effects, visits };
  const { idle: _, idleLeft: __, asked: ___, ...rest } = state;
  const flow = flowOfFrame(own, state);
  const { idle, idleLeft, timer } = watchIdle(flow, before, state, event);
  const asked = askedWith(flow, before, state);
  const { rescues, rescued } = before;
  const watched = {
    ...rest,
    ...(idle && { idle }),
    ...(idleLeft !== undefined && { idleLeft }),
    ...(asked && { asked }),
    ...(rescues !== undefined && { rescues }),
    ...(rescued && { rescued }),
  };
  if (timer === undefined) return { state: watched, effects, visits };
  return { state: watched, effects: [...effects, timer], visits: [...visits.slice(0, -1), { ...last, effects: [...last.effects, timer] }] };
}
