/** The thread's clock goes by the machine's ticks of some milliseconds. */
const LEAST_MS = 100;

/**
 * Milliseconds of work that `run` costs this thread, on the thread's own clock, so that a machine that is busy with something
 * else changes little. What is quick is run again, each time with a number of its own, until it can be told.
 */
export function costOf(run: (n: number) => unknown): number {
  const before = process.threadCpuUsage();
  for (let runs = 1; ; runs += 1) {
    run(runs);
    const { user, system } = process.threadCpuUsage(before);
    const spent = (user + system) / 1_000;
    if (spent >= LEAST_MS) return spent / runs;
  }
}
