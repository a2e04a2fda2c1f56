import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";

const MOST = 3;

/**
 * Where an exit most likely leads: to what the same exit of other nodes leads to (`timeout` and `no_match` seldom differ), the most
 * frequent first, then to what the node's other exits lead to. Not for `next`, behind which something new is wanted.
 */
export function usualTargets({ nodes, transitions }: FlowGraph, from: string, exit: string): FlowNode[] {
  if (exit === "next") return [];
  const counts = new Map<string, number>();
  for (const { to, from: other, exit: theirs } of transitions)
    if (other !== from && theirs === exit) counts.set(to, (counts.get(to) ?? 0) + 1);
  const alike = [...counts].toSorted(([, a], [, b]) => b - a).map(([to]) => to);
  const beside = transitions.filter((each) => each.from === from && each.exit !== exit).map(({ to }) => to);
  const there = new Set(transitions.filter((each) => each.from === from && each.exit === exit).map(({ to }) => to));
  return [...new Set([...alike, ...beside.toReversed()])]
    .filter((id) => id !== from && !there.has(id))
    .flatMap((id) => nodes.find((node) => node.id === id) ?? [])
    .slice(0, MOST);
}
