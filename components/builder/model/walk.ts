import type { FlowGraph } from "#lib/engine/types.ts";
import { findNode, leaving } from "./graph.ts";

export type Direction = "left" | "right" | "up" | "down";

/**
 * The node that an arrow leads to from this one: right along the first transition, left back along it, up and down to what the same node
 * leads to; else the nearest one that stands there. Null where there is none.
 */
export function neighbour(graph: FlowGraph, id: string, direction: Direction): string | null {
  const onward = direction === "right" || direction === "down";
  if (direction === "right" || direction === "left") {
    const linked = direction === "right" ? leaving(graph, id)[0]?.to : graph.transitions.find(({ to }) => to === id)?.from;
    if (linked !== undefined && linked !== id) return linked;
  } else {
    const source = graph.transitions.find(({ to }) => to === id)?.from;
    const siblings = source === undefined ? [] : [...new Set(leaving(graph, source).map(({ to }) => to))];
    const sibling = siblings[siblings.indexOf(id) + (onward ? 1 : -1)];
    if (siblings.includes(id) && sibling !== undefined) return sibling;
  }
  return nearest(graph, id, direction === "left" || direction === "right" ? "x" : "y", onward ? 1 : -1);
}

/** The nearest node that lies more this way than to either side. */
function nearest(graph: FlowGraph, id: string, axis: "x" | "y", sign: 1 | -1): string | null {
  const from = findNode(graph, id)?.position;
  if (from === undefined) return null;
  const found = graph.nodes
    .map(({ id: other, position }) => {
      const along = (position[axis] - from[axis]) * sign;
      const aside = axis === "x" ? Math.abs(position.y - from.y) : Math.abs(position.x - from.x);
      return { other, along, aside };
    })
    .filter(({ other, along, aside }) => other !== id && along > 0 && along >= aside)
    .toSorted((a, b) => a.along + a.aside - (b.along + b.aside));
  return found[0]?.other ?? null;
}
