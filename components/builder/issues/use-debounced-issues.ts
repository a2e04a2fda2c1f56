import { useEffect, useRef, useState } from "react";
import type { Issue } from "#lib/engine/validate/issue.ts";

const PAUSE_MS = 1_000;

interface DebouncedIssues {
  issues: readonly Issue[];
  /** To be called with each letter. */
  onType: () => void;
  /** The field was left. */
  onLeave: () => void;
}

/**
 * The issues to show beside a field in which somebody types. Half a name reads a path that nothing sets: that is held
 * back until the field is left or the hands rest. What was shown before stays, and the list of issues knows at once.
 */
export function useDebouncedIssues(found: readonly Issue[]): DebouncedIssues {
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onLeave = () => {
    clearTimeout(timer.current);
    setBefore(null);
  };
  const onType = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(onLeave, PAUSE_MS);
    setBefore((now) => now ?? new Set(found.map(({ message }) => message)));
  };
  return {
    issues:
      before === null
        ? found
        : found.filter(({ code, message }) => (code !== "unknown_path" && code !== "unreadable_placeholder") || before.has(message)),
    onType,
    onLeave,
  };
}
