"use client";
import { useEffect, useState } from "react";
import { useEditorState } from "./editor-context.tsx";
import { type RightPanel, shownPanel } from "./editor-store.ts";

/**
 * What is open on the right, told only when no button of the mouse is held: a card is selected when it is pressed, and a canvas that
 * became narrower then would move under the hand that drags it.
 */
export function useSettledPanel(): RightPanel | null {
  const wanted = useEditorState(shownPanel);
  const isHeld = useIsHeld();
  const [settled, setSettled] = useState(wanted);
  if (!isHeld && settled !== wanted) setSettled(wanted);
  return isHeld ? settled : wanted;
}

function useIsHeld(): boolean {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    const press = ({ target }: PointerEvent) => setIsHeld(target instanceof Element && target.closest(".react-flow") !== null);
    const release = () => setIsHeld(false);
    const options = { capture: true };
    document.addEventListener("pointerdown", press, options);
    for (const end of ["pointerup", "pointercancel", "dragend", "drop"]) document.addEventListener(end, release, options);
    return () => {
      document.removeEventListener("pointerdown", press, options);
      for (const end of ["pointerup", "pointercancel", "dragend", "drop"]) document.removeEventListener(end, release, options);
    };
  }, []);
  return isHeld;
}
