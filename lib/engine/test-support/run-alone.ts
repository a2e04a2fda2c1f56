import type { CompiledFlow } from "../compile.ts";
import { runMailbox } from "../run-mailbox.ts";
import type { Effect, Event, ExecutionState, Visit } from "../types.ts";

export interface Ran {
  state: ExecutionState;
  effects: Effect[];
  visits: Visit[];
  /** Indexes in the events, in the order they were handled; the others stay in the mailbox. */
  consumed: number[];
}

/** Hands a mailbox to one execution, for a contact to whom nothing else can happen: no other execution begins. */
export function runAlone(flow: CompiledFlow, state: ExecutionState, events: readonly Event[]): Ran {
  const ID = 1;
  const { changes, processed } = runMailbox(
    { profile: {}, open: { id: ID, flowId: 1, flowVersionId: 1, state, seq: 0 }, defaultVersion: null },
    events.map((event, id) => ({ id, executionId: event.type === "message_received" ? null : ID, event })),
    { flow: () => flow, nextExecutionId: () => NaN },
  );
  return {
    state: changes[0]?.execution.state ?? state,
    effects: changes[0]?.effects.map(({ effect }) => effect) ?? [],
    visits: changes[0]?.visits ?? [],
    consumed: processed.filter(({ id, executionId }) => executionId === ID || isNoAnswer(events[id])).map(({ id }) => id),
  };
}

const isNoAnswer = (event: Event | undefined) => event?.type === "message_received" && event.answers === false;
