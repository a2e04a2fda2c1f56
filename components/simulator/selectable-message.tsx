"use client";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

interface SelectableMessageProps {
  /** Of the bubble, by which the arrow keys find it. */
  id: string | number;
  mine: boolean;
  /** Who says what: the name of the button. */
  label: string;
  pressed?: boolean;
  /** In the tab order. */
  reachable: boolean;
  /** Left out where there is nothing to select. */
  onSelect?: (() => void) | undefined;
  children: ReactNode;
}

/**
 * A message that is selected by a click anywhere on it. The button lies beneath the message, not around it, because a message may have
 * buttons of its own: those let clicks through to nobody (`pointer-events-auto`), all else does.
 */
export function SelectableMessage({ id, mine, label, pressed, reachable, onSelect, children }: SelectableMessageProps) {
  return (
    <div className="relative">
      {onSelect !== undefined && (
        <button
          type="button"
          data-bubble={id}
          tabIndex={reachable ? 0 : -1}
          aria-pressed={pressed}
          aria-label={label}
          onClick={onSelect}
          className="absolute inset-0 w-full cursor-pointer rounded-lg outline-none focus-visible:ring-2 focus-visible:ring-ring"
        />
      )}
      <div className={cn("pointer-events-none relative", mine && "flex justify-end")}>{children}</div>
    </div>
  );
}
