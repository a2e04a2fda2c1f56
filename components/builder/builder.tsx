"use client";
import { useState } from "react";
import { Panel, ReactFlowProvider } from "reactflow";
import { FiguresBar } from "#components/builder-figures/figures-bar.tsx";
import { FiguresProvider } from "#components/builder-figures/figures-provider.tsx";
import { LiveData } from "#components/api/live-data.tsx";
import { useMedia } from "#components/ui/use-media.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useActions } from "./actions/use-actions.ts";
import { useBuilderCommands } from "./actions/use-builder-commands.ts";
import { useClipboard } from "./actions/use-clipboard.ts";
import { useShortcuts } from "./actions/use-shortcuts.ts";
import { Canvas } from "./canvas/canvas.tsx";
import { useValidation } from "./issues/use-validation.ts";
import { QuickAdd } from "./palette/quick-add.tsx";
import { PhonePanel } from "./phone-panel.tsx";
import { ConflictDialog } from "./saving/conflict-dialog.tsx";
import { ArchivedBanner } from "./saving/archived-banner.tsx";
import { SaveBanner } from "./saving/save-banner.tsx";
import { SavingProvider } from "./saving/saving-context.tsx";
import { useAutosave } from "./saving/use-autosave.ts";
import { LeftSide, RightSide } from "./side-panels.tsx";
import { EditorProvider, useEditorState } from "./store/editor-context.tsx";
import { useRememberedPanels } from "./store/remembered-panels.ts";
import { createEditor, type Editor, type RightPanel } from "./store/editor-store.ts";
import { FindDialog } from "./toolbar/find-dialog.tsx";
import { HelpSheet } from "./toolbar/help-sheet.tsx";
import { TopBar } from "./toolbar/top-bar.tsx";
import { PublishDialog } from "./versions/publish-dialog.tsx";
import type { LoadFlowChannels } from "./versions/flow-channels.tsx";
import type { OnPublished } from "./versions/use-publish.ts";

const TOO_NARROW_TO_DRAW = "(max-width: 767px)";

interface BuilderFlow {
  id: number;
  name: string;
  revision: number;
  draft: FlowGraph;
  publishedVersion: number | null;
  /** The draft is what is published. */
  isPublished: boolean;
  isArchived: boolean;
}

interface BuilderProps {
  flow: BuilderFlow;
  /** Whether this person may change flows. */
  canEdit: boolean;
  /** What is open on the right at first. */
  panel?: RightPanel;
  loadStarters: LoadFlowChannels;
}

/** The page on which a flow is drawn, tried and published. On a phone it is there to be read. */
export function Builder({ flow, canEdit, panel = "inspector", loadStarters }: BuilderProps) {
  const isPhone = useMedia(TOO_NARROW_TO_DRAW, false);
  const readOnly = !canEdit || isPhone;
  return (
    <LiveData>
      <ReactFlowProvider>
        <Draft
          key={String(readOnly)}
          flow={flow}
          canEdit={canEdit}
          readOnly={readOnly}
          panel={panel}
          isPhone={isPhone}
          loadStarters={loadStarters}
        />
      </ReactFlowProvider>
    </LiveData>
  );
}

function Draft({
  flow,
  canEdit,
  readOnly,
  panel,
  isPhone,
  loadStarters,
}: Required<BuilderProps> & { readOnly: boolean; isPhone: boolean }) {
  const [editor] = useState(() => {
    const made = createEditor({ graph: flow.draft, readOnly });
    made.set({ rightPanel: panel, isPanelChosen: false });
    return made;
  });
  return (
    <EditorProvider editor={editor}>
      <Workspace flow={flow} editor={editor} canEdit={canEdit} isPhone={isPhone} loadStarters={loadStarters} />
    </EditorProvider>
  );
}

function Workspace({
  flow,
  editor,
  canEdit,
  isPhone,
  loadStarters,
}: Omit<Required<BuilderProps>, "panel"> & { editor: Editor; isPhone: boolean }) {
  const [name, setName] = useState(flow.name);
  const [publishedVersion, setPublishedVersion] = useState(flow.publishedVersion);
  const [publishedGraph, setPublishedGraph] = useState(flow.isPublished ? flow.draft : null);
  const isChanged = useEditorState(({ graph }) => graph !== publishedGraph);
  const onPublished: OnPublished = (version, graph) => {
    setPublishedVersion(version);
    setPublishedGraph(graph);
  };
  const [hasFigures, setHasFigures] = useState(false);
  useRememberedPanels(editor);
  const saving = useAutosave(editor, flow.id, flow.revision);
  const actions = useActions();
  useValidation();
  useShortcuts(actions);
  useClipboard();
  const toggleFigures = () => setHasFigures((shown) => !shown);
  useBuilderCommands(actions, { onFigures: publishedVersion === null ? null : toggleFigures });
  return (
    <SavingProvider saving={saving}>
      <div className="flex h-full min-h-0 flex-col">
        <TopBar
          flow={{ id: flow.id, name }}
          onRename={setName}
          actions={actions}
          publishedVersion={publishedVersion}
          isChanged={isChanged && !flow.isArchived}
          hasFigures={hasFigures}
          onFigures={toggleFigures}
        />
        <SaveBanner />
        {flow.isArchived && <ArchivedBanner />}
        <div className="flex min-h-0 flex-1">
          <LeftSide actions={actions} />
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1">
              <FiguresProvider flowId={flow.id} open={hasFigures}>
                <Canvas>
                  <Welcome />
                  <Panel position="top-center" className="w-max max-w-[calc(100%-2rem)]">
                    <FiguresBar onClose={() => setHasFigures(false)} />
                  </Panel>
                </Canvas>
              </FiguresProvider>
            </div>
            {isPhone && <PhonePanel actions={actions} />}
          </div>
          <RightSide
            actions={actions}
            flow={{ id: flow.id, name }}
            publishedVersion={publishedVersion}
            onPublished={onPublished}
            canEdit={canEdit}
          />
        </div>
      </div>
      <QuickAdd />
      <FindDialog />
      <HelpSheet />
      <ConflictDialog flowName={name} />
      <PublishDialog flowId={flow.id} onPublished={onPublished} loadStarters={loadStarters} />
    </SavingProvider>
  );
}

/** What to do on an empty canvas. */
function Welcome() {
  const t = useT();
  const isEmpty = useEditorState(({ graph, readOnly }) => graph.nodes.length === 0 && !readOnly);
  if (!isEmpty) return null;
  return (
    <Panel
      position="top-center"
      className="pointer-events-none mt-24 max-w-sm rounded-xl border border-dashed border-border bg-surface/90 px-6 py-5 text-center"
    >
      <p className="text-sm font-semibold">{t("builder.emptyTitle")}</p>
      <p className="text-sm text-muted-foreground">{t("builder.emptyText")}</p>
    </Panel>
  );
}
