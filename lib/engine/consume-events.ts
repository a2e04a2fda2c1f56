import { canConsume, isStale } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { step } from "./step.ts";
import type { Effect, Event, ExecutionState, Visit } from "./types.ts";

export interface Consumed {
  state: ExecutionState;
  effects: Effect[];
  visits: Visit[];
  /** Indexes in the events, in the order they were handled; the others stay in the mailbox. */
  consumed: number[];
}

/**
 * Hands a mailbox, oldest first, to an execution. What can not be consumed now (a message while a timer runs) stays and is
 * looked at again after each step; answers to visits that are over are consumed without effect.
 * What had to stay is handled at the time of the event that let it in, so that delays count from when the flow acts.
 */
export function consumeEvents(flow: CompiledFlow, initial: ExecutionState, events: readonly Event[]): Consumed {
  const drained: Consumed = { state: initial, effects: [], visits: [], consumed: [] };
  const waiting = events.map((event, index) => ({ event, index }));
  let now = Number.NEGATIVE_INFINITY;

  for (;;) {
    const next = waiting.findIndex(({ event }) => canConsume(drained.state, event) || isStale(drained.state, event));
    const [taken] = next < 0 ? [] : waiting.splice(next, 1);
    if (!taken) return drained;

    drained.consumed.push(taken.index);
    if (!canConsume(drained.state, taken.event)) continue;
    now = Math.max(now, taken.event.at);
    const { state, effects, visits } = step(flow, drained.state, { ...taken.event, at: now });
    drained.state = state;
    drained.effects.push(...effects);
    drained.visits.push(...visits);
  }
}
