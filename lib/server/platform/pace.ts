/** Below this many calls a second each is served at once; from the upper one on flushes keep their full distance. */
const QUIET_PER_SECOND = 150;
const BUSY_PER_SECOND = 500;
const WINDOW_MS = 200;

interface Pace {
  /** One more call came. */
  count(): void;
  /** Milliseconds until the next flush should begin. */
  wait(): number;
  /** A flush begins. */
  begin(): void;
}

/**
 * Keeps flushes apart under load, so that each takes more: a flush costs much and one row more in it little, and what is spared
 * is time in which nobody waits. A call now and then waits for nothing. `mostMs`: the greatest distance between two flushes,
 * which is also the most that it adds to a call. `now` in milliseconds; for tests.
 */
export function createPace(mostMs: number, now: () => number = () => performance.now()): Pace {
  let windowFrom = now();
  let inWindow = 0;
  let inWindowBefore = 0;
  let lastBegin = -Infinity;

  function roll(): number {
    const elapsed = now() - windowFrom;
    if (elapsed < WINDOW_MS) return elapsed;
    inWindowBefore = elapsed < 2 * WINDOW_MS ? inWindow : 0;
    inWindow = 0;
    windowFrom += Math.floor(elapsed / WINDOW_MS) * WINDOW_MS;
    return now() - windowFrom;
  }

  return {
    count() {
      roll();
      inWindow += 1;
    },
    wait() {
      const elapsed = roll();
      // What the sliding second half of both windows holds.
      const recent = inWindow + inWindowBefore * (1 - elapsed / WINDOW_MS);
      const perSecond = (recent * 1_000) / WINDOW_MS;
      const distance = Math.min(1, Math.max(0, (perSecond - QUIET_PER_SECOND) / (BUSY_PER_SECOND - QUIET_PER_SECOND))) * mostMs;
      return Math.max(0, lastBegin + distance - now());
    },
    begin() {
      lastBegin = now();
    },
  };
}
