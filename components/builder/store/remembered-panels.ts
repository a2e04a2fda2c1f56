"use client";
import { useLayoutEffect } from "react";
import { z } from "zod";
import { shallow } from "zustand/shallow";
import { CARD_LEVELS } from "../card/card-size.ts";
import type { Editor, EditorState } from "./editor-store.ts";

const KEY = "siga.panels";
/** Narrower than this the map would lie on cards that somebody works on. */
const ROOM_FOR_MAP = "(min-width: 1440px)";

/** What an earlier release did not keep is as it is for somebody new. */
const view = z
  .object({
    leftPanel: z.enum(["palette", "outline"]),
    isLeftOpen: z.boolean(),
    isRightOpen: z.boolean(),
    cardLevel: z.enum(CARD_LEVELS),
    isMapOpen: z.boolean(),
  })
  .partial();
type View = Required<z.infer<typeof view>>;

/**
 * Panels, map and size of the cards stay as they were left on this device, the panels in a window that has room for them (`isWide`). What
 * the page was asked to open is open all the same.
 */
export function useRememberedPanels(editor: Editor, isWide: boolean): void {
  useLayoutEffect(() => {
    const usual = { ...viewOf(editor.store.getState()), isMapOpen: matchMedia(ROOM_FOR_MAP).matches };
    const { isRightOpen, cardLevel, isMapOpen, ...left } = { ...usual, ...kept() };
    editor.showCards(cardLevel);
    editor.set({ isMapOpen });
    if (!isWide) return;
    const { rightPanel, focus } = editor.store.getState();
    const isClosed = rightPanel === "inspector" && !isRightOpen && focus === null;
    editor.set({ ...left, rightPanel: isClosed ? null : rightPanel });
    return editor.store.subscribe((state, before) => {
      const now = viewOf(state);
      if (!shallow(now, viewOf(before))) localStorage.setItem(KEY, JSON.stringify(now));
    });
  }, [editor, isWide]);
}

const viewOf = ({ leftPanel, isLeftOpen, rightPanel, cardLevel, isMapOpen }: EditorState): View => ({
  leftPanel,
  isLeftOpen,
  isRightOpen: rightPanel !== null,
  cardLevel,
  isMapOpen,
});

function kept(): Partial<View> {
  try {
    return view.parse(JSON.parse(localStorage.getItem(KEY) ?? ""));
  } catch {
    return {};
  }
}
