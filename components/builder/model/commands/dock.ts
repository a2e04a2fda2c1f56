import type { NodeTypes } from "#lib/engine/define-node.ts";
import { docksOf } from "#lib/engine/docks.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { onlyWay, setDocks, stackFrom } from "./blocks.ts";
import { exitsOf } from "../exits.ts";
import { type Box, findNode, leaving } from "../graph.ts";
import { connect } from "./connect.ts";
import { insertOnTransition, isConnected } from "./insert.ts";

/** The exit of nodes that have no answers to choose from. */
const FIRST_EXIT = "next";

/**
 * Docks a card under another: one to which the upper one already leads, and nothing else; one that nothing leads to, which it leads to
 * from now on; or one that is connected to nothing, which comes in between. The same graph where the chain would have a branch.
 */
export function dock(graph: FlowGraph, nodeTypes: NodeTypes, lower: string, upper: string, newId: string): FlowGraph {
  if (stackFrom(graph, lower).includes(upper)) return graph;
  const chained = chain(graph, nodeTypes, lower, upper, newId);
  if (chained === null) return graph;
  const { below } = docksOf(graph);
  const follower = below.get(upper);
  const docked = setDocks(chained, new Map([[lower, upper]]));
  return follower === undefined || follower === lower ? docked : setDocks(docked, new Map([[follower, lower]]));
}

export const canDock = (graph: FlowGraph, nodeTypes: NodeTypes, lower: string, upper: string): boolean =>
  dock(graph, nodeTypes, lower, upper, "new") !== graph;

/** Whether a new card could be docked under this one: it leads nowhere yet, or on to one other without a branch. */
export function takesDocks(graph: FlowGraph, nodeTypes: NodeTypes, upper: string): boolean {
  const node = findNode(graph, upper);
  if (node === undefined || nodeTypes.get(node.node_type)?.family === "decide") return false;
  return leaving(graph, upper).length === 0 ? exitsOf(node, nodeTypes)[0] === FIRST_EXIT : onlyWay(graph, upper) !== null;
}

function chain(graph: FlowGraph, nodeTypes: NodeTypes, lower: string, upper: string, newId: string): FlowGraph | null {
  if (findNode(graph, lower) === undefined || !takesDocks(graph, nodeTypes, upper)) return null;
  const entering = graph.transitions.filter(({ to }) => to === lower);
  const only = onlyWay(graph, upper);
  if (only === null) {
    const isFree = entering.length === 0 && graph.start !== lower;
    return isFree ? connect(graph, { id: newId, from: upper, to: lower, exit: FIRST_EXIT }) : null;
  }
  if (only.to === lower) return entering.length === 1 ? graph : null;
  if (isConnected(graph, lower)) return null;
  const inserted = insertOnTransition(graph, nodeTypes, lower, only.id, newId);
  return inserted === graph ? null : inserted;
}

/** How near to another's lower edge a card's upper edge is meant for it (px of the canvas). */
const REACH = 28;

/** The card under which a card held here would be docked: the one whose lower edge is nearest to its upper edge. */
export function cardToDockTo(held: Box, cards: ReadonlyMap<string, Box>): string | null {
  let best: { id: string; away: number } | null = null;
  for (const [id, card] of cards) {
    const away = Math.abs(card.y + card.height - held.y);
    const beside = Math.abs(card.x - held.x);
    if (away > REACH || beside > card.width / 3) continue;
    if (best === null || away + beside < best.away) best = { id, away: away + beside };
  }
  return best?.id ?? null;
}
