"use client";
import { Time } from "#components/ui/time.tsx";
import { useMoments } from "#components/ui/use-moments.ts";

interface DaySeparatorProps {
  /** When what stands above was said; undefined: nothing does. */
  before: string | undefined;
  at: string;
}

/** The day, wherever another one begins for the reader: in their zone, which the server does not know. */
export function DaySeparator({ before, at }: DaySeparatorProps) {
  const moments = useMoments();
  if (moments === null || (before !== undefined && moments.date(before) === moments.date(at))) return null;
  return (
    <li className="flex justify-center py-1">
      <Time at={at} as="date" className="rounded-md bg-surface px-2 py-0.5 text-xs text-muted-foreground shadow-xs" />
    </li>
  );
}
