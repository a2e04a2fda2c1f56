import type { CompiledFlow } from "./compile.ts";
import { flowOfFrame } from "./frames.ts";
import type { ExecutionState } from "./types.ts";

/** The titles of what the waiting node has shown to choose from, also of choices from data; a word that is one of them is an answer. */
export function shownChoices(own: CompiledFlow, state: ExecutionState): readonly string[] {
  const code = flowOfFrame(own, state).nodes.get(state.nodeId ?? "")?.code;
  const { data } = state.waitingFor ?? {};
  if (code === undefined || !("type" in code) || data === undefined) return [];
  return code.type.shows?.(data) ?? [];
}
