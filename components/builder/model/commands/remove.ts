import { docksOf } from "#lib/engine/docks.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { leaving, type Selection, withNotes } from "../graph.ts";

interface RemoveOptions {
  /** Whether what led to a removed node shall lead on to where that node led. */
  reconnect: boolean;
}

/** Takes the selection away, and with each node the transitions that touch it. */
export function remove(graph: FlowGraph, selection: Selection, { reconnect }: RemoveOptions): FlowGraph {
  const goneNodes = new Set(selection.nodeIds);
  const goneTransitions = new Set(selection.transitionIds);
  const goneNotes = new Set(selection.noteIds);
  const heir = (id: string) => (reconnect ? successor(graph, id, goneNodes) : null);

  const transitions = graph.transitions.flatMap((transition) => {
    if (goneTransitions.has(transition.id) || goneNodes.has(transition.from)) return [];
    if (!goneNodes.has(transition.to)) return [transition];
    const to = heir(transition.to);
    return to === null ? [] : [{ ...transition, to }];
  });
  const start = graph.start !== null && goneNodes.has(graph.start) ? heir(graph.start) : graph.start;
  const kept = { ...graph, nodes: redocked(graph, goneNodes), transitions, start };
  return graph.notes === undefined
    ? kept
    : withNotes(
        kept,
        graph.notes.filter(({ id }) => !goneNotes.has(id)),
      );
}

/** What stays; a card whose upper one goes is docked to the one above that. A dock that does not hold then is let go by the editor. */
function redocked(graph: FlowGraph, gone: ReadonlySet<string>): FlowGraph["nodes"] {
  const { above } = docksOf(graph);
  return graph.nodes.flatMap((node) => {
    if (gone.has(node.id)) return [];
    if (node.docked_to === undefined || !gone.has(node.docked_to)) return [node];
    let upper: string | undefined = node.docked_to;
    while (upper !== undefined && gone.has(upper)) upper = above.get(upper);
    const { docked_to: _, ...alone } = node;
    return [upper === undefined ? alone : { ...alone, docked_to: upper }];
  });
}

/** Whether there is a way through the selection that could be mended after its removal. */
export function canReconnect(graph: FlowGraph, { nodeIds }: Selection): boolean {
  const gone = new Set(nodeIds);
  const entered = graph.transitions.filter(({ from, to }) => !gone.has(from) && gone.has(to)).map(({ to }) => to);
  if (graph.start !== null && gone.has(graph.start)) entered.push(graph.start);
  return entered.some((id) => successor(graph, id, gone) !== null);
}

/**
 * Where a conversation would come to after this node and all others that go: by the transition that is tried last, mostly the "otherwise".
 */
function successor(graph: FlowGraph, id: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  const search = (from: string): string | null => {
    if (!gone.has(from)) return from;
    if (seen.has(from)) return null;
    seen.add(from);
    const transitions = leaving(graph, from);
    const first = transitions[0]?.exit;
    const ordered = [...transitions.filter(({ exit }) => exit === first).reverse(), ...transitions.filter(({ exit }) => exit !== first)];
    for (const { to } of ordered) {
      const found = search(to);
      if (found !== null) return found;
    }
    return null;
  };
  return search(id);
}
