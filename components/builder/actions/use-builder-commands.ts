"use client";
import { CircleHelp, Copy, LayoutGrid, ListTree, Maximize, Redo2, Search, StickyNote, Trash2, TriangleAlert, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { type ShellCommand, useCommands } from "#components/shell/commands.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { translator } from "#lib/i18n/catalogue.ts";
import { useEditor } from "../store/editor-context.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import type { Actions } from "./use-actions.ts";

/** Puts the builder's actions into the console's command palette (Cmd/Ctrl+K). */
export function useBuilderCommands(actions: Actions): void {
  const locale = useLocale();
  const t = useT();
  const editor = useEditor();
  const commands = useMemo((): ShellCommand[] => {
    const say = translator(locale);
    return [
      { id: "find", label: say("builder.actionFind"), icon: Search, keys: SHORTCUTS.find, run: actions.find },
      { id: "layout", label: say("builder.actionLayout"), icon: LayoutGrid, keys: SHORTCUTS.layout, run: actions.layout },
      { id: "fit", label: say("builder.actionFit"), icon: Maximize, keys: SHORTCUTS.fit, run: actions.fit },
      { id: "undo", label: say("builder.actionUndo"), icon: Undo2, keys: SHORTCUTS.undo, run: actions.undo },
      { id: "redo", label: say("builder.actionRedo"), icon: Redo2, keys: SHORTCUTS.redo, run: actions.redo },
      { id: "duplicate", label: say("builder.actionDuplicate"), icon: Copy, keys: SHORTCUTS.duplicate, run: actions.duplicate },
      { id: "remove", label: say("builder.actionRemove"), icon: Trash2, keys: SHORTCUTS.remove, run: actions.remove },
      { id: "note", label: say("builder.actionNote"), icon: StickyNote, keys: SHORTCUTS.note, run: actions.note },
      { id: "issues", label: say("builder.issues"), icon: TriangleAlert, run: () => editor.set({ rightPanel: "issues" }) },
      { id: "outline", label: say("builder.outline"), icon: ListTree, run: () => editor.set({ leftPanel: "outline" }) },
      { id: "help", label: say("builder.actionHelp"), icon: CircleHelp, keys: SHORTCUTS.help, run: actions.help },
    ];
  }, [actions, editor, locale]);
  useCommands(t("builder.title"), commands);
}
