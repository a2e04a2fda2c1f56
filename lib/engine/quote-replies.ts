import type { CompiledFlow } from "./compile.ts";
import type { Effect, ExecutionState } from "./types.ts";
import { isRecord } from "./values/values.ts";

interface Quoting<Decided> {
  state: ExecutionState;
  effects: Decided[];
}

/** The effects of one step, in which the first message after one of the contact's quotes it, where the flow's settings say so. */
export function quoteReply<Decided extends { effect: Effect }>(
  { settings }: CompiledFlow,
  { quoted }: ExecutionState,
  state: ExecutionState,
  effects: Decided[],
): Quoting<Decided> {
  if (settings?.quote !== true) return { state, effects };
  const { message } = state.context;
  const id = isRecord(message) ? message["id"] : undefined;
  const kept = quoted === undefined ? state : { ...state, quoted };
  const first = effects.find(({ effect }) => "message" in effect);
  if (typeof id !== "string" || id === "" || id === quoted || first === undefined) return { state: kept, effects };
  const quoting = effects.map((each) =>
    each === first && "message" in each.effect ? { ...each, effect: { ...each.effect, quotes: id } } : each,
  );
  return { state: { ...state, quoted: id }, effects: quoting };
}
