import { Popover as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { keepOpenWhileComposing } from "./pressed-key.ts";
import { MENU_SURFACE } from "./menu-classes.ts";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverAnchor = Primitive.Anchor;

export function PopoverContent({ className, sideOffset = 4, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={sideOffset}
        collisionPadding={8}
        onEscapeKeyDown={keepOpenWhileComposing}
        className={cn(MENU_SURFACE, "w-72 p-3", className)}
        {...props}
      />
    </Primitive.Portal>
  );
}
