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
import { useLocale } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { connectExit } from "../actions/connect-exit.ts";
import { type CanvasNode, originOf, readChanges, readConnection, readLooseEnd, type TransitionEdge } from "../flow-to-graph.ts";
import { moveNodes } from "../model/commands/change.ts";
import { reconnect } from "../model/commands/connect.ts";
import { canInsert, insertOnTransition, isConnected } from "../model/commands/insert.ts";
import { resizeNote } from "../model/commands/notes.ts";
import type { Selection } from "../model/graph.ts";
import { idsFor } from "../model/new-ids.ts";
import { newNode } from "../palette/new-node.ts";
import { PALETTE_TYPE } from "../palette/drag-type.ts";
import { useEditor } from "../store/editor-context.tsx";
import { type Editor, isList } from "../store/editor-store.ts";
import { sizeReader } from "../store/sizes.ts";
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
    editor.set({
      quickAdd: { target: { kind: "from", ...loose }, place: flow.screenToFlowPosition({ x: at.x, y: at.y - 24 }), anchor: at },
    });
  };

  const onReconnect: OnReconnect<TransitionEdge> = (edge, { source, sourceHandle, target }) => {
    const origin = originOf(sourceHandle);
    const exit = origin === null || origin.kind === "transition" ? edge.data?.transition.exit : origin.exit;
    editor.edit((graph) => reconnect(graph, edge.id, { to: target, from: source, ...(exit === undefined ? {} : { exit }) }));
  };

  const onNodeDrag: OnNodeDrag<CanvasNode> = (_, node, nodes) => {
    const { graph, dropTarget } = editor.store.getState();
    const isLoose = nodes.length === 1 && node.type === "card" && !isConnected(graph, node.id);
    const over = isLoose ? transitionAcross(boxOnScreen(node), flow.getZoom()) : null;
    const target = over !== null && canInsert(graph, node.id, over) ? over : null;
    if (target !== dropTarget) editor.set({ dropTarget: target });
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
    const over = transitionUnder(event);
    const place = flow.screenToFlowPosition({ x: event.clientX - 24, y: event.clientY - 20 });
    editor.edit((graph) =>
      newNode(graph, { type, locale, place, sizeOf: sizeReader(editor.store.getState()), ...(over === null ? {} : { on: over }) }),
    );
    editor.set({ dropTarget: null, ...(isList(editor.store.getState().rightPanel) ? { rightPanel: "inspector" } : {}) });
  };

  const onDragOver = (event: DragEvent) => {
    if (isReadOnly() || !event.dataTransfer.types.includes(PALETTE_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    const over = transitionUnder(event);
    if (over !== editor.store.getState().dropTarget) editor.set({ dropTarget: over });
  };

  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
    if (editor.store.getState().dropTarget !== null) editor.set({ dropTarget: null });
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
  if (sizes.size > 0) editor.set({ sizes: new Map([...state.sizes, ...sizes]) });
  for (const [id, size] of resized) editor.edit((graph) => resizeNote(graph, id, size), { group: `${id}.size` });
  if (selected.size > 0)
    editor.select(selectionAfter(editor.store.getState().selection, selected, state.graph.notes?.map(({ id }) => id) ?? []));
  if (moved.size === 0 || state.readOnly) return;
  if (dragging) return editor.set({ dragged: new Map([...state.dragged, ...moved]) });

  const target = state.dropTarget;
  const [id] = moved.keys();
  const wasDragged = state.dragged.size > 0;
  editor.edit(
    (graph) => {
      const placed = moveNodes(graph, moved);
      return target === null || id === undefined ? placed : insertOnTransition(placed, nodeTypes, id, target, idsFor(graph)("transition"));
    },
    wasDragged ? {} : { group: "nudge" },
  );
  if (wasDragged) editor.set({ dragged: new Map(), dropTarget: null });
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

function selectionAfter(before: Selection, changes: ReadonlyMap<string, boolean>, noteIds: readonly string[]): Selection {
  const apply = (ids: readonly string[], isMine: (id: string) => boolean) => {
    const chosen = new Set(ids);
    for (const [id, selected] of changes) {
      if (selected && isMine(id)) chosen.add(id);
      else chosen.delete(id);
    }
    return [...chosen];
  };
  const isNote = new Set(noteIds);
  return { ...before, nodeIds: apply(before.nodeIds, (id) => !isNote.has(id)), noteIds: apply(before.noteIds, (id) => isNote.has(id)) };
}
