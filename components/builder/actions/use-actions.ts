"use client";
import { type ReactFlowInstance, useReactFlow } from "reactflow";
import { toast } from "sonner";
import { useT } from "#lib/i18n/client.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import { originOf } from "../flow-to-graph.ts";
import { canvasBox } from "../viewport/canvas-box.ts";
import { useFit } from "../viewport/use-fit.ts";
import { align, type Alignment, type Axis, distribute } from "../model/commands/align.ts";
import { addNote, NOTE_SIZE } from "../model/commands/notes.ts";
import { paste, pieceOf } from "../model/commands/paste.ts";
import { canReconnect, remove } from "../model/commands/remove.ts";
import { findNode, isNothing, NOTHING, type Selection } from "../model/graph.ts";
import { idsFor } from "../model/new-ids.ts";
import { boxesOf, nearestFree } from "../model/place.ts";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Editor } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { wholeBlocks } from "../model/commands/blocks.ts";
import { addNext } from "./add-and-write.ts";
import { arrange, arranged } from "./arrange.ts";

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
    const takeBack = editor.offerUndo();
    const undo = { label: t("common.undo"), onClick: () => takeBack() || toast(t("builder.undoTooLate")) };
    const join = { label: t("builder.reconnect"), onClick: () => reconnectAfter(editor, selection) || toast(t("builder.undoTooLate")) };
    toast(
      name === undefined ? t("builder.removed", { count }) : t("builder.removedNode", { name }),
      offersReconnect ? { action: join, cancel: undo } : { action: undo },
    );
  };
  const layOut = async (docks: boolean) => {
    const { readOnly, isArranging, graph: before, selection } = now();
    if (readOnly || isArranging) return;
    editor.set({ isArranging: true });
    const several = selection.nodeIds.length > 1;
    try {
      const sizeOf = sizeReader(now());
      const layout = await arrange({
        graph: before,
        sizes: new Map(before.nodes.map(({ id }) => [id, sizeOf(id)])),
        outlets: outletsOf(before, flow),
        nodeIds: several ? wholeBlocks(before, selection.nodeIds) : [],
        docks,
      });
      editor.edit((graph) => arranged(layout, before, graph));
      if (!several) requestAnimationFrame(() => fit({ keepsScale: true }));
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
    add() {
      if (!now().readOnly) addNext(editor, flow.screenToFlowPosition);
    },
    test() {
      const isOpen = now().rightPanel === "simulator";
      editor.set({ rightPanel: isOpen ? "inspector" : "simulator" });
    },
    publish() {
      if (!now().readOnly) open("publish");
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
    fit: () => fit(),
    layout: () => void layOut(false),
    layoutDocked: () => void layOut(true),
    note() {
      if (now().readOnly) return;
      const { left, top, width, height } = canvasBox();
      const middle = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
      const wanted = { x: Math.round(middle.x - NOTE_SIZE.width / 2), y: Math.round(middle.y - NOTE_SIZE.height / 2) };
      const position = nearestFree(boxesOf(now().graph, sizeReader(now())), wanted, NOTE_SIZE);
      editor.edit((graph) => addNote(graph, { id: idsFor(graph)("note"), text: "", position }));
      const [made] = now().selection.noteIds;
      // Where a note could not be read it could not be written either: the view comes nearer.
      if (made !== undefined) editor.goTo(made, "text");
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

/** How far down its card each transition begins, as React Flow knows it. */
function outletsOf({ nodes }: FlowGraph, flow: ReactFlowInstance): Map<string, number> {
  const handles = nodes.flatMap(({ id }) => flow.getInternalNode(id)?.internals.handleBounds?.source ?? []);
  return new Map(
    handles.flatMap(({ id, y, height }) => {
      const origin = originOf(id);
      return origin?.kind === "transition" ? [[origin.transitionId, y + (height ?? 0) / 2] as const] : [];
    }),
  );
}

export type Actions = ReturnType<typeof useActions>;

/** Takes the removal back and does it again with the neighbours joined; false where something else was done meanwhile, and nothing is. */
function reconnectAfter(editor: Editor, selection: Selection): boolean {
  const { pastStates } = editor.history.getState();
  const before = pastStates.at(-1)?.graph;
  if (!before || !selection.nodeIds.every((id) => before.nodes.some((node) => node.id === id))) return false;
  editor.undo();
  editor.edit((graph) => remove(graph, selection, { reconnect: true }));
  return true;
}
