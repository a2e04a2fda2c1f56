/**
 * Milliseconds of the processor that `work` took, the least of some goes: on the clock of the wall a busy machine makes a short piece of
 * work look long. The kernel counts in steps of some milliseconds, so a short piece may cost 0. For comparing two costs of one run only.
 */
export function cpuTime(work: () => void, goes = 3): number {
  return Math.min(
    ...Array.from({ length: goes }, () => {
      const before = process.threadCpuUsage();
      work();
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1_000;
    }),
  );
}
