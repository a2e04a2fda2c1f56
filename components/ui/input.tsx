import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { CONTROL } from "./control.ts";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(CONTROL, "h-8 px-2.5 read-only:bg-muted", className)} {...props} />;
}
