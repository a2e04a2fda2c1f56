"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "./cn.ts";
import { keepOpenWhileComposing } from "./pressed-key.ts";

export const OVERLAY = "fixed inset-0 z-50 bg-overlay animate-fade";

export interface ModalContentProps extends Omit<ComponentProps<typeof Primitive.Content>, "title"> {
  title: ReactNode;
  description?: ReactNode;
}

/** What windows and panels over the page have in common: a title, a close button, a veil behind. Where they stand is for `className`. */
export function ModalContent({ title, description, className, children, ...props }: ModalContentProps) {
  const t = useT();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={OVERLAY} />
      <Primitive.Content
        onEscapeKeyDown={keepOpenWhileComposing}
        {...(description === undefined ? { "aria-describedby": undefined } : {})}
        className={cn(
          "fixed z-50 flex flex-col gap-4 overflow-y-auto border-border bg-popover p-5 text-popover-foreground shadow-xl outline-none animate-fade",
          className,
        )}
        {...props}
      >
        <div className="flex flex-col gap-1 pr-8">
          <Primitive.Title className="text-base leading-6 font-semibold wrap-anywhere">{title}</Primitive.Title>
          {description !== undefined && (
            <Primitive.Description className="text-sm text-muted-foreground">{description}</Primitive.Description>
          )}
        </div>
        {children}
        <Primitive.Close
          aria-label={t("common.close")}
          className="absolute top-4 right-4 inline-flex size-7 cursor-pointer items-center justify-center rounded-md text-muted-foreground outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring"
        >
          <X className="size-4" />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
