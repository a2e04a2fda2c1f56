import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const calloutVariants = cva("flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0", {
  variants: {
    tone: {
      info: "border-info/30 bg-info-soft text-info-text",
      success: "border-success/30 bg-success-soft text-success-text",
      warning: "border-warning/40 bg-warning-soft text-warning-text",
      danger: "border-danger/30 bg-danger-soft text-danger-text",
    },
  },
  defaultVariants: { tone: "info" },
});

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

/** What the reader should know, within the page. Give it role="alert" or "status" when it comes up by itself. */
export function Callout({ className, tone, children, ...props }: ComponentProps<"div"> & VariantProps<typeof calloutVariants>) {
  const Icon = ICONS[tone ?? "info"];
  return (
    <div className={cn(calloutVariants({ tone }), className)} {...props}>
      <Icon aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
