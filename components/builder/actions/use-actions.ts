"use client";
import { useReactFlow } from "reactflow";
import { toast } from "sonner";
import { useT } from "#lib/i18n/client.tsx";
import { canvasBox } from "../viewport/canvas-box.ts";
import { useFit } from "../viewport/use-fit.ts";
import { align, type Alignment, type Axis, distribute } from "../model/commands/align.ts";
import { moveNodes } from "../model/commands/change.ts";
import { addNote, NOTE_SIZE } from "../model/commands/notes.ts";
import { paste, pieceOf } from "../model/commands/paste.ts";
import { canReconnect, remove } from "../model/commands/remove.ts";
import { findNode, isNothing, NOTHING, type Selection } from "../model/graph.ts";
import { idsFor } from "../model/new-ids.ts";
import { boxesOf, nearestFree } from "../model/place.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Editor } from "../store/editor-store.ts";
import { sizeReader } from "../store/sizes.ts";
import { arrange, stillWanted } from "./arrange.ts";

const DUPLICATE_OFFSET = { x: 32, y: 48 };

/** What a person can do in the builder, by whatever way they ask for it: key, button, menu or command. */
export function useActions() {
  const editor = useEditor();
  const flow = useReactFlow();
  const fit = useFit();
  const t = useT();
  const { open } = useDialogs();
  const now = () => editor.store.getState();

  const removeSelected = (reconnect: boolean) => {
    const { selection, graph, readOnly } = now();
    if (readOnly || isNothing(selection)) return;
    const offersReconnect = !reconnect && canReconnect(graph, selection);
    const [only] = selection.nodeIds;
    const name =
      selection.nodeIds.length === 1 && selection.noteIds.length === 0 && only !== undefined ? findNode(graph, only)?.name : undefined;
    editor.edit((draft) => remove(draft, selection, { reconnect }));
    const count = selection.nodeIds.length + selection.noteIds.length;
    if (count === 0) return;
    const undo = { label: t("common.undo"), onClick: editor.offerUndo() };
    const join = { label: t("builder.reconnect"), onClick: () => reconnectAfter(editor, selection) };
    toast(
      name === undefined ? t("builder.removed", { count }) : t("builder.removedNode", { name }),
      offersReconnect ? { action: join, cancel: undo } : { action: undo },
    );
  };
  const layOut = async () => {
    const { readOnly, isArranging, graph: arranged, sizes, selection } = now();
    if (readOnly || isArranging) return;
    editor.set({ isArranging: true });
    const several = selection.nodeIds.length > 1;
    try {
      const places = await arrange({ graph: arranged, sizes, nodeIds: several ? selection.nodeIds : [] });
      editor.edit((graph) => moveNodes(graph, stillWanted(places, arranged, graph)));
      if (!several) requestAnimationFrame(fit);
    } catch {
      toast.error(t("builder.layoutFailed"));
    } finally {
      editor.set({ isArranging: false });
    }
  };
  return {
    undo: () => !now().readOnly && editor.undo(),
    redo: () => !now().readOnly && editor.redo(),
    duplicate() {
      const { selection, readOnly } = now();
      if (!readOnly) editor.edit((graph) => paste(graph, pieceOf(graph, selection), DUPLICATE_OFFSET, idsFor(graph)));
    },
    selectAll() {
      const { graph } = now();
      editor.select({ nodeIds: graph.nodes.map(({ id }) => id), transitionIds: [], noteIds: (graph.notes ?? []).map(({ id }) => id) });
    },
    find: () => open("find"),
    help: () => open("help"),
    edit() {
      const [nodeId] = now().selection.nodeIds;
      editor.set({ rightPanel: "inspector" });
      if (nodeId !== undefined) editor.goTo(nodeId, "*");
    },
    remove: () => removeSelected(false),
    removeAndReconnect: () => removeSelected(true),
    fit,
    layout: () => void layOut(),
    note() {
      if (now().readOnly) return;
      const { left, top, width, height } = canvasBox();
      const middle = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
      const wanted = { x: Math.round(middle.x - NOTE_SIZE.width / 2), y: Math.round(middle.y - NOTE_SIZE.height / 2) };
      const position = nearestFree(boxesOf(now().graph, sizeReader(now())), wanted, NOTE_SIZE);
      editor.edit((graph) => addNote(graph, { id: idsFor(graph)("note"), text: "", position }));
      const [made] = now().selection.noteIds;
      if (made !== undefined) editor.reveal(made, "text");
    },
    align(to: Alignment) {
      const state = now();
      if (!state.readOnly) editor.edit((graph) => align(graph, state.selection, to, sizeReader(state)));
    },
    distribute(axis: Axis) {
      const state = now();
      if (!state.readOnly) editor.edit((graph) => distribute(graph, state.selection, axis, sizeReader(state)));
    },
    escape() {
      editor.set({ quickAdd: null, selection: NOTHING });
    },
  };
}

export type Actions = ReturnType<typeof useActions>;

/** Takes the removal back and does it again with the neighbours joined, unless something else was done meanwhile. */
function reconnectAfter(editor: Editor, selection: Selection): void {
  const { pastStates } = editor.history.getState();
  const before = pastStates.at(-1)?.graph;
  if (!before || !selection.nodeIds.every((id) => before.nodes.some((node) => node.id === id))) return;
  editor.undo();
  editor.edit((graph) => remove(graph, selection, { reconnect: true }));
}
