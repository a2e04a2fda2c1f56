import type { FlowGraph } from "#lib/engine/types.ts";
import { type Edit, type Piece, type Point, type Selection, withNotes } from "../graph.ts";
import { withBlocks } from "./blocks.ts";
import type { NewId } from "../new-ids.ts";
import { freeName } from "./add-node.ts";

/** The selected nodes and notes with the transitions between them; with the top card of a block all of it. */
export function pieceOf(graph: FlowGraph, { nodeIds, noteIds }: Selection): Piece {
  const chosen = new Set(withBlocks(graph, nodeIds));
  const notes = new Set(noteIds);
  return {
    nodes: graph.nodes.filter(({ id }) => chosen.has(id)),
    transitions: graph.transitions.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    notes: (graph.notes ?? []).filter(({ id }) => notes.has(id)),
  };
}

/** Puts a copy of the piece into the graph: everything gets a fresh id and moves by `offset`. The rest stays as it is. */
export function paste(graph: FlowGraph, piece: Piece, offset: Point, newId: NewId): Edit {
  const ids = new Map(piece.nodes.map(({ id }) => [id, newId("node")]));
  const moved = ({ x, y }: Point) => ({ x: x + offset.x, y: y + offset.y });

  let named = graph;
  const nodes = piece.nodes.map((node) => {
    const { docked_to, ...alone } = structuredClone(node);
    const upper = docked_to === undefined ? undefined : ids.get(docked_to);
    const copy = {
      ...alone,
      ...(upper === undefined ? {} : { docked_to: upper }),
      id: ids.get(node.id) ?? node.id,
      name: freeName(named, node.name),
      position: moved(node.position),
    };
    named = { ...named, nodes: [...named.nodes, copy] };
    return copy;
  });
  const transitions = piece.transitions.flatMap((transition) => {
    const [from, to] = [ids.get(transition.from), ids.get(transition.to)];
    return from === undefined || to === undefined ? [] : [{ ...transition, id: newId("transition"), from, to }];
  });
  const notes = piece.notes.map((note) => ({ ...structuredClone(note), id: newId("note"), position: moved(note.position) }));

  const merged = {
    ...graph,
    nodes: [...graph.nodes, ...nodes],
    transitions: [...graph.transitions, ...transitions],
    start: graph.start ?? nodes[0]?.id ?? null,
  };
  return {
    graph: notes.length === 0 ? merged : withNotes(merged, [...(graph.notes ?? []), ...notes]),
    made: { nodeIds: nodes.map(({ id }) => id), transitionIds: [], noteIds: notes.map(({ id }) => id) },
  };
}

/** How far a piece has to move for its upper left corner to come to `place`. */
export function offsetTo(piece: Piece, place: Point): Point {
  const corners = [...piece.nodes, ...piece.notes].map(({ position }) => position);
  if (corners.length === 0) return { x: 0, y: 0 };
  return { x: place.x - Math.min(...corners.map(({ x }) => x)), y: place.y - Math.min(...corners.map(({ y }) => y)) };
}
