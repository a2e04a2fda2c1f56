"use client";
import { useEffect, useEffectEvent } from "react";
import { useReactFlow } from "reactflow";
import { toast } from "sonner";
import { useT } from "#lib/i18n/client.tsx";
import { canvasBox } from "../viewport/canvas-box.ts";
import { usePanIntoView } from "../viewport/use-pan-into-view.ts";
import { type CanvasNode, toFlow, type TransitionEdge } from "../flow-to-graph.ts";
import { fromClipboard, toClipboard } from "../model/clipboard.ts";
import { offsetTo, paste } from "../model/commands/paste.ts";
import { remove } from "../model/commands/remove.ts";
import type { Piece } from "../model/graph.ts";
import { idsFor } from "../model/new-ids.ts";
import { boundsOf, boxesOf, nearestFree } from "../model/place.ts";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../store/sizes.ts";
import { isTaken } from "./shortcuts.ts";

/** Copies, cuts and pastes parts of flows through the clipboard, so also into another flow or tab. */
export function useClipboard(): void {
  const editor = useEditor();
  const flow = useReactFlow<CanvasNode, TransitionEdge>();
  const intoSight = usePanIntoView();
  const t = useT();

  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (isTaken(event.target as Element | null) || hasSelectedText()) return;
    const piece = selectedPiece(flow.getNodes(), flow.getEdges());
    if (piece === null) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", toClipboard(piece));
    const { selection, readOnly } = editor.store.getState();
    if (event.type === "cut" && !readOnly) editor.edit((graph) => remove(graph, selection, { reconnect: false }));
    else toast(t("builder.copiedNodes", { count: piece.nodes.length + piece.notes.length }));
  });
  const put = useEffectEvent((event: ClipboardEvent) => {
    if (isTaken(event.target as Element | null) || editor.store.getState().readOnly) return;
    const piece = fromClipboard(event.clipboardData?.getData("text/plain") ?? "");
    if (piece === null) return;
    event.preventDefault();
    const { left, top, width, height } = canvasBox();
    const corner = flow.screenToFlowPosition({ x: left + width / 3, y: top + height / 3 });
    const { graph: now, ...state } = editor.store.getState();
    const size = boundsOf(boxesOf(piece, sizeReader(state)));
    const place = nearestFree(boxesOf(now, sizeReader(state)), { x: Math.round(corner.x), y: Math.round(corner.y) }, size);
    editor.edit((graph) => paste(graph, piece, offsetTo(piece, place), idsFor(graph)));
    intoSight({ ...place, width: size.width, height: size.height }, { keepsScale: true });
    toast(t("builder.pastedNodes", { count: piece.nodes.length + piece.notes.length }));
  });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copy(event);
    const onPaste = (event: ClipboardEvent) => put(event);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}

function selectedPiece(nodes: CanvasNode[], edges: TransitionEdge[]): Piece | null {
  const chosen = nodes.filter(({ selected }) => selected);
  const ids = new Set(chosen.map(({ id }) => id));
  const {
    nodes: cards,
    transitions,
    notes = [],
  } = toFlow({ nodes: chosen, edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) }, null);
  return cards.length + notes.length === 0 ? null : { nodes: cards, transitions, notes };
}

function hasSelectedText(): boolean {
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed && selection.toString() !== "";
}
