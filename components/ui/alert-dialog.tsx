import { AlertDialog as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { OVERLAY } from "./modal.tsx";

export const AlertDialog = Primitive.Root;
export const AlertDialogCancel = Primitive.Cancel;

interface AlertDialogContentProps extends Omit<ComponentProps<typeof Primitive.Content>, "title"> {
  title: ReactNode;
  description: ReactNode;
}

/** A question that must be answered; it names the thing and what happens to it. */
export function AlertDialogContent({ title, description, className, children, ...props }: AlertDialogContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={OVERLAY} />
      <Primitive.Content
        className={cn(
          "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-xl border border-border bg-popover p-5 text-popover-foreground shadow-xl outline-none animate-fade",
          className,
        )}
        {...props}
      >
        <div className="flex flex-col gap-1">
          <Primitive.Title className="text-base leading-6 font-semibold wrap-anywhere">{title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="text-sm text-muted-foreground">{description}</div>
          </Primitive.Description>
        </div>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
