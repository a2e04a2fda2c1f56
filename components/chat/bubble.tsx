import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

interface BubbleProps {
  /** The side of the chat: `end` (right, green) is whoever holds the phone, `start` (left) the other. */
  align: "start" | "end";
  children: ReactNode;
  className?: string | undefined;
}

/** The shape of a message on a phone. */
export function Bubble({ align, children, className }: BubbleProps) {
  return (
    <div
      className={cn(
        "w-fit max-w-[85%] rounded-lg px-2.5 py-1.5 text-[13.5px] leading-[19px] wrap-anywhere text-chat-foreground shadow-[0_1px_0.5px_rgb(0_0_0/0.13)]",
        align === "end" ? "ml-auto rounded-tr-sm bg-chat-outbound" : "rounded-tl-sm bg-chat-inbound",
        className,
      )}
    >
      {children}
    </div>
  );
}
