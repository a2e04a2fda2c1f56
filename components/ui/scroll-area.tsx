import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A region that scrolls by itself; in the tab order, so that the arrow keys reach what it hides. */
export function ScrollArea({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      tabIndex={0}
      className={cn(
        "scroll-thin min-h-0 overflow-auto outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset",
        className,
      )}
      {...props}
    />
  );
}
