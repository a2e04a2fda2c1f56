"use client";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { ModalContent, type ModalContentProps } from "./modal.tsx";

export const Dialog = Primitive.Root;

/** A window with its title, its close button and at most the height of the screen. */
export function DialogContent({ className, ...props }: ModalContentProps) {
  return (
    <ModalContent
      className={cn(
        "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 rounded-xl border",
        className,
      )}
      {...props}
    />
  );
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-wrap items-center justify-end gap-2 pt-1", className)} {...props} />;
}
