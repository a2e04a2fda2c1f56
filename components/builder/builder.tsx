"use client";
import { Suspense, use, useEffect, useState } from "react";
import { Panel, ReactFlowProvider } from "reactflow";
import { FiguresBar } from "#components/builder-figures/figures-bar.tsx";
import { FiguresProvider } from "#components/builder-figures/figures-provider.tsx";
import { LiveData } from "#components/api/live-data.tsx";
import { ShowWebPictures } from "#components/chat/web-pictures.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useKeptFocus } from "./actions/keep-focus.ts";
import { useActions } from "./actions/use-actions.ts";
import { useBuilderCommands } from "./actions/use-builder-commands.ts";
import { useClipboard } from "./actions/use-clipboard.ts";
import { useShortcuts } from "./actions/use-shortcuts.ts";
import { Canvas } from "./canvas/canvas.tsx";
import { type FlowSurroundings, SurroundingsProvider } from "./issues/surroundings.tsx";
import { useValidation } from "./issues/use-validation.ts";
import { QuickAdd } from "./palette/quick-add.tsx";
import { PhonePanel } from "./phone-panel.tsx";
import { ConflictDialog } from "./saving/conflict-dialog.tsx";
import { ArchivedBanner } from "./saving/archived-banner.tsx";
import type { Saved } from "./saving/autosave.ts";
import { leftDraftOf, newestDraft } from "./saving/left-drafts.ts";
import { SaveBanner } from "./saving/save-banner.tsx";
import { SavingProvider } from "./saving/saving-context.tsx";
import { useAutosave } from "./saving/use-autosave.ts";
import { LeftSide, RightSide } from "./side-panels.tsx";
import { useDialogs } from "./store/dialogs.ts";
import { EditorProvider, useEditorState } from "./store/editor-context.tsx";
import { useRememberedPanels } from "./store/remembered-panels.ts";
import { createEditor, type Editor, type RightPanel } from "./store/editor-store.ts";
import { FindDialog } from "./toolbar/find-dialog.tsx";
import { HelpSheet } from "./toolbar/help-sheet.tsx";
import type { ReadOnlyReason } from "./toolbar/read-only-badge.tsx";
import { TopBar } from "./toolbar/top-bar.tsx";
import { type Layout, useLayout, useOnePanel } from "./use-layout.ts";
import { PublishDialog } from "./versions/publish-dialog.tsx";
import type { LoadFlowReach } from "./versions/answers-on.tsx";
import type { OnPublished } from "./versions/use-publish.ts";
import { VisitBanner } from "./visit-banner.tsx";

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
  /** What is worked on first: a node, and one of its fields. */
  focus?: { nodeId: string; field: string | undefined } | undefined;
  /** The window to publish is open at first. */
  isToPublish?: boolean;
  loadReach: LoadFlowReach;
  /** What is around the flow, as far as this person may know it. */
  surroundings?: FlowSurroundings;
}

interface LaidOut {
  /** Null: it can be changed. */
  readOnlyReason: ReadOnlyReason | null;
  layout: Layout;
}

/** The page on which a flow is drawn, tried and published. On a phone it is there to be read. */
export function Builder({ flow, canEdit, panel = "inspector", focus, isToPublish = false, loadReach, surroundings = {} }: BuilderProps) {
  const layout = useLayout();
  const reason = flow.isArchived ? "archived" : !canEdit ? "role" : layout === "phone" ? "phone" : null;
  useEffect(() => {
    if (isToPublish && canEdit) useDialogs.getState().open("publish");
  }, [isToPublish, canEdit]);
  return (
    <LiveData>
      <ReactFlowProvider>
        <Suspense fallback={<Skeleton className="m-3 flex-1" />}>
          <ShowWebPictures>
            <SurroundingsProvider surroundings={surroundings}>
              <Draft
                key={String(reason)}
                flow={flow}
                canEdit={canEdit}
                readOnlyReason={reason}
                panel={panel}
                focus={focus}
                layout={layout}
                loadReach={loadReach}
              />
            </SurroundingsProvider>
          </ShowWebPictures>
        </Suspense>
      </ReactFlowProvider>
    </LiveData>
  );
}

type DraftProps = Required<Omit<BuilderProps, "focus" | "isToPublish" | "surroundings">> & Pick<BuilderProps, "focus"> & LaidOut;

function Draft({ flow, canEdit, readOnlyReason, panel, focus, layout, loadReach }: DraftProps) {
  const [left] = useState(() => leftDraftOf(flow.id));
  const before = left === undefined ? null : use(left);
  const [{ graph, saved }] = useState(() => newestDraft({ graph: flow.draft, revision: flow.revision }, before));
  const [editor] = useState(() => {
    const made = createEditor({ graph, readOnly: readOnlyReason !== null });
    made.set({ rightPanel: panel, isPanelChosen: false });
    if (focus !== undefined) made.goTo(focus.nodeId, focus.field);
    return made;
  });
  return (
    <EditorProvider editor={editor}>
      <Workspace
        flow={flow}
        saved={saved}
        editor={editor}
        canEdit={canEdit}
        readOnlyReason={readOnlyReason}
        layout={layout}
        loadReach={loadReach}
      />
    </EditorProvider>
  );
}

function Workspace({
  flow,
  saved,
  editor,
  canEdit,
  readOnlyReason,
  layout,
  loadReach,
}: Omit<Required<BuilderProps>, "panel" | "focus" | "isToPublish" | "surroundings"> & LaidOut & { editor: Editor; saved: Saved }) {
  const [name, setName] = useState(flow.name);
  const [publishedVersion, setPublishedVersion] = useState(flow.publishedVersion);
  const [publishedGraph, setPublishedGraph] = useState(flow.isPublished ? flow.draft : null);
  const isChanged = useEditorState(({ graph }) => graph !== publishedGraph);
  const onPublished: OnPublished = (version, graph) => {
    setPublishedVersion(version);
    setPublishedGraph(graph);
  };
  const [hasFigures, setHasFigures] = useState(false);
  useRememberedPanels(editor, layout === "wide");
  useOnePanel(editor, layout);
  const saving = useAutosave(editor, flow.id, saved);
  const actions = useActions();
  useValidation(flow.id);
  useShortcuts(actions);
  useKeptFocus();
  useClipboard();
  const toggleFigures = () => setHasFigures((shown) => !shown);
  const commands = useBuilderCommands(actions, { onFigures: publishedVersion === null ? null : toggleFigures });
  return (
    <SavingProvider saving={saving}>
      <div className="flex h-full min-h-0 flex-col">
        <TopBar
          flow={{ id: flow.id, name }}
          onRename={setName}
          actions={actions}
          commands={layout === "narrow" ? commands : null}
          readOnlyReason={readOnlyReason}
          publishedVersion={publishedVersion}
          isChanged={isChanged && !flow.isArchived}
          hasFigures={hasFigures}
          onFigures={toggleFigures}
        />
        <SaveBanner />
        <VisitBanner flowId={flow.id} />
        {flow.isArchived && <ArchivedBanner />}
        <div className="relative flex min-h-0 flex-1">
          <LeftSide actions={actions} layout={layout} />
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
            {layout === "phone" && <PhonePanel actions={actions} />}
          </div>
          <RightSide
            actions={actions}
            layout={layout}
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
      <PublishDialog flowId={flow.id} onPublished={onPublished} loadReach={loadReach} />
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
