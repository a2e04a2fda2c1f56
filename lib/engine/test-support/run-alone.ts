import type { CompiledFlow } from "../compile.ts";
import { runMailbox } from "../run-mailbox.ts";
import { isRecord } from "../values/values.ts";
import type { Context, Effect, Event, ExecutionState, Visit } from "../types.ts";

export interface Ran {
  state: ExecutionState;
  effects: Effect[];
  visits: Visit[];
  /** Ids of the entries, in the order they were handled; the others stay in the mailbox. */
  consumed: number[];
}

export interface Entry {
  id: number;
  event: Event;
}

/** As they are stored: one after the other. */
export const stored = (events: readonly Event[]): Entry[] => events.map((event, id) => ({ id, event }));

/** Hands a mailbox to one execution, for a contact to whom nothing else can happen: no other execution begins. */
export function runAlone(flow: CompiledFlow, state: ExecutionState, entries: readonly Entry[], newestEntry = 0): Ran {
  const ID = 1;
  const { changes, processed } = runMailbox(
    { profile: contactIn(state, entries), open: { id: ID, flowId: 1, flowVersionId: 1, state, seq: 0 }, newestEntry, defaultVersion: null },
    entries.map(({ id, event }) => ({ id, executionId: event.type === "message_received" ? null : ID, event })),
    { flow: () => flow, nextExecutionId: () => NaN },
  );
  return {
    state: changes[0]?.execution.state ?? state,
    effects: changes[0]?.effects.map(({ effect }) => effect) ?? [],
    visits: changes[0]?.visits ?? [],
    consumed: processed
      .filter(({ id, executionId }) => executionId === ID || isNoAnswer(entries.find((entry) => entry.id === id)?.event))
      .map(({ id }) => id),
  };
}

const isNoAnswer = (event: Event | undefined) => event?.type === "message_received" && event.answers === false;

/** As the execution knows them, or as it is about to be told. */
function contactIn({ context }: ExecutionState, entries: readonly Entry[]): Context {
  const begun = entries.flatMap(({ event }) => (event.type === "execution_started" ? (event.context?.["contact"] ?? []) : []));
  const [contact = {}] = context["contact"] === undefined ? begun : [context["contact"]];
  return isRecord(contact) ? contact : {};
}
