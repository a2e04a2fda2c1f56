"use client";
import { useEffect, useEffectEvent } from "react";
import { useReactFlow } from "reactflow";
import { toast } from "sonner";
import { useT } from "#lib/i18n/client.tsx";
import { canvasBox } from "../viewport/canvas-box.ts";
import { usePanIntoView } from "../viewport/use-pan-into-view.ts";
import { fromClipboard, toClipboard } from "../model/clipboard.ts";
import { offsetTo, paste, pieceOf } from "../model/commands/paste.ts";
import { remove } from "../model/commands/remove.ts";
import { idsFor } from "../model/new-ids.ts";
import { boundsOf, boxesOf, nearestFree } from "../model/place.ts";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../card/size-reader.ts";
import { isTaken } from "./shortcuts.ts";

/** Copies, cuts and pastes parts of flows through the clipboard, so also into another flow or tab. */
export function useClipboard(): void {
  const editor = useEditor();
  const flow = useReactFlow();
  const intoSight = usePanIntoView();
  const t = useT();

  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (isTaken(event.target as Element | null) || hasSelectedText()) return;
    const { graph, selection, readOnly } = editor.store.getState();
    const piece = pieceOf(graph, selection);
    if (piece.nodes.length + piece.notes.length === 0) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", toClipboard(piece));
    if (event.type === "cut" && !readOnly)
      editor.edit((draft) => remove(draft, { ...selection, nodeIds: piece.nodes.map(({ id }) => id) }, { reconnect: false }));
    else toast(t("builder.copiedNodes", { count: piece.nodes.length + piece.notes.length }));
  });
  const put = useEffectEvent((event: ClipboardEvent) => {
    if (isTaken(event.target as Element | null) || editor.store.getState().readOnly) return;
    const piece = fromClipboard(event.clipboardData?.getData("text/plain") ?? "");
    if (piece === null) return;
    event.preventDefault();
    const { left, top, width, height } = canvasBox();
    const corner = flow.screenToFlowPosition({ x: left + width / 3, y: top + height / 3 });
    const state = editor.store.getState();
    const size = boundsOf(boxesOf(piece, sizeReader({ ...state, graph: { ...state.graph, nodes: piece.nodes } })));
    const place = nearestFree(boxesOf(state.graph, sizeReader(state)), { x: Math.round(corner.x), y: Math.round(corner.y) }, size);
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

function hasSelectedText(): boolean {
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed && selection.toString() !== "";
}
