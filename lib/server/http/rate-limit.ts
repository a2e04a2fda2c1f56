import { ApiError } from "../platform/api-error.ts";

const WINDOW_MS = 60_000;

/**
 * A count of each actor's calls in the running minute, kept in this process: it is there so that one person's loop does not
 * become a bill, not to be exact over several processes.
 * @returns a function that counts one call and throws Problem 429 when there were `perMinute` already
 */
export function createRateLimit(perMinute: number, now: () => number = Date.now): (actor: { id: string }) => void {
  const counts = new Map<string, { since: number; calls: number }>();
  return ({ id }) => {
    const at = now();
    for (const [key, { since }] of counts) if (at - since >= WINDOW_MS) counts.delete(key);
    const count = counts.get(id) ?? { since: at, calls: 0 };
    if (count.calls >= perMinute) {
      const seconds = Math.max(1, Math.ceil((count.since + WINDOW_MS - at) / 1000));
      throw new ApiError(429, `At most ${perMinute} of these calls a minute are served; try again in ${seconds} s.`, {
        code: "too-many-calls",
        headers: { "retry-after": String(seconds) },
      });
    }
    counts.set(id, { since: count.since, calls: count.calls + 1 });
  };
}
