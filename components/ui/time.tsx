"use client";
import { useSyncExternalStore } from "react";
import { useFormat } from "#lib/i18n/client.tsx";
import type { Moments } from "#lib/i18n/moments.ts";
import { useMoments } from "./use-moments.ts";

interface TimeProps {
  /** ISO 8601, or milliseconds since 1970. */
  at: string | number;
  className?: string;
}

const subscribe = (tick: () => void) => {
  const timer = setInterval(tick, 15_000);
  return () => clearInterval(timer);
};
const roughlyNow = () => Math.floor(Date.now() / 15_000) * 15_000;
const onServer = () => 0;

/** "5 minutes ago", kept up to date; the exact moment, in the reader's time zone, as a hint. */
export function RelativeTime({ at, className }: TimeProps) {
  const format = useFormat();
  const moments = useMoments();
  const now = useSyncExternalStore(subscribe, roughlyNow, onServer);
  return (
    <time dateTime={new Date(at).toISOString()} title={moments?.dateTime(at)} className={className}>
      {now === 0 ? "\u00a0" : format.relative(at, now)}
    </time>
  );
}

/** A moment in the reader's own time zone, which the server does not know: it leaves the place empty. To the second as a hint. */
export function Time({ at, as = "dateTime", className }: TimeProps & { as?: keyof Moments }) {
  const moments = useMoments();
  return (
    <time dateTime={new Date(at).toISOString()} title={as === "exact" ? undefined : moments?.exact(at)} className={className}>
      {moments?.[as](at) ?? "\u00a0"}
    </time>
  );
}
