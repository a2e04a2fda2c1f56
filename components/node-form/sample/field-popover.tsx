"use client";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";

interface FieldPopoverProps extends Pick<ComponentProps<typeof Popover>, "open" | "onOpenChange"> {
  label: string;
  /** The button that opens it. */
  trigger: ReactNode;
  className: string;
  /** It opens by itself, beside a field that somebody writes in. */
  keepsFocus?: boolean;
  children: ReactNode;
}

/** What helps with a field of a panel, beside the panel. */
export function FieldPopover({ label, trigger, className, keepsFocus = false, children, ...root }: FieldPopoverProps) {
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef({ getBoundingClientRect: () => besidePanel(button.current) });
  return (
    <Popover {...root}>
      <PopoverAnchor virtualRef={place} />
      <PopoverTrigger ref={button} asChild>
        {trigger}
      </PopoverTrigger>
      <PopoverContent
        side="left"
        align="start"
        sideOffset={12}
        onOpenAutoFocus={(event) => keepsFocus && event.preventDefault()}
        // The field comes to have the focus only after this has opened.
        onFocusOutside={(event) => keepsFocus && event.preventDefault()}
        aria-label={label}
        className={cn("scroll-thin max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-2rem)] overflow-y-auto", className)}
      >
        {children}
      </PopoverContent>
    </Popover>
  );
}

/** Beside the panel, so that the field stays in sight; beside the button where there is no panel. */
function besidePanel(button: HTMLElement | null): DOMRect {
  const own = button?.getBoundingClientRect() ?? new DOMRect();
  const panel = button?.closest("[data-panel]")?.getBoundingClientRect();
  return panel === undefined ? own : new DOMRect(panel.left, own.top, panel.width, own.height);
}
