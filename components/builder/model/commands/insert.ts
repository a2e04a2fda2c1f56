import type { NodeTypes } from "#lib/engine/define-node.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { exitsOf } from "../exits.ts";
import { changeTransition, findNode, findTransition, type SizeOf } from "../graph.ts";
import { withRoom } from "./make-room.ts";
import { moveNodes } from "./change.ts";

const GAP = 64;

/**
 * Puts a node that nothing leads to or from into the middle of a transition: what led on now leads to the node, and its first exit
 * leads on. The same graph when the node is connected already or is one of the transition's ends.
 */
export function insertOnTransition(graph: FlowGraph, nodeTypes: NodeTypes, nodeId: string, transitionId: string, newId: string): FlowGraph {
  const node = findNode(graph, nodeId);
  const transition = findTransition(graph, transitionId);
  if (!node || !transition || !canInsert(graph, nodeId, transitionId)) return graph;
  const through = changeTransition(graph, transitionId, (cut) => ({ ...cut, to: nodeId }));
  const exit = exitsOf(node, nodeTypes)[0];
  if (exit === undefined) return through;
  return { ...through, transitions: [...through.transitions, { id: newId, from: nodeId, to: transition.to, exit, condition: null }] };
}

/**
 * The same for a new card, with room for it: it stands between the two ends, and what lies right of it gives way.
 * On a way back, where the target stands left of the source, only what it would cover gives way.
 */
export function insertWithRoom(
  graph: FlowGraph,
  nodeTypes: NodeTypes,
  nodeId: string,
  transitionId: string,
  newId: string,
  sizeOf: SizeOf,
): FlowGraph {
  const inserted = insertOnTransition(graph, nodeTypes, nodeId, transitionId, newId);
  const transition = findTransition(graph, transitionId);
  const [node, source, target] = [nodeId, transition?.from ?? "", transition?.to ?? ""].map((id) => findNode(graph, id));
  if (inserted === graph || !node || !source || !target || target.position.x <= source.position.x)
    return inserted === graph ? graph : withRoom(inserted, [nodeId], sizeOf);
  const x = Math.max(node.position.x, source.position.x + sizeOf(source.id).width + GAP);
  const shift = Math.max(0, x + sizeOf(nodeId).width + GAP - target.position.x);
  const giveWay = graph.nodes
    .filter(({ id, position }) => id !== nodeId && position.x >= target.position.x)
    .map(({ id, position }) => [id, { x: position.x + shift, y: position.y }] as const);
  const spread = moveNodes(inserted, new Map([[nodeId, { x, y: node.position.y }], ...(shift > 0 ? giveWay : [])]));
  return withRoom(spread, [nodeId], sizeOf);
}

export function canInsert(graph: FlowGraph, nodeId: string, transitionId: string): boolean {
  const transition = findTransition(graph, transitionId);
  if (!transition || transition.from === nodeId || transition.to === nodeId) return false;
  return !isConnected(graph, nodeId);
}

export function isConnected({ transitions }: FlowGraph, nodeId: string): boolean {
  return transitions.some(({ from, to }) => from === nodeId || to === nodeId);
}
