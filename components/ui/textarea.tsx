import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { CONTROL } from "./control.ts";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(CONTROL, "min-h-16 px-2.5 py-1.5 leading-5 read-only:bg-muted", className)} {...props} />;
}
