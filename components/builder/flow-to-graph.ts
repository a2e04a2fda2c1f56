import type { Connection, Edge, Node, NodeChange, OnConnectEnd } from "reactflow";
import type { FlowGraph, FlowNode, FlowNote, Transition } from "#lib/engine/types.ts";
import { estimateCard } from "./card-estimate.ts";
import { NOTHING, type Origin, type Point, type Selection, type Size, withNotes } from "./model/graph.ts";
import { transitionsFrom } from "./model/transitions.ts";

/**
 * The one place that knows React Flow's shape. Its nodes and edges are derived from the flow and never the other way round:
 * the flow is what is edited, undone and saved. `toReactFlow` keeps the objects of what did not change, so that a
 * keystroke in one node draws one card.
 */

export type CardNode = Node<{ node: FlowNode }, "card">;
export type NoteNode = Node<{ note: FlowNote }, "note">;
export type CanvasNode = CardNode | NoteNode;
export type TransitionEdge = Edge<{ transition: Transition }, "transition">;

/** What the canvas adds to the flow and the flow does not hold. */
interface View {
  selection: Selection;
  /** Places of what is being dragged. */
  dragged: ReadonlyMap<string, Point>;
  /** As drawn, by id. */
  sizes: ReadonlyMap<string, Size>;
}

export const EMPTY_VIEW: View = { selection: NOTHING, dragged: new Map(), sizes: new Map() };

export interface ReactFlowGraph {
  nodes: CanvasNode[];
  edges: TransitionEdge[];
}

export const TARGET_HANDLE = "in";

/** React Flow calls them "node" and "edge" in every language; without that, screen readers say what they are in their own. */
const NO_ENGLISH = { "aria-roledescription": undefined };

export function handleId(origin: Origin): string {
  return origin.kind === "transition" ? `transition:${origin.transitionId}` : `${origin.kind}:${origin.exit}`;
}

export function originOf(handle: string | null | undefined): Origin | null {
  const [, kind, rest = ""] = /^(transition|exit|new):(.*)$/s.exec(handle ?? "") ?? [];
  if (kind === undefined) return null;
  return kind === "transition" ? { kind, transitionId: rest } : { kind: kind === "new" ? "new" : "exit", exit: rest };
}

/** What `card-estimate.ts` calls the handles that transitions use. */
export const HANDLES = { target: TARGET_HANDLE, ofTransition: ({ id }: Transition) => handleId({ kind: "transition", transitionId: id }) };

export function toReactFlow(graph: FlowGraph, view: View = EMPTY_VIEW, previous?: ReactFlowGraph): ReactFlowGraph {
  const before = new Map(previous?.nodes.map((node) => [node.id, node]));
  const edgesBefore = new Map(previous?.edges.map((edge) => [edge.id, edge]));
  const selected = new Set([...view.selection.nodeIds, ...view.selection.noteIds]);
  const selectedEdges = new Set(view.selection.transitionIds);

  const nodes = [
    ...(graph.notes ?? []).map((note): CanvasNode => {
      const old = before.get(note.id);
      const place = placement(note, view, selected, old);
      if (old?.type === "note" && old.data.note === note && isPlaced(old, place)) return old;
      return {
        id: note.id,
        type: "note",
        ariaLabel: note.text.slice(0, 80),
        data: { note },
        zIndex: -1,
        domAttributes: NO_ENGLISH,
        ...place,
      };
    }),
    ...graph.nodes.map((node): CanvasNode => {
      const old = before.get(node.id);
      const place = placement(node, view, selected, old);
      const transitions = place.measured ? null : transitionsFrom(graph, node.id);
      const isSame = old?.type === "card" && old.data.node === node && isPlaced(old, place);
      if (isSame && (transitions === null || hasHandles(old, transitions))) return old;
      return {
        id: node.id,
        type: "card",
        ariaLabel: node.name,
        data: { node },
        domAttributes: NO_ENGLISH,
        ...(transitions && estimateCard(transitions, HANDLES)),
        ...place,
      };
    }),
  ];
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const edges = graph.transitions.map((transition): TransitionEdge => {
    const old = edgesBefore.get(transition.id);
    const isSelected = selectedEdges.has(transition.id);
    const ariaLabel = `${names.get(transition.from) ?? transition.from} → ${names.get(transition.to) ?? transition.to}`;
    if (old?.data?.transition === transition && old.selected === isSelected && old.ariaLabel === ariaLabel) return old;
    return {
      id: transition.id,
      type: "transition",
      ariaLabel,
      domAttributes: NO_ENGLISH,
      source: transition.from,
      sourceHandle: handleId({ kind: "transition", transitionId: transition.id }),
      target: transition.to,
      targetHandle: TARGET_HANDLE,
      selected: isSelected,
      data: { transition },
    };
  });
  return { nodes: kept(previous?.nodes, nodes), edges: kept(previous?.edges, edges) };
}

/**
 * The list that was there before while it holds the same: React Flow goes through all transitions for another one, at each step of a drag.
 */
function kept<Item>(before: Item[] | undefined, now: Item[]): Item[] {
  return before?.length === now.length && now.every((item, index) => item === before[index]) ? before : now;
}

/** The flow that is drawn: `toFlow(toReactFlow(graph), graph.start)` equals `graph`. */
export function toFlow({ nodes, edges }: ReactFlowGraph, start: string | null): FlowGraph {
  const placed = <T extends FlowNode | FlowNote>(item: T, position: Point): T =>
    item.position.x === position.x && item.position.y === position.y ? item : { ...item, position: { x: position.x, y: position.y } };
  const graph: FlowGraph = {
    nodes: nodes.flatMap((node) => (node.type === "card" ? [placed(node.data.node, node.position)] : [])),
    transitions: edges.flatMap(({ data }) => data?.transition ?? []),
    start,
  };
  const notes = nodes.flatMap((node) => (node.type === "note" ? [placed(node.data.note, node.position)] : []));
  return withNotes(graph, notes);
}

/** What React Flow's change events say, in our words. */
interface CanvasChanges {
  moved: Map<string, Point>;
  /** Whether the move goes on (a drag), so that it is not yet a step to undo. */
  dragging: boolean;
  sizes: Map<string, Size>;
  resized: Map<string, Size>;
  selected: Map<string, boolean>;
}

export function readChanges(changes: readonly NodeChange<CanvasNode>[]): CanvasChanges {
  const read: CanvasChanges = { moved: new Map(), dragging: false, sizes: new Map(), resized: new Map(), selected: new Map() };
  for (const change of changes) {
    if (change.type === "position") {
      if (change.position) read.moved.set(change.id, change.position);
      if (change.dragging === true) read.dragging = true;
    } else if (change.type === "dimensions" && change.dimensions) {
      (change.setAttributes ? read.resized : read.sizes).set(change.id, change.dimensions);
    } else if (change.type === "select") read.selected.set(change.id, change.selected);
  }
  return read;
}

/** A connection that was just drawn: from where on which card, to which card. */
export function readConnection({ source, sourceHandle, target }: Connection): { from: string; origin: Origin; to: string } | null {
  const origin = originOf(sourceHandle);
  return origin === null ? null : { from: source, origin, to: target };
}

/** The same for a connection that was dropped on the empty canvas; null when it ended on a card or came from its left side. */
export function readLooseEnd(state: Parameters<OnConnectEnd>[1]): { from: string; origin: Origin } | null {
  const origin = originOf(state.fromHandle?.id);
  if (state.toNode !== null || state.fromNode === null || origin === null) return null;
  return { from: state.fromNode.id, origin };
}

interface Placement {
  position: Point;
  selected: boolean;
  measured?: Size;
  width?: number;
  height?: number;
}

function placement(item: FlowNode | FlowNote, view: View, selected: ReadonlySet<string>, old: CanvasNode | undefined): Placement {
  const drag = view.dragged.get(item.id);
  const at = drag ?? item.position;
  const position = old?.position.x === at.x && old.position.y === at.y ? old.position : at;
  const measured = view.sizes.get(item.id);
  const size = "size" in item ? item.size : undefined;
  return {
    position,
    selected: selected.has(item.id),
    ...(measured && { measured }),
    ...(size && { width: size.width, height: size.height }),
  };
}

function isPlaced(node: CanvasNode, place: Placement): boolean {
  const isEstimated = place.measured === undefined && node.handles !== undefined;
  return (
    node.position === place.position &&
    node.selected === place.selected &&
    (isEstimated || node.measured === place.measured) &&
    node.width === place.width &&
    node.height === place.height
  );
}

/** Whether the estimate of a card that was never drawn is of these transitions. */
function hasHandles({ handles = [] }: CanvasNode, transitions: readonly Transition[]): boolean {
  return (
    handles.length === transitions.length + 1 &&
    transitions.every((transition, index) => handles[index + 1]?.id === HANDLES.ofTransition(transition))
  );
}
