"use client";
import { useEffect, useState } from "react";
import { health } from "#lib/api/health.ts";
import { type Trouble, troubleOf } from "./health.ts";

const LOOK_EVERY_MS = 20_000;

interface Seen {
  trouble: Trouble | null;
  /** Contacts whom nothing will answer. */
  unanswered: number;
}

/** Told by a page that has just changed something of it. */
const CHANGED = "siga-health-changed";
export const healthChanged = (): boolean => window.dispatchEvent(new Event(CHANGED));

/**
 * Asks now and then, and at once when somebody comes back to the page; a server that does not respond is told of by what was asked of it.
 */
export function useHealth(): Seen {
  const [seen, setSeen] = useState<Seen>({ trouble: null, unanswered: 0 });
  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      try {
        // Not by `call`: this one's 503 is no refusal, it has the same body.
        const response = await fetch("/api/v1/health", { signal: leaving.signal, cache: "no-store" });
        const parsed = health.safeParse(await response.json());
        if (parsed.success) setSeen({ trouble: troubleOf(parsed.data), unanswered: parsed.data.unanswered ?? 0 });
      } catch {
        // Asked again soon.
      }
    };
    const again = () => void look();
    again();
    const timer = setInterval(again, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", again, { signal: leaving.signal });
    window.addEventListener(CHANGED, again, { signal: leaving.signal });
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, []);
  return seen;
}
