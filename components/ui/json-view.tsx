"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";

interface JsonViewProps {
  value: unknown;
  /** What it is: "Request to Meta". */
  label: string;
}

/** JSON to read and to copy. */
export function JsonView({ value, label }: JsonViewProps) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-64 scroll-thin overflow-auto rounded-md border border-border bg-muted p-2 pr-9 font-mono text-xs leading-4.5 outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        {text}
      </pre>
      <CopyButton text={text} label={label} className="absolute top-1 right-1" />
    </div>
  );
}
