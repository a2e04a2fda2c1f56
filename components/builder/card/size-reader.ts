import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import type { Size, SizeOf } from "../model/graph.ts";
import { CARD_SIZE } from "../model/place.ts";
import { transitionsFrom } from "../model/transitions.ts";
import { type CardLevel, cardSize } from "./card-size.ts";

const byId = new WeakMap<readonly FlowNode[], ReadonlyMap<string, FlowNode>>();

interface Drawn {
  graph: FlowGraph;
  /** As drawn at this level, by id. */
  sizes: ReadonlyMap<string, Size>;
  cardLevel: CardLevel;
}

/** Sizes as drawn, and of what has not been drawn at this level yet how large it will be. */
export function sizeReader({ sizes, graph, cardLevel }: Drawn): SizeOf {
  return (id) => {
    const drawn = sizes.get(id);
    if (drawn) return drawn;
    const node = nodesById(graph).get(id);
    return node ? cardSize(node, transitionsFrom(graph, id), cardLevel) : CARD_SIZE;
  };
}

/** Looked up once for each graph: whoever arranges a flow asks for all of its cards. */
function nodesById({ nodes }: FlowGraph): ReadonlyMap<string, FlowNode> {
  let found = byId.get(nodes);
  if (found === undefined) {
    found = new Map(nodes.map((node) => [node.id, node]));
    byId.set(nodes, found);
  }
  return found;
}
