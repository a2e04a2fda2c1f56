"use client";
import { cva, type VariantProps } from "class-variance-authority";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "./cn.ts";
import { OVERLAY } from "./dialog.tsx";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;
export const SheetClose = Primitive.Close;

const sides = cva("fixed z-50 flex flex-col gap-4 overflow-y-auto border-border bg-popover p-5 text-popover-foreground shadow-xl outline-none animate-fade", {
  variants: {
    side: {
      left: "inset-y-0 left-0 w-72 max-w-[calc(100vw-3rem)] border-r",
      right: "inset-y-0 right-0 w-[26rem] max-w-[calc(100vw-2rem)] border-l",
      bottom: "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t",
    },
  },
  defaultVariants: { side: "right" },
});

interface SheetContentProps extends Omit<ComponentProps<typeof Primitive.Content>, "title">, VariantProps<typeof sides> {
  title: ReactNode;
  description?: ReactNode;
}

/** A panel that comes in from an edge of the screen. */
export function SheetContent({ side, title, description, className, children, ...props }: SheetContentProps) {
  const t = useT();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={OVERLAY} />
      <Primitive.Content {...(description === undefined ? { "aria-describedby": undefined } : {})} className={cn(sides({ side }), className)} {...props}>
        <div className="flex flex-col gap-1 pr-8">
          <Primitive.Title className="text-base leading-6 font-semibold">{title}</Primitive.Title>
          {description !== undefined && <Primitive.Description className="text-sm text-muted-foreground">{description}</Primitive.Description>}
        </div>
        {children}
        <Primitive.Close aria-label={t("common.close")} className="absolute top-4 right-4 inline-flex size-7 cursor-pointer items-center justify-center rounded-md text-muted-foreground outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring">
          <X className="size-4" />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
