"use client";
import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { TextHistoryProvider } from "#components/text/code-field.tsx";
import type { FlowNode, Transition } from "#lib/engine/types.ts";
import { findNode } from "../model/graph.ts";
import { transitionsFrom } from "../model/transitions.ts";
import type { Editor, EditorState } from "./editor-store.ts";

const EditorContext = createContext<Editor | null>(null);

export function EditorProvider({ editor, children }: { editor: Editor; children: ReactNode }) {
  return (
    <EditorContext value={editor}>
      <TextHistoryProvider history={editor}>{children}</TextHistoryProvider>
    </EditorContext>
  );
}

/** The editor around this component. Throws outside of one. */
export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === null) throw new Error("there is no EditorProvider above this component");
  return editor;
}

/** A part of the editor's state; draws again when the selected value becomes another one (compared shallowly). */
export function useEditorState<T>(select: (state: EditorState) => T): T {
  return useStore(useEditor().store, useShallow(select));
}

export const useNode = (id: string): FlowNode | undefined => useEditorState(({ graph }) => findNode(graph, id));

/** The transitions that leave a node, in their order. */
export const useTransitions = (nodeId: string): readonly Transition[] => useEditorState(({ graph }) => transitionsFrom(graph, nodeId));

export function useHistory(): { canUndo: boolean; canRedo: boolean } {
  const { history } = useEditor();
  const canUndo = useStore(history, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useStore(history, ({ futureStates }) => futureStates.length > 0);
  return { canUndo, canRedo };
}
