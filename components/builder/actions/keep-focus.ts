"use client";
import { useEffect } from "react";
import { useEditor } from "../store/editor-context.tsx";
import { focusCard } from "./card-focus.ts";

/**
 * The keyboard is never nowhere: where what had the focus is taken off the page (a panel that gives way, a window that closes, a card that
 * is deleted) and nothing else takes it, it goes to the selected card, or to the canvas.
 */
export function useKeptFocus(): void {
  const { store } = useEditor();
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null;
    };
    const observer = new MutationObserver(() => {
      if (document.activeElement !== document.body || last === null || last.isConnected) return;
      // A window keeps the keyboard in itself.
      if (document.querySelector("[role='dialog'][data-state='open'], [role='alertdialog'][data-state='open']") !== null) return;
      last = null;
      const { nodeIds, noteIds } = store.getState().selection;
      focusCard(nodeIds[0] ?? noteIds[0]);
    });
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, [store]);
}
