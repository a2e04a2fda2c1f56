"use client";
import { useEffect, useState } from "react";
import { call } from "#components/api/call.ts";
import { countExecutionsContract } from "#lib/api/executions.ts";

const LOOK_EVERY_MS = 30_000;
/** As the list counts "the last 7 days", to which the number leads. */
const FAILURE_MS = 7 * 24 * 3_600_000;

/** How many of customers' conversations have failed lately; 0 until that is known. Asked now and then, and when somebody comes back. */
export function useFailures(): number {
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      const query = { status: "failed", is_test: "false", from: new Date(Date.now() - FAILURE_MS) } as const;
      try {
        const { counts } = await call(countExecutionsContract, { query }, leaving.signal);
        setFailures(counts?.failed ?? 0);
      } catch {
        // Asked again soon; whether the server can be reached at all is told by the banner.
      }
    };
    const again = () => void look();
    again();
    const timer = setInterval(again, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", again, { signal: leaving.signal });
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, []);
  return failures;
}
