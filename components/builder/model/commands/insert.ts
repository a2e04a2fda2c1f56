import type { NodeTypes } from "#lib/engine/define-node.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { changeTransition, findNode, findTransition, leaving } from "../graph.ts";
import { exitsOf } from "../exits.ts";

/**
 * Puts a node that nothing leads to or from into the middle of a transition: what led on now leads to the node, and its first exit
 * leads on. The same graph when the node is connected already or is one of the transition's ends.
 */
export function insertOnTransition(graph: FlowGraph, nodeTypes: NodeTypes, nodeId: string, transitionId: string, newId: string): FlowGraph {
  const node = findNode(graph, nodeId);
  const transition = findTransition(graph, transitionId);
  if (!node || !transition || !canInsert(graph, nodeId, transitionId)) return graph;
  const through = changeTransition(graph, transitionId, (way) => ({ ...way, to: nodeId }));
  const exit = exitsOf(node, nodeTypes)[0];
  if (exit === undefined) return through;
  return { ...through, transitions: [...through.transitions, { id: newId, from: nodeId, to: transition.to, exit, condition: null }] };
}

export function canInsert(graph: FlowGraph, nodeId: string, transitionId: string): boolean {
  const transition = findTransition(graph, transitionId);
  if (!transition || transition.from === nodeId || transition.to === nodeId) return false;
  return leaving(graph, nodeId).length === 0 && !graph.transitions.some(({ to }) => to === nodeId);
}
