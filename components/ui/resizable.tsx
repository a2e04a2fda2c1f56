"use client";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useSyncExternalStore } from "react";
import { cn } from "./cn.ts";
import { pressedKey } from "./pressed-key.ts";

interface ResizablePanelProps {
  /** The side of the panel where its handle is. */
  handle: "left" | "right";
  /** Read out as the name of the handle. */
  label: string;
  /** Remembers the width on this device under this name. */
  name: string;
  initial: number;
  min: number;
  max: number;
  className?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

const STEP = 16;

const listeners = new Set<() => void>();
function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  return () => listeners.delete(notify);
}

/** A panel whose width (px) is dragged, or moved with the arrow keys, and remembered. */
export function ResizablePanel({ handle, label, name, initial, min, max, className, onKeyDown, children }: ResizablePanelProps) {
  const key = `siga.width.${name}`;
  const clamp = (px: number) => Math.min(max, Math.max(min, Math.round(px)));
  const kept = Number.parseInt(
    useSyncExternalStore(
      subscribe,
      () => localStorage.getItem(key) ?? "",
      () => "",
    ),
    10,
  );
  const width = Number.isNaN(kept) ? initial : clamp(kept);
  const direction = handle === "left" ? -1 : 1;

  const keep = (px: number) => {
    localStorage.setItem(key, String(clamp(px)));
    for (const notify of listeners) notify();
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const bar = event.currentTarget;
    const from = event.clientX;
    const move = (moved: globalThis.PointerEvent) => keep(width + direction * (moved.clientX - from));
    const end = () => bar.removeEventListener("pointermove", move);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", end, { once: true });
  };
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) === "ArrowLeft") keep(width - direction * STEP);
    else if (pressedKey(event) === "ArrowRight") keep(width + direction * STEP);
    else if (pressedKey(event) === "Home") keep(min);
    else if (pressedKey(event) === "End") keep(max);
    else return;
    event.preventDefault();
  };

  return (
    <div data-panel={name} className={cn("relative flex min-h-0 shrink-0 flex-col", className)} style={{ width }} onKeyDown={onKeyDown}>
      {children}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={drag}
        onKeyDown={press}
        onDoubleClick={() => keep(initial)}
        className={cn(
          "absolute inset-y-0 z-10 w-1.5 cursor-col-resize touch-none outline-none hover:bg-primary/30 focus-visible:bg-primary",
          handle === "left" ? "-left-1" : "-right-1",
        )}
      />
    </div>
  );
}
