import type { FlowGraph } from "#lib/engine/types.ts";
import type { Origin } from "../graph.ts";
import { connect, connectBeforeFallback, reconnect } from "./connect.ts";

/** Leads a place on a card to a node: an existing transition is bent, a free exit or a new condition begins one. */
export function attachTransition(graph: FlowGraph, from: string, origin: Origin, to: string, newId: string): FlowGraph {
  if (origin.kind === "transition") return reconnect(graph, origin.transitionId, { to });
  const made = { id: newId, from, exit: origin.exit, to };
  return origin.kind === "new" ? connectBeforeFallback(graph, made) : connect(graph, made);
}
