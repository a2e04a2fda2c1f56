"use client";
import type { DragEvent } from "react";
import {
  type Connection,
  type EdgeChange,
  type NodeChange,
  type OnConnectEnd,
  type OnNodeDrag,
  type OnReconnect,
  useReactFlow,
} from "reactflow";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { addAndWrite, openQuickAdd } from "../actions/add-and-write.ts";
import { connectExit } from "../actions/connect-exit.ts";
import { type CanvasNode, originOf, readChanges, readConnection, readLooseEnd, type TransitionEdge } from "../flow-to-graph.ts";
import { moveNodes } from "../model/commands/change.ts";
import { reconnect } from "../model/commands/connect.ts";
import { canInsert, isConnected } from "../model/commands/insert.ts";
import { resizeNote } from "../model/commands/notes.ts";
import type { Selection } from "../model/graph.ts";
import { wholeBlocks } from "../model/commands/blocks.ts";
import { withRoom } from "../model/commands/make-room.ts";
import { newNode } from "../palette/new-node.ts";
import { PALETTE_TYPE } from "../palette/drag-type.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Editor } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { dropped, lowerEdgeAt, upperOf } from "./drag-targets.ts";
import { grownByWriting } from "./growth.ts";
import { cardAt, pointOf, transitionAcross } from "./hit-test.ts";

/** What is dragged from the palette has no size yet: so near to a transition (px) it is meant for it. */
const REACH = 32;

/** What happens on the canvas, as commands on the draft. */
export function useCanvasEvents() {
  const editor = useEditor();
  const flow = useReactFlow<CanvasNode, TransitionEdge>();
  const locale = useLocale();
  const isReadOnly = () => editor.store.getState().readOnly;

  const onConnect = (connection: Connection) => {
    const read = readConnection(connection);
    if (read) connectExit(editor, read.from, read.origin, read.to);
  };

  const onConnectEnd: OnConnectEnd = (event, state) => {
    const loose = readLooseEnd(state);
    if (!loose || isReadOnly()) return;
    const at = pointOf(event);
    const card = cardAt(at.x, at.y, loose.from);
    if (card !== null) return connectExit(editor, loose.from, loose.origin, card);
    const place = flow.screenToFlowPosition({ x: at.x, y: at.y - 24 });
    openQuickAdd(editor, { target: { kind: "from", ...loose }, place, anchor: at });
  };

  const onReconnect: OnReconnect<TransitionEdge> = (edge, { source, sourceHandle, target }) => {
    const origin = originOf(sourceHandle);
    const exit = origin === null || origin.kind === "transition" ? edge.data?.transition.exit : origin.exit;
    editor.edit((graph) => reconnect(graph, edge.id, { to: target, from: source, ...(exit === undefined ? {} : { exit }) }));
  };

  const onNodeDrag: OnNodeDrag<CanvasNode> = (_, node, nodes) => {
    const { graph, dropTarget, dockTarget } = editor.store.getState();
    const isAlone = nodes.length === 1 && node.type === "card";
    const upper = isAlone ? upperOf(editor, node.id, node.position) : null;
    const isLoose = isAlone && upper === null && !isConnected(graph, node.id);
    const over = isLoose ? transitionAcross(boxOnScreen(node), flow.getZoom()) : null;
    const target = over !== null && canInsert(graph, node.id, over) ? over : null;
    if (target !== dropTarget || upper !== dockTarget) editor.set({ dropTarget: target, dockTarget: upper });
  };

  const boxOnScreen = ({ id, position }: CanvasNode) => {
    const size = sizeReader(editor.store.getState())(id);
    const [zoom, corner] = [flow.getZoom(), flow.flowToScreenPosition(position)];
    return { ...corner, width: size.width * zoom, height: size.height * zoom };
  };
  const transitionUnder = ({ clientX, clientY }: DragEvent) =>
    transitionAcross({ x: clientX - REACH, y: clientY - REACH, width: 2 * REACH, height: 2 * REACH }, flow.getZoom());

  const onDrop = (event: DragEvent) => {
    const type = nodeTypes.get(event.dataTransfer.getData(PALETTE_TYPE));
    if (!type || isReadOnly()) return;
    event.preventDefault();
    const under = lowerEdgeAt(editor, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    const over = under === null ? transitionUnder(event) : null;
    const joined = under !== null ? { under } : over !== null ? { on: over } : {};
    const place = flow.screenToFlowPosition({ x: event.clientX - 24, y: event.clientY - 20 });
    editor.set({ dropTarget: null, dockTarget: null });
    addAndWrite(editor, (graph) => newNode(graph, { type, locale, place, sizeOf: sizeReader(editor.store.getState()), ...joined }));
  };

  const onDragOver = (event: DragEvent) => {
    if (isReadOnly() || !event.dataTransfer.types.includes(PALETTE_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    const upper = lowerEdgeAt(editor, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    const over = upper === null ? transitionUnder(event) : null;
    const { dropTarget, dockTarget } = editor.store.getState();
    if (over !== dropTarget || upper !== dockTarget) editor.set({ dropTarget: over, dockTarget: upper });
  };

  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
    const { dropTarget, dockTarget } = editor.store.getState();
    if (dropTarget !== null || dockTarget !== null) editor.set({ dropTarget: null, dockTarget: null });
  };

  return {
    onNodesChange: (changes: NodeChange<CanvasNode>[]) => applyNodeChanges(editor, changes),
    onEdgesChange: (changes: EdgeChange<TransitionEdge>[]) => applyEdgeChanges(editor, changes),
    onConnect,
    onConnectEnd,
    onReconnect,
    onNodeDrag,
    onDrop,
    onDragOver,
    onDragLeave,
  };
}

function applyNodeChanges(editor: Editor, changes: readonly NodeChange<CanvasNode>[]): void {
  const { moved, dragging, sizes, resized, selected } = readChanges(changes);
  const state = editor.store.getState();
  if (sizes.size > 0) {
    const grown = state.readOnly ? [] : grownByWriting(editor, sizes);
    editor.set({ sizes: new Map([...state.sizes, ...sizes]) });
    if (grown.length > 0) editor.edit((graph) => withRoom(graph, grown, sizeReader(editor.store.getState()), "y"), { withLatest: true });
  }
  for (const [id, size] of resized) editor.edit((graph) => resizeNote(graph, id, size), { group: `${id}.size` });
  if (selected.size > 0) editor.select(selectionAfter(editor.store.getState().selection, selected, state.graph));
  if (moved.size === 0 || state.readOnly) return;
  if (dragging) return editor.set({ dragged: new Map([...state.dragged, ...moved]) });

  const wasDragged = state.dragged.size > 0;
  editor.edit((graph) => (wasDragged ? dropped(graph, moved, state) : moveNodes(graph, moved)), wasDragged ? {} : { group: "nudge" });
  if (wasDragged) editor.set({ dragged: new Map(), dropTarget: null, dockTarget: null });
}

function applyEdgeChanges(editor: Editor, changes: readonly EdgeChange<TransitionEdge>[]): void {
  const { selection } = editor.store.getState();
  const chosen = new Set(selection.transitionIds);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  editor.select({ ...selection, transitionIds: [...chosen] });
}

function selectionAfter(before: Selection, changes: ReadonlyMap<string, boolean>, graph: FlowGraph): Selection {
  const apply = (ids: readonly string[], isMine: (id: string) => boolean) => {
    const chosen = new Set(ids);
    for (const [id, selected] of changes) {
      if (selected && isMine(id)) chosen.add(id);
      else chosen.delete(id);
    }
    return [...chosen];
  };
  const isNote = new Set(graph.notes?.map(({ id }) => id));
  const nodeIds = apply(before.nodeIds, (id) => !isNote.has(id));
  const isMore = nodeIds.length > 1 && nodeIds.some((id) => !before.nodeIds.includes(id));
  // Alone a docked card can be written on, with others it stands for its block.
  return { ...before, nodeIds: isMore ? wholeBlocks(graph, nodeIds) : nodeIds, noteIds: apply(before.noteIds, (id) => isNote.has(id)) };
}
