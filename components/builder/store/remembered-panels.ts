"use client";
import { useLayoutEffect } from "react";
import { z } from "zod";
import { shallow } from "zustand/shallow";
import type { Editor, EditorState } from "./editor-store.ts";

const KEY = "siga.panels";

const panels = z.object({ leftPanel: z.enum(["palette", "outline"]), isLeftOpen: z.boolean(), isRightOpen: z.boolean() });
type Panels = z.infer<typeof panels>;

/** The panels stay as they were left on this device. What the page was asked to open is open all the same. */
export function useRememberedPanels(editor: Editor): void {
  useLayoutEffect(() => {
    const { leftPanel, isLeftOpen, isRightOpen } = kept() ?? panelsOf(editor.store.getState());
    const { rightPanel } = editor.store.getState();
    editor.set({ leftPanel, isLeftOpen, rightPanel: rightPanel === "inspector" && !isRightOpen ? null : rightPanel });
    return editor.store.subscribe((state, before) => {
      const now = panelsOf(state);
      if (!shallow(now, panelsOf(before))) localStorage.setItem(KEY, JSON.stringify(now));
    });
  }, [editor]);
}

const panelsOf = ({ leftPanel, isLeftOpen, rightPanel }: EditorState): Panels => ({
  leftPanel,
  isLeftOpen,
  isRightOpen: rightPanel !== null,
});

function kept(): Panels | null {
  try {
    return panels.parse(JSON.parse(localStorage.getItem(KEY) ?? ""));
  } catch {
    return null;
  }
}
