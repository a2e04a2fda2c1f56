import { Tooltip as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd.tsx";

export const TooltipProvider = Primitive.Provider;

interface TooltipProps {
  label: ReactNode;
  /** Keys that do the same, such as ["mod", "Z"]. */
  keys?: readonly string[];
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement;
}

/** A word on what a control does. It never is the only name of an icon button: give that an aria-label too. */
export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md bg-tooltip px-2 py-1 text-xs leading-4 text-tooltip-foreground shadow-md animate-fade"
        >
          {label}
          {keys && <Kbd keys={keys} keyClassName="border-white/20 bg-white/10 text-tooltip-foreground" />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
