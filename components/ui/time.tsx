"use client";
import { useSyncExternalStore } from "react";
import { useFormat } from "#lib/i18n/client.tsx";
import { useInBrowser } from "./use-in-browser.ts";

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
  const now = useSyncExternalStore(subscribe, roughlyNow, onServer);
  return (
    <time dateTime={new Date(at).toISOString()} title={now === 0 ? undefined : format.dateTime(at)} className={className}>
      {now === 0 ? "\u00a0" : format.relative(at, now)}
    </time>
  );
}

/** Date and time in the reader's own time zone, which the server does not know. */
export function DateTime({ at, className, seconds = false }: TimeProps & { seconds?: boolean }) {
  const format = useFormat();
  const ready = useInBrowser();
  return (
    <time dateTime={new Date(at).toISOString()} className={className}>
      {ready ? (seconds ? format.exact(at) : format.dateTime(at)) : "\u00a0"}
    </time>
  );
}
