import { log } from "#server/platform/log";
import { fireDueTimers, millisecondsToNextTimer, TIMER_BATCH } from "#server/effects/schedule_timer/fire";

interface TimerLoop {
  /** A timer was set for this moment (milliseconds since 1970); look no later than that. */
  wakeAt(dueAt: number): void;
  stopped: Promise<void>;
}

/** Timers that other processes set are seen this late at most. */
const LOOK_EVERY_MS = 500;

/**
 * Fires timers from their rows. Not through deferred jobs, whose lateness is that of a poll: the process knows when the
 * next one is due and sleeps until then. Several workers share the work; each timer is fired by one of them.
 */
export function startTimerLoop(signal: AbortSignal, advance: (contactIds: number[]) => Promise<void>): TimerLoop {
  let wake = () => {};
  let nextLook = 0;
  /** The earliest timer set since the last look began: it may be missing from what that look saw. */
  let expected = Infinity;

  async function loop(): Promise<void> {
    let underway = Promise.resolve();
    while (!signal.aborted) {
      expected = Infinity;
      try {
        const contactIds = await fireDueTimers();
        // A batch is taken while the one before is worked on, and no more than that: the rest is for whoever has a hand free.
        await underway;
        if (contactIds.length > 0) {
          underway = advance(contactIds).catch(complain);
          if (contactIds.length < TIMER_BATCH) await underway;
          continue;
        }
        await rest(await millisecondsToNextTimer());
      } catch (error) {
        complain(error);
        await rest(LOOK_EVERY_MS);
      }
    }
    await underway;
  }

  function rest(milliseconds: number | null): Promise<void> {
    const delay = Math.max(1, Math.min(LOOK_EVERY_MS, milliseconds ?? LOOK_EVERY_MS, expected - Date.now()));
    nextLook = Date.now() + delay;
    return new Promise((resolve) => {
      const timeout = setTimeout(resolve, delay);
      wake = () => {
        clearTimeout(timeout);
        resolve();
      };
    });
  }

  const complain = (error: unknown) => log.error({ err: error }, "timers could not be fired; they stay due");
  signal.addEventListener("abort", () => wake());
  return {
    wakeAt(dueAt) {
      expected = Math.min(expected, dueAt);
      if (dueAt < nextLook) setTimeout(() => wake(), Math.max(0, dueAt - Date.now()));
    },
    stopped: loop(),
  };
}
