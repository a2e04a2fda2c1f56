"use client";
import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useState } from "react";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** How a row looks while one is dragged: it is the one, or the dragged one will stand before or after it. */
export type DragState = "dragged" | "before" | "after" | null;

interface RowDrag {
  stateOf(index: number): DragState;
  /** For the handle of a row. */
  grab(index: number): (event: PointerEvent) => void;
}

/** Drags a row by its handle; nothing moves before it is let go, so that a drag is one step to undo. Escape lets all stay. */
export function useRowDrag(list: RefObject<HTMLElement | null>, move: (from: number, to: number) => void): RowDrag {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const from = drag?.from ?? null;
  // Asked anew at the drop: the pointer may be let go before the last move of it was drawn.
  const drop = useEffectEvent((event: globalThis.PointerEvent) => {
    setDrag(null);
    if (from !== null) move(from, placeAt(list.current, event.clientY, from));
  });
  useEffect(() => {
    if (from === null) return;
    const follow = (event: globalThis.PointerEvent) => setDrag({ from, to: placeAt(list.current, event.clientY, from) });
    const stop = () => setDrag(null);
    const press = (event: KeyboardEvent) => {
      if (pressedKey(event) !== "Escape") return;
      event.stopPropagation();
      stop();
    };
    const release = (event: globalThis.PointerEvent) => drop(event);
    addEventListener("pointermove", follow);
    addEventListener("pointerup", release);
    addEventListener("pointercancel", stop);
    addEventListener("keydown", press, true);
    return () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", stop);
      removeEventListener("keydown", press, true);
    };
  }, [from, list]);
  return {
    stateOf(index) {
      if (drag === null) return null;
      if (index === drag.from) return "dragged";
      if (index !== drag.to) return null;
      return drag.to < drag.from ? "before" : "after";
    },
    grab: (index) => (event) => {
      if (event.button !== 0) return;
      // Otherwise the pointer marks the texts that it passes.
      event.preventDefault();
      setDrag({ from: index, to: index });
    },
  };
}

/** The place that the dragged row would have: behind all others whose middle is above the pointer. */
function placeAt(list: HTMLElement | null, y: number, from: number): number {
  const others = [...(list?.children ?? [])].filter((_, index) => index !== from);
  return others.filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}
