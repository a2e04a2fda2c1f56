import { log } from "#server/platform/log";
import { runSchedules } from "#server/services/triggers/run-schedules";

const MINUTE = 60_000;

/** Begins what is due, at boot and with each minute. Several workers share the work; `stopped` resolves when a batch under way is done. */
export function startScheduleLoop(signal: AbortSignal): { stopped: Promise<void> } {
  let wake = () => {};
  signal.addEventListener("abort", () => wake());

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        await runSchedules(Date.now(), signal);
      } catch (error) {
        log.error({ err: error }, "schedules could not be begun; they go on with the next minute");
      }
      await rest(MINUTE - (Date.now() % MINUTE));
    }
  }

  function rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timeout = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timeout);
        resolve();
      };
    });
  }

  return { stopped: loop() };
}
