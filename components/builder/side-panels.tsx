"use client";
import { ListTree, PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen, Shapes } from "lucide-react";
import { lazy, type ReactNode, type RefObject, Suspense, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ResizablePanel } from "#components/ui/resizable.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Actions } from "./actions/use-actions.ts";
import { Inspector } from "./inspector/inspector.tsx";
import { IssuesPanel } from "./issues/issues-panel.tsx";
import { Outline } from "./outline/outline.tsx";
import { Palette } from "./palette/palette.tsx";
import { useEditor, useEditorState } from "./store/editor-context.tsx";
import type { OnPublished } from "./versions/use-publish.ts";
import { VersionsPanel } from "./versions/versions-panel.tsx";

const SimulatorPanel = lazy(() =>
  import("./simulator-panel.tsx").then(
    (module) => ({ default: module.SimulatorPanel }),
    () => ({ default: NotLoaded }),
  ),
);

/** Without a connection the simulator's code can not be fetched; the rest of the page goes on. */
function NotLoaded() {
  const t = useT();
  return (
    <Callout tone="warning" role="alert" className="m-3">
      {t("common.errorNetwork")}
    </Callout>
  );
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
export function LeftSide({ actions }: { actions: Actions }) {
  const t = useT();
  const editor = useEditor();
  const focusRef = useRef(false);
  const isOpen = useEditorState(({ isLeftOpen }) => isLeftOpen);
  const panel = useEditorState(({ leftPanel, readOnly }) => (readOnly ? "outline" : leftPanel));
  const readOnly = useEditorState((state) => state.readOnly);
  if (!isOpen) {
    return (
      <div className="hidden border-r border-border bg-surface p-1.5 md:block">
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
      initial={224}
      min={176}
      max={420}
      className="hidden border-r border-border bg-surface md:flex"
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
  flow: { id: number; name: string };
  publishedVersion: number | null;
  onPublished: OnPublished;
  /** Whether this person may change flows. */
  canEdit: boolean;
}

/** Right of the canvas: the inspector, or what the top bar opened instead of it. */
export function RightSide({ actions, flow, publishedVersion, onPublished, canEdit }: RightSideProps) {
  const t = useT();
  const editor = useEditor();
  const focusRef = useRef(false);
  const panel = useEditorState((state) => state.rightPanel);
  const titles = {
    inspector: t("builder.inspector"),
    issues: t("builder.issues"),
    versions: t("builder.versions"),
    simulator: t("builder.test"),
  };
  if (panel === null) {
    return (
      <div className="hidden border-l border-border bg-surface p-1.5 md:block">
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
  return (
    <ResizablePanel
      name="builder-right"
      handle="left"
      label={t("builder.resizeRight")}
      initial={336}
      min={280}
      max={640}
      className="hidden border-l border-border bg-surface md:flex"
    >
      <div className="flex items-center justify-between gap-1 border-b border-border py-1 pr-1.5 pl-3">
        <h2 className="text-[13px] leading-5 font-semibold">{titles[panel]}</h2>
        <Toggle label={t("builder.closeRight")} tooltipSide="left" focusRef={focusRef} onClick={() => editor.set({ rightPanel: null })}>
          <PanelRightClose />
        </Toggle>
      </div>
      {panel === "inspector" && <Inspector actions={actions} />}
      {panel === "issues" && <IssuesPanel />}
      {panel === "versions" && <VersionsPanel flowId={flow.id} flowName={flow.name} onPublished={onPublished} />}
      {panel === "simulator" && (
        <Suspense fallback={<Skeleton className="m-3 flex-1" />}>
          <SimulatorPanel flowId={flow.id} flowName={flow.name} publishedVersion={publishedVersion} canEdit={canEdit} />
        </Suspense>
      )}
    </ResizablePanel>
  );
}
