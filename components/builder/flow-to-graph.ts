import { type Connection, type Edge, type Node, type NodeChange, type NodeHandle, type OnConnectEnd, Position } from "reactflow";
import type { FlowGraph, FlowNode, FlowNote, Transition } from "#lib/engine/types.ts";
import { docksOf } from "#lib/engine/docks.ts";
import { CARD_WIDTH, type CardLevel, cardSize, handlePlaces } from "./card/card-size.ts";
import { sizeReader } from "./card/size-reader.ts";
import { dockedPlaces } from "./model/commands/blocks.ts";
import { NOTHING, type Origin, type Point, type Selection, type Size } from "./model/graph.ts";
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
  cardLevel: CardLevel;
  /** What a conversation has come to, or where it failed, is drawn above the others. */
  highlight: { current: string | null; failed: ReadonlySet<string> } | null;
  /** The card under which one that is dragged would be docked. */
  dockTarget: string | null;
}

export const EMPTY_VIEW: View = {
  selection: NOTHING,
  dragged: new Map(),
  sizes: new Map(),
  cardLevel: "normal",
  highlight: null,
  dockTarget: null,
};

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

/** The handles of a card of this size that transitions use, as React Flow has them before it has measured any. */
export function handlesOf(
  node: FlowNode,
  transitions: readonly Transition[],
  level: CardLevel,
  size: Size,
): (NodeHandle & { id: string })[] {
  const { target, exits } = handlePlaces(node, transitions, level, size);
  return [
    { id: TARGET_HANDLE, type: "target", position: Position.Left, ...target },
    ...exits.map(({ transitionId, x, y }) => ({
      id: handleId({ kind: "transition", transitionId }),
      type: "source" as const,
      position: Position.Right,
      x,
      y,
    })),
  ];
}

/**
 * How large a card will be and where its handles will stand, about, before it was ever drawn at this level. With these React Flow
 * need not draw the five hundred cards of a large flow to find that nine of them are in sight, and from afar need not measure
 * any. No card is of this width, so that one which is drawn is measured for certain.
 */
function estimateOf(node: FlowNode, transitions: readonly Transition[], level: CardLevel): Pick<CardNode, "measured" | "handles"> {
  const size = cardSize(node, transitions, level);
  return { measured: { width: size.width - 1, height: size.height }, handles: handlesOf(node, transitions, level, size) };
}

export function toReactFlow(graph: FlowGraph, view: View = EMPTY_VIEW, previous?: ReactFlowGraph): ReactFlowGraph {
  const before = new Map(previous?.nodes.map((node) => [node.id, node]));
  const edgesBefore = new Map(previous?.edges.map((edge) => [edge.id, edge]));
  const selected = new Set([...view.selection.nodeIds, ...view.selection.noteIds]);
  const selectedEdges = new Set(view.selection.transitionIds);
  const docks = docksOf(graph);
  const docked = dockedPlaces(graph, sizeReader({ ...view, graph }), view.dragged);
  const dockClass = (id: string): string =>
    [docks.above.has(id) && "docked-above", docks.below.has(id) && "docked-below", view.dockTarget === id && "dock-target"]
      .filter(Boolean)
      .join(" ");

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
        domAttributes: NO_ENGLISH,
        ...place,
      };
    }),
    ...graph.nodes.map((node): CanvasNode => {
      const old = before.get(node.id);
      const place = placement(node, view, selected, old, docked.get(node.id));
      const className = dockClass(node.id);
      const transitions = place.measured ? null : transitionsFrom(graph, node.id);
      const isSame = old?.type === "card" && old.data.node === node && old.className === className && isPlaced(old, place);
      if (isSame && (transitions === null || (hasHandles(old, transitions) && isOfLevel(old, view.cardLevel)))) return old;
      return {
        id: node.id,
        type: "card",
        ariaLabel: node.name,
        className,
        data: { node },
        domAttributes: NO_ENGLISH,
        ...(transitions && estimateOf(node, transitions, view.cardLevel)),
        ...place,
      };
    }),
  ];
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  // Between docked cards there is no line.
  const lines = graph.transitions.filter(({ from, to }) => docks.above.get(to) !== from);
  const edges = lines.map((transition): TransitionEdge => {
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

const RAISED = { selected: 20, current: 10, note: -1 };

/** Above others is drawn what is selected, then where a conversation is or failed; notes lie below cards. */
function heightOf(item: FlowNode | FlowNote, { highlight }: View, selected: ReadonlySet<string>): number {
  if (selected.has(item.id)) return RAISED.selected;
  if (highlight?.current === item.id || highlight?.failed.has(item.id)) return RAISED.current;
  return "text" in item ? RAISED.note : 0;
}

interface Placement {
  position: Point;
  zIndex: number;
  selected: boolean;
  dragging?: boolean;
  measured?: Size;
  width?: number;
  height?: number;
}

function placement(
  item: FlowNode | FlowNote,
  view: View,
  selected: ReadonlySet<string>,
  old: CanvasNode | undefined,
  docked?: Point,
): Placement {
  const drag = view.dragged.get(item.id);
  const at = drag ?? docked ?? item.position;
  const position = old?.position.x === at.x && old.position.y === at.y ? old.position : at;
  const measured = view.sizes.get(item.id);
  const size = "size" in item ? item.size : undefined;
  return {
    position,
    selected: selected.has(item.id),
    zIndex: heightOf(item, view, selected),
    ...(drag && { dragging: true }),
    ...(measured && { measured }),
    ...(size && { width: size.width, height: size.height }),
  };
}

function isPlaced(node: CanvasNode, place: Placement): boolean {
  const isEstimated = place.measured === undefined && node.handles !== undefined;
  return (
    node.position === place.position &&
    node.selected === place.selected &&
    node.dragging === place.dragging &&
    node.zIndex === place.zIndex &&
    (isEstimated || node.measured === place.measured) &&
    node.width === place.width &&
    node.height === place.height
  );
}

/** Whether the estimate of a card that was never drawn is of these transitions. */
function hasHandles({ handles = [] }: CanvasNode, transitions: readonly Transition[]): boolean {
  const ids = new Set(handles.map(({ id }) => id));
  return ids.size === transitions.length + 1 && transitions.every(({ id }) => ids.has(handleId({ kind: "transition", transitionId: id })));
}

const isOfLevel = ({ measured }: CanvasNode, level: CardLevel): boolean => measured?.width === CARD_WIDTH[level] - 1;
