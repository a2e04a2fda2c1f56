"use client";
import type { ReactNode } from "react";
import { JsonView } from "./json-view.tsx";

interface JsonDisclosureProps {
  label: string;
  value: unknown;
  open?: boolean;
  /** What else stands on the line. */
  children?: ReactNode;
}

/** JSON behind a line that tells what it is. */
export function JsonDisclosure({ label, value, open = false, children }: JsonDisclosureProps) {
  return (
    <details open={open}>
      <summary className="cursor-pointer text-xs outline-none focus-visible:ring-2 focus-visible:ring-ring">
        {label}
        {children}
      </summary>
      <div className="pt-1.5">
        <JsonView value={value} label={label} />
      </div>
    </details>
  );
}
