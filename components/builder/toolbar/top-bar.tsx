"use client";
import {
  ArrowLeft,
  ChartNoAxesColumn,
  CircleCheck,
  CircleHelp,
  History,
  LayoutGrid,
  Play,
  Redo2,
  Rocket,
  Search,
  Settings2,
  Zap,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import type { Actions } from "../actions/use-actions.ts";
import { SaveIndicator } from "../saving/save-indicator.tsx";
import { useEditor, useEditorState, useHistory } from "../store/editor-context.tsx";
import type { RightPanel } from "../store/editor-store.ts";
import type { ShellCommand } from "#components/shell/commands.ts";
import { MoreMenu } from "./more-menu.tsx";
import { ReadOnlyBadge, type ReadOnlyReason } from "./read-only-badge.tsx";
import { FlowName } from "./flow-name.tsx";

interface TopBarProps {
  flow: { id: number; name: string };
  onRename: (name: string) => void;
  actions: Actions;
  /** What goes into a menu, because there is no room for its buttons; null: there is. */
  commands: readonly ShellCommand[] | null;
  readOnlyReason: ReadOnlyReason | null;
  publishedVersion: number | null;
  /** The draft differs from it. */
  isChanged: boolean;
  hasFigures: boolean;
  onFigures: () => void;
}

/** Above the canvas: name, save state, issues, versions, test, publish. */
export function TopBar({
  flow,
  onRename,
  actions,
  commands,
  readOnlyReason,
  publishedVersion,
  isChanged,
  hasFigures,
  onFigures,
}: TopBarProps) {
  const t = useT();
  const readOnly = readOnlyReason !== null;
  const isArranging = useEditorState((state) => state.isArranging);
  return (
    <header className="flex h-12 select-none shrink-0 items-center gap-1.5 border-b border-border bg-surface px-2">
      <Tooltip label={t("common.backHome")}>
        <Button variant="ghost" size="icon" asChild>
          <Link href="/" aria-label={t("common.backHome")}>
            <ArrowLeft />
          </Link>
        </Button>
      </Tooltip>
      <FlowName flow={flow} readOnly={readOnly} onRename={onRename} />
      {publishedVersion !== null && (
        <Badge tone={isChanged ? "warning" : "outline"} className="hidden lg:inline-flex">
          {t(isChanged ? "builder.unpublished" : "builder.versionName", { number: publishedVersion })}
        </Badge>
      )}
      {readOnlyReason === null ? <SaveIndicator /> : <ReadOnlyBadge reason={readOnlyReason} />}
      <span className="flex-1" />
      {!readOnly && <HistoryButtons actions={actions} />}
      <IconAction icon={Search} label={t("builder.actionFind")} keys={SHORTCUTS.find} run={actions.find} />
      {!readOnly && (
        <IconAction
          icon={LayoutGrid}
          label={t("builder.actionLayout")}
          keys={SHORTCUTS.layout}
          run={actions.layout}
          pending={isArranging}
        />
      )}
      <IconAction
        icon={CircleHelp}
        label={t("builder.actionHelp")}
        keys={SHORTCUTS.help}
        run={actions.help}
        className="hidden sm:inline-flex"
      />
      {publishedVersion !== null && (
        <Tooltip label={t("executions.figures")}>
          <Button
            variant={hasFigures ? "secondary" : "ghost"}
            size="icon"
            aria-label={t("executions.figures")}
            aria-pressed={hasFigures}
            className="max-md:hidden"
            onClick={onFigures}
          >
            <ChartNoAxesColumn />
          </Button>
        </Tooltip>
      )}
      <ListButton panel="triggers" icon={Zap} label={t("triggers.flowTitle")} />
      <ListButton panel="settings" icon={Settings2} label={t("builder.flowSettings")} />
      <IssuesButton />
      <PanelButton panel="versions" icon={History} label={t("builder.versions")} />
      <PanelButton panel="simulator" icon={Play} label={t("builder.test")} keys={SHORTCUTS.test} />
      {commands !== null && <MoreMenu commands={commands} />}
      {!readOnly && (
        <Tooltip label={t("builder.publish")} keys={SHORTCUTS.publish}>
          <Button variant="primary" size="sm" className="h-8" aria-label={t("builder.publish")} onClick={actions.publish}>
            <Rocket />
            <span className="hidden md:inline">{t("builder.publish")}</span>
          </Button>
        </Tooltip>
      )}
    </header>
  );
}

function HistoryButtons({ actions }: { actions: Actions }) {
  const t = useT();
  const { canUndo, canRedo } = useHistory();
  return (
    <>
      <IconAction icon={Undo2} label={t("builder.actionUndo")} keys={SHORTCUTS.undo} run={actions.undo} disabled={!canUndo} />
      <IconAction icon={Redo2} label={t("builder.actionRedo")} keys={SHORTCUTS.redo} run={actions.redo} disabled={!canRedo} />
    </>
  );
}

interface IconActionProps {
  icon: typeof Search;
  label: string;
  keys: readonly string[];
  run: () => void;
  disabled?: boolean;
  pending?: boolean;
  className?: string;
}

function IconAction({ icon: Icon, label, keys, run, disabled = false, pending = false, className }: IconActionProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <Button
        variant="ghost"
        size="icon"
        aria-label={label}
        disabled={disabled}
        pending={pending}
        className={cn("hidden md:inline-flex", className)}
        onClick={run}
      >
        {!pending && <Icon />}
      </Button>
    </Tooltip>
  );
}

interface PanelButtonProps {
  panel: RightPanel;
  icon: typeof Search;
  label: string;
  keys?: readonly string[];
}

function PanelButton({ panel, icon: Icon, label, keys }: PanelButtonProps) {
  const editor = useEditor();
  const isOpen = useEditorState(({ rightPanel }) => rightPanel === panel);
  return (
    <Tooltip label={label} {...(keys && { keys })}>
      <Button
        variant={isOpen ? "secondary" : "ghost"}
        aria-label={label}
        aria-pressed={isOpen}
        className="px-2 max-md:hidden"
        onClick={() => editor.set({ rightPanel: isOpen ? "inspector" : panel })}
      >
        <Icon />
        <span className="hidden xl:inline">{label}</span>
      </Button>
    </Tooltip>
  );
}

/** What holds for the whole flow: its settings, its triggers. */
function ListButton({ panel, icon: Icon, label }: { panel: RightPanel; icon: typeof Settings2; label: string }) {
  const editor = useEditor();
  const isOpen = useEditorState(({ rightPanel }) => rightPanel === panel);
  return (
    <Tooltip label={label}>
      <Button
        variant={isOpen ? "secondary" : "ghost"}
        size="icon"
        aria-label={label}
        aria-pressed={isOpen}
        className="max-md:hidden"
        onClick={() => editor.set({ rightPanel: isOpen ? "inspector" : panel })}
      >
        <Icon />
      </Button>
    </Tooltip>
  );
}

function IssuesButton() {
  const t = useT();
  const editor = useEditor();
  const isOpen = useEditorState(({ rightPanel }) => rightPanel === "issues");
  const issues = useEditorState((state) => state.issues);
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const label = t("builder.issueCount", { count: issues.length });
  return (
    <Tooltip label={label}>
      <Button
        variant={isOpen ? "secondary" : "ghost"}
        aria-label={label}
        aria-pressed={isOpen}
        className={cn("px-2 max-md:hidden", errors > 0 ? "text-danger-text" : issues.length > 0 && "text-warning-text")}
        onClick={() => editor.set({ rightPanel: isOpen ? "inspector" : "issues" })}
      >
        {issues.length === 0 ? <CircleCheck className="text-success-text" /> : <TriangleAlert />}
        {issues.length > 0 && <span className="tabular-nums">{issues.length}</span>}
      </Button>
    </Tooltip>
  );
}
