"use client";
import { useSyncExternalStore } from "react";
import { cn } from "./cn.ts";

const never = () => () => {};
const isApple = () => /mac|iphone|ipad/i.test(navigator.platform);

const SYMBOLS: Record<string, string> = {
  shift: "⇧",
  enter: "↵",
  backspace: "⌫",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  esc: "Esc",
  space: "␣",
};

/** Keys that Apple's keyboards call otherwise. */
const named = (apple: boolean): Record<string, string> => ({ ...SYMBOLS, mod: apple ? "⌘" : "Ctrl", alt: apple ? "⌥" : "Alt" });

/** Keys as this reader's keyboard names them; "mod" is ⌘ or Ctrl. */
export function Kbd({ keys, className, keyClassName }: { keys: readonly string[]; className?: string; keyClassName?: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <span className={cn("inline-flex items-center gap-0.5", className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className={cn(
            "inline-flex h-5 min-w-5 items-center justify-center rounded border border-border bg-muted px-1 font-sans text-[11px] leading-none font-medium text-muted-foreground",
            keyClassName,
          )}
        >
          {named(apple)[key.toLowerCase()] ?? key}
        </kbd>
      ))}
    </span>
  );
}
