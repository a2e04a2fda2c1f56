"use client";
import { MousePointerClick } from "lucide-react";
import { FlowLanguageProvider } from "#components/node-form/sample/flow-language.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Actions } from "../actions/use-actions.ts";
import { useEditorState } from "../store/editor-context.tsx";
import { FlowPanel } from "./flow-panel.tsx";
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
  const t = useT();
  const { nodeIds, transitionIds, noteIds } = useEditorState((state) => state.selection);
  const readOnly = useEditorState((state) => state.readOnly);
  const [nodeId] = nodeIds;
  const [transitionId] = transitionIds;
  const [noteId] = noteIds;
  if (nodeIds.length + noteIds.length > 1) return <SelectionPanel actions={actions} count={nodeIds.length + noteIds.length} />;
  if (nodeId !== undefined) return <NodePanel key={nodeId} nodeId={nodeId} actions={actions} />;
  if (noteId !== undefined) return <NotePanel key={noteId} noteId={noteId} actions={actions} />;
  if (transitionId !== undefined) return <TransitionPanel key={transitionId} transitionId={transitionId} />;
  return (
    <>
      <EmptyState
        icon={MousePointerClick}
        title={t("builder.nothingSelected")}
        description={readOnly ? t("builder.nothingSelectedRead") : t("builder.nothingSelectedHint")}
        className="m-3"
      />
      <FlowPanel />
    </>
  );
}
