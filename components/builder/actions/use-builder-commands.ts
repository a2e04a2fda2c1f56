"use client";
import {
  AlignEndHorizontal,
  AlignEndVertical,
  AlignStartHorizontal,
  AlignStartVertical,
  ChartNoAxesColumn,
  CircleHelp,
  Copy,
  History,
  LayoutGrid,
  ListTree,
  Maximize,
  Play,
  Plus,
  Redo2,
  Rows3,
  Rocket,
  Search,
  StickyNote,
  Trash2,
  TriangleAlert,
  Zap,
  Undo2,
} from "lucide-react";
import { useMemo } from "react";
import { type ShellCommand, useCommands } from "#components/shell/commands.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { translator } from "#lib/i18n/catalogue.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { type ActionId, isReading, SHORTCUTS } from "./shortcuts.ts";
import type { Actions } from "./use-actions.ts";

/** Puts the builder's actions into the console's command palette (Cmd/Ctrl+K), and returns them. */
export function useBuilderCommands(actions: Actions, { onFigures }: { onFigures: (() => void) | null }): readonly ShellCommand[] {
  const locale = useLocale();
  const t = useT();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const hasSeveral = useEditorState(({ selection }) => selection.nodeIds.length > 1);
  const commands = useMemo((): ShellCommand[] => {
    const say = translator(locale);
    const keyed: (ShellCommand & { id: ActionId })[] = [
      { id: "add", label: say("builder.actionAdd"), icon: Plus, run: actions.add },
      { id: "find", label: say("builder.actionFind"), icon: Search, run: actions.find },
      { id: "layout", label: say("builder.actionLayout"), icon: LayoutGrid, run: actions.layout },
      { id: "fit", label: say("builder.actionFit"), icon: Maximize, run: actions.fit },
      { id: "undo", label: say("builder.actionUndo"), icon: Undo2, run: actions.undo },
      { id: "redo", label: say("builder.actionRedo"), icon: Redo2, run: actions.redo },
      { id: "duplicate", label: say("builder.actionDuplicate"), icon: Copy, run: actions.duplicate },
      { id: "remove", label: say("builder.actionRemove"), icon: Trash2, run: actions.remove },
      { id: "note", label: say("builder.actionNote"), icon: StickyNote, run: actions.note },
      { id: "help", label: say("builder.actionHelp"), icon: CircleHelp, run: actions.help },
    ];
    const alignments: (ShellCommand & { id: ActionId })[] = [
      { id: "alignLeft", label: say("builder.alignLeft"), icon: AlignStartVertical, run: () => actions.align("left") },
      { id: "alignRight", label: say("builder.alignRight"), icon: AlignEndVertical, run: () => actions.align("right") },
      { id: "alignTop", label: say("builder.alignTop"), icon: AlignStartHorizontal, run: () => actions.align("top") },
      { id: "alignBottom", label: say("builder.alignBottom"), icon: AlignEndHorizontal, run: () => actions.align("bottom") },
    ];
    if (hasSeveral) keyed.push(...alignments);
    return [
      ...(readOnly ? [] : [{ id: "publish", label: say("builder.publish"), icon: Rocket, run: actions.publish, keys: SHORTCUTS.publish }]),
      ...(readOnly ? [] : [{ id: "layoutDocked", label: say("builder.actionLayoutDocked"), icon: Rows3, run: actions.layoutDocked }]),
      { id: "test", label: say("builder.test"), icon: Play, run: () => editor.set({ rightPanel: "simulator" }), keys: SHORTCUTS.test },
      { id: "versions", label: say("builder.versions"), icon: History, run: () => editor.set({ rightPanel: "versions" }) },
      ...(onFigures === null ? [] : [{ id: "figures", label: say("executions.figures"), icon: ChartNoAxesColumn, run: onFigures }]),
      ...keyed.flatMap((command) => (readOnly && !isReading(command.id) ? [] : [{ ...command, keys: SHORTCUTS[command.id] }])),
      { id: "triggers", label: say("triggers.flowTitle"), icon: Zap, run: () => editor.set({ rightPanel: "triggers" }) },
      { id: "issues", label: say("builder.issues"), icon: TriangleAlert, run: () => editor.set({ rightPanel: "issues" }) },
      { id: "outline", label: say("builder.outline"), icon: ListTree, run: () => editor.set({ leftPanel: "outline", isLeftOpen: true }) },
    ];
  }, [actions, editor, locale, readOnly, hasSeveral, onFigures]);
  useCommands(t("builder.title"), commands);
  return commands;
}
