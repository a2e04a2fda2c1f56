import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";
import { type Blank, blankOf } from "./exits.ts";

/** One line of the flow as a list. */
export interface OutlineItem {
  node: FlowNode;
  /** How deep in branches; a straight run of nodes stays at one depth. */
  depth: number;
  /** The transition that led here; null for the start and for what nothing leads to. */
  via: Transition | null;
  /** The node that it leaves. */
  viaNode: FlowNode | undefined;
  /** What it is where it has no condition. */
  blank: Blank | null;
  /** The node has its line further up: here the conversation goes back there. */
  again: boolean;
}

interface Outline {
  items: OutlineItem[];
  /** Nodes that no way leads to from the start. */
  loose: OutlineItem[];
}

/** The flow as a list, read from the start as a conversation runs. */
export function outlineOf(graph: FlowGraph): Outline {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const transitions = Map.groupBy(graph.transitions, ({ from }) => from);
  const seen = new Set<string>();

  const walk = (start: FlowNode): OutlineItem[] => {
    const items: OutlineItem[] = [];
    const pending: OutlineItem[] = [{ node: start, depth: 0, via: null, viaNode: undefined, blank: null, again: false }];
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      const { node, depth } = item;
      const again = seen.has(node.id);
      items.push({ ...item, again });
      if (again) continue;
      seen.add(node.id);
      const leading = transitions.get(node.id) ?? [];
      const below = leading.length > 1 ? depth + 1 : depth;
      for (const via of leading.toReversed()) {
        const next = nodes.get(via.to);
        const peers = leading.filter(({ exit }) => exit === via.exit);
        if (next)
          pending.push({
            node: next,
            depth: below,
            via,
            viaNode: node,
            blank: blankOf(via, peers.indexOf(via) + 1, peers.length),
            again: false,
          });
      }
    }
    return items;
  };

  const first = graph.start === null ? undefined : nodes.get(graph.start);
  const items = first ? walk(first) : [];
  const entered = new Set(graph.transitions.filter(({ from, to }) => from !== to).map(({ to }) => to));
  const heads = [...graph.nodes.filter(({ id }) => !entered.has(id)), ...graph.nodes];
  const loose = heads.flatMap((node) => (seen.has(node.id) ? [] : walk(node)));
  return { items, loose };
}
