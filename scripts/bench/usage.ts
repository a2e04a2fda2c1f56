import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** CPU seconds and memory of processes, from /proc: the benchmark runs on Linux. */
const TICKS_PER_SECOND = 100;

interface Stat {
  pid: number;
  parent: number;
  /** Seconds of the process itself, and of its children that have ended. */
  own: number;
  ended: number;
}

function readStat(pid: number | string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent = 0, utime = 0, stime = 0, cutime = 0, cstime = 0] = [fields[1], fields[11], fields[12], fields[13], fields[14]];
    return { pid: Number(pid), parent, own: (utime + stime) / TICKS_PER_SECOND, ended: (cutime + cstime) / TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
}

/** CPU seconds so far of a process and all it started. */
export function cpuSeconds(pid: number): number {
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []));
  const root = all.find((stat) => stat.pid === pid);
  if (root === undefined) return 0;
  const below = (parent: number): number =>
    all.filter((stat) => stat.parent === parent).reduce((sum, stat) => sum + stat.own + below(stat.pid), 0);
  return root.own + root.ended + below(pid);
}

/** Megabytes in memory now, and the most since `forgetPeak`. */
export function memory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? NaN) / 1024;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}
