import type { CompiledFlow } from "./compile.ts";
import type { Context, Effect, Event, ExecutionState, Visit } from "./types.ts";

interface Told {
  note: string;
  outcome?: Visit["outcome"];
  changes?: Context;
  effects?: Effect[];
}

/** An event that the execution takes without waking the node where it rests, as the log records it. */
export function restingVisit(
  flow: CompiledFlow,
  state: Pick<ExecutionState, "flow" | "nodeId" | "visitCount">,
  { type, at }: Event,
  { note, outcome = "waits", changes = {}, effects = [] }: Told,
): Visit {
  const { nodeId, visitCount } = state;
  const nodeType = flow.nodes.get(nodeId ?? "")?.typeName ?? "";
  const which = { seq: visitCount + 1, ...(state.flow && { flow: state.flow }), nodeId: nodeId ?? "", nodeType, event: type, at };
  return { ...which, exit: null, transitionId: null, outcome, changes, effects, note };
}
