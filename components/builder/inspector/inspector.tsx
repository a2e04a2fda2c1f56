"use client";
import { FlowLanguageProvider } from "#components/node-form/sample/flow-language.tsx";
import type { Actions } from "../actions/use-actions.ts";
import { useEditorState } from "../store/editor-context.tsx";
import { NodePanel } from "./node-panel.tsx";
import { NotePanel } from "./note-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { TransitionPanel } from "./transition-panel.tsx";

/** What is selected, to be looked at and changed. */
export function Inspector({ actions }: { actions: Actions }) {
  const settings = useEditorState(({ graph }) => graph.settings);
  return (
    <FlowLanguageProvider settings={settings}>
      <Selected actions={actions} />
    </FlowLanguageProvider>
  );
}

function Selected({ actions }: { actions: Actions }) {
  const { nodeIds, transitionIds, noteIds } = useEditorState((state) => state.selection);
  const [nodeId] = nodeIds;
  const [transitionId] = transitionIds;
  const [noteId] = noteIds;
  if (nodeIds.length + noteIds.length > 1) return <SelectionPanel actions={actions} count={nodeIds.length + noteIds.length} />;
  if (nodeId !== undefined) return <NodePanel key={nodeId} nodeId={nodeId} actions={actions} />;
  if (noteId !== undefined) return <NotePanel key={noteId} noteId={noteId} actions={actions} />;
  if (transitionId !== undefined) return <TransitionPanel key={transitionId} transitionId={transitionId} />;
  return null;
}
