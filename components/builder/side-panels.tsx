"use client";
import { ListTree, PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen, Shapes } from "lucide-react";
import { lazy, type ReactNode, type RefObject, Suspense, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Callout } from "#components/ui/callout.tsx";
import { ResizablePanel } from "#components/ui/resizable.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { backToCard } from "./actions/card-focus.ts";
import type { Actions } from "./actions/use-actions.ts";
import { FlowPanel } from "./inspector/flow-panel.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { IssuesPanel } from "./issues/issues-panel.tsx";
import { Outline } from "./outline/outline.tsx";
import { Palette } from "./palette/palette.tsx";
import { isNothing } from "./model/graph.ts";
import { useEditor, useEditorState } from "./store/editor-context.tsx";
import { useSettledPanel } from "./store/settled-panel.ts";
import type { Editor } from "./store/editor-store.ts";
import type { Layout } from "./use-layout.ts";
import type { OnPublished } from "./versions/use-publish.ts";
import { TriggersPanel } from "./triggers/triggers-panel.tsx";
import { VersionsPanel } from "./versions/versions-panel.tsx";

const SimulatorPanel = lazy(() =>
  import("./simulator-panel.tsx").then(
    (module) => ({ default: module.SimulatorPanel }),
    () => ({ default: NotLoaded }),
  ),
);

/** Without a connection the simulator's code cannot be fetched; the rest of the page goes on. */
function NotLoaded() {
  const t = useT();
  return (
    <Callout tone="warning" role="alert" className="m-3">
      {t("common.errorNetwork")}
    </Callout>
  );
}

/** Over the canvas, where there is no room beside it. */
const OVER = "absolute inset-y-0 z-20 max-w-full shadow-xl";

function firstSelected({ store }: Editor): string | undefined {
  const { nodeIds, noteIds } = store.getState().selection;
  return nodeIds[0] ?? noteIds[0];
}

interface ToggleProps {
  label: string;
  tooltipSide: "left" | "right";
  /** Shared by the button that closes a panel and the one that opens it: whoever presses one by keyboard is on the other next. */
  focusRef: RefObject<boolean>;
  onClick: () => void;
  children: ReactNode;
}

function Toggle({ label, tooltipSide, focusRef, onClick, children }: ToggleProps) {
  const takeFocus = (button: HTMLButtonElement | null) => {
    if (button === null || !focusRef.current) return;
    focusRef.current = false;
    button.focus();
  };
  return (
    <Tooltip label={label} side={tooltipSide}>
      <Button
        ref={takeFocus}
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        onClick={(event) => {
          // A key's click has no count.
          focusRef.current = event.detail === 0;
          onClick();
        }}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

/** Left of the canvas: what can be placed, or the flow as a list. */
export function LeftSide({ actions, layout }: { actions: Actions; layout: Layout }) {
  const t = useT();
  const editor = useEditor();
  const focusRef = useRef(false);
  const isOpen = useEditorState(({ isLeftOpen }) => isLeftOpen);
  const panel = useEditorState(({ leftPanel, readOnly }) => (readOnly ? "outline" : leftPanel));
  const readOnly = useEditorState((state) => state.readOnly);
  if (layout === "phone") return null;
  if (!isOpen) {
    return (
      <div className="border-r border-border bg-surface p-1.5">
        <Toggle label={t("builder.openPanel")} tooltipSide="right" focusRef={focusRef} onClick={() => editor.set({ isLeftOpen: true })}>
          <PanelLeftOpen />
        </Toggle>
      </div>
    );
  }
  return (
    <ResizablePanel
      name="builder-left"
      handle="right"
      label={t("builder.resizeLeft")}
      initial={208}
      min={168}
      max={420}
      className={cn("border-r border-border bg-surface", layout === "narrow" && cn(OVER, "left-0"))}
      onKeyDown={(event) => backToCard(event, firstSelected(editor))}
    >
      <div className="flex items-center justify-between gap-1 border-b border-border p-1.5">
        {readOnly ? (
          <span className="px-1.5 text-[13px] font-semibold">{t("builder.outline")}</span>
        ) : (
          <Segmented
            label={t("builder.leftPanel")}
            value={panel}
            onChange={(leftPanel) => editor.set({ leftPanel })}
            options={[
              { value: "palette", label: <Shapes aria-hidden="true" />, name: t("builder.palette") },
              { value: "outline", label: <ListTree aria-hidden="true" />, name: t("builder.outline") },
            ]}
          />
        )}
        <Toggle label={t("builder.closePanel")} tooltipSide="right" focusRef={focusRef} onClick={() => editor.set({ isLeftOpen: false })}>
          <PanelLeftClose />
        </Toggle>
      </div>
      <h2 className="sr-only">{panel === "palette" ? t("builder.palette") : t("builder.outline")}</h2>
      {panel === "palette" ? <Palette actions={actions} /> : <Outline />}
    </ResizablePanel>
  );
}

interface RightSideProps {
  actions: Actions;
  layout: Layout;
  flow: { id: number; name: string };
  publishedVersion: number | null;
  onPublished: OnPublished;
  /** Whether this person may change flows. */
  canEdit: boolean;
}

/** Right of the canvas, while there is something to show: the inspector of what is selected, or what the top bar opened instead of it. */
export function RightSide({ actions, layout, flow, publishedVersion, onPublished, canEdit }: RightSideProps) {
  const t = useT();
  const editor = useEditor();
  const focusRef = useRef(false);
  const panel = useSettledPanel();
  const isFolded = useEditorState(({ rightPanel, selection }) => rightPanel === null && !isNothing(selection));
  const titles = {
    inspector: t("builder.inspector"),
    issues: t("builder.issues"),
    versions: t("builder.versions"),
    simulator: t("builder.test"),
    settings: t("builder.flowSettings"),
    triggers: t("triggers.flowTitle"),
  };
  if (layout === "phone") return null;
  if (isFolded) {
    return (
      <div className="absolute top-2 right-2 z-10 rounded-lg border border-border bg-surface shadow-sm">
        <Toggle
          label={t("builder.openRight")}
          tooltipSide="left"
          focusRef={focusRef}
          onClick={() => editor.set({ rightPanel: "inspector" })}
        >
          <PanelRightOpen />
        </Toggle>
      </div>
    );
  }
  if (panel === null) return null;
  return (
    <ResizablePanel
      name="builder-right"
      handle="left"
      label={t("builder.resizeRight")}
      initial={336}
      min={280}
      max={640}
      className={cn("border-l border-border bg-surface", layout === "narrow" && cn(OVER, "right-0"))}
      onKeyDown={(event) => backToCard(event, firstSelected(editor))}
    >
      <div className="flex items-center justify-between gap-1 border-b border-border py-1 pr-1.5 pl-3">
        <h2 className="text-[13px] leading-5 font-semibold">{titles[panel]}</h2>
        <Toggle
          label={t("builder.closeRight")}
          tooltipSide="left"
          focusRef={focusRef}
          onClick={() => editor.set({ rightPanel: panel === "inspector" ? null : "inspector" })}
        >
          <PanelRightClose />
        </Toggle>
      </div>
      {panel === "inspector" && <Inspector actions={actions} />}
      {panel === "issues" && <IssuesPanel />}
      {panel === "settings" && <FlowPanel />}
      {panel === "triggers" && <TriggersPanel />}
      {panel === "versions" && <VersionsPanel flowId={flow.id} flowName={flow.name} onPublished={onPublished} />}
      {panel === "simulator" && (
        <Suspense fallback={<Skeleton className="m-3 flex-1" />}>
          <SimulatorPanel flowId={flow.id} flowName={flow.name} publishedVersion={publishedVersion} canEdit={canEdit} />
        </Suspense>
      )}
    </ResizablePanel>
  );
}
