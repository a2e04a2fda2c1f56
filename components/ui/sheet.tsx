"use client";
import { Dialog as Primitive } from "radix-ui";
import { cn } from "./cn.ts";
import { ModalContent, type ModalContentProps } from "./modal.tsx";

export const Sheet = Primitive.Root;

const SIDES = {
  left: "inset-y-0 left-0 w-72 max-w-[calc(100vw-3rem)] border-r",
  right: "inset-y-0 right-0 w-[26rem] max-w-[calc(100vw-2rem)] border-l",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t",
} as const;

interface SheetContentProps extends ModalContentProps {
  side?: keyof typeof SIDES;
}

/** A panel that comes in from an edge of the screen. */
export function SheetContent({ side = "right", className, ...props }: SheetContentProps) {
  return <ModalContent className={cn(SIDES[side], className)} {...props} />;
}
