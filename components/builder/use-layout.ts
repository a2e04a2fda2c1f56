"use client";
import { useEffect } from "react";
import { useMedia } from "#components/ui/use-media.ts";
import type { Editor } from "./store/editor-store.ts";

/** Of the window, in the page's own pixels: at 200 % on a screen of 1280 there are 640. */
const NARROW = "(max-width: 767px)";
const HAS_POINTER = "(any-pointer: fine)";

/**
 * How the builder is laid out. Narrow: panels lie over the canvas, one at a time. Phone: too small to draw with a finger, so the flow is
 * there to be read; who has a mouse can draw on however small a window.
 */
export type Layout = "wide" | "narrow" | "phone";

export function useLayout(): Layout {
  const isNarrow = useMedia(NARROW, false);
  const hasPointer = useMedia(HAS_POINTER, true);
  if (!isNarrow) return "wide";
  return hasPointer ? "narrow" : "phone";
}

/** Where panels lie over the canvas, opening one closes the other; at first neither is open. */
export function useOnePanel({ store, set }: Editor, layout: Layout): void {
  useEffect(() => {
    if (layout !== "narrow") return;
    // What the page was asked to open stays.
    set({ isLeftOpen: false, ...(store.getState().rightPanel === "inspector" ? { rightPanel: null, isPanelChosen: false } : {}) });
    return store.subscribe((state, before) => {
      if (state.rightPanel !== null && before.rightPanel === null && state.isLeftOpen) set({ isLeftOpen: false });
      if (state.isLeftOpen && !before.isLeftOpen && state.rightPanel !== null) set({ rightPanel: null });
    });
  }, [store, set, layout]);
}
