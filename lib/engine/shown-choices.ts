import type { CompiledFlow } from "./compile.ts";
import { flowOfFrame } from "./frames.ts";
import type { ExecutionState } from "./types.ts";

/**
 * Whether a text is a choice that the waiting node shows right now (also one from data): its title, id, number or one of its words. Then it
 * is the answer to that question, and neither a word to leave, nor one of consent, nor a trigger's.
 */
export function isShownChoice(own: CompiledFlow, state: ExecutionState, text: string): boolean {
  const code = flowOfFrame(own, state).nodes.get(state.nodeId ?? "")?.code;
  const { data } = state.waitingFor ?? {};
  if (code === undefined || !("type" in code) || data === undefined) return false;
  return code.type.isOffered?.(code.config, data, text) ?? false;
}
