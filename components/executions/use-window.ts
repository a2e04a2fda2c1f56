"use client";
import { useSyncExternalStore } from "react";

const EVERY_MS = 30_000;
const subscribe = (tell: () => void) => {
  const timer = setInterval(tell, EVERY_MS);
  return () => clearInterval(timer);
};
const roughlyNow = () => Math.floor(Date.now() / EVERY_MS) * EVERY_MS;

/** Milliseconds since 1970, kept up to date by the half minute; 0 on the server, whose clock is another's. */
export const useRoughlyNow = (): number => useSyncExternalStore(subscribe, roughlyNow, () => 0);

/** Whether anything but templates may be sent now, see `window_closes_at`; null while it is not known what time it is. */
export function useWindow(closesAt: string | null): "open" | "closed" | "never" | null {
  const now = useRoughlyNow();
  if (closesAt === null) return "never";
  if (now === 0) return null;
  return Date.parse(closesAt) > now ? "open" : "closed";
}
