import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/**
 * The main link of a table's row: it spreads over the whole row, what else can be pressed there lies above it, and `moveBetweenRows` goes
 * from one to the next.
 */
export function RowLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      data-row-link=""
      className={cn(
        "truncate font-medium outline-none before:absolute before:inset-0 focus-visible:before:rounded-md focus-visible:before:ring-2 focus-visible:before:ring-ring focus-visible:before:ring-inset",
        className,
      )}
      {...props}
    />
  );
}
