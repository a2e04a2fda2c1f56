import type { Health } from "#lib/api/health.ts";

/** Why contacts get no answer, or a late one. */
export type Trouble = { kind: "down" } | { kind: "silent" } | { kind: "behind"; seconds: number };

export function troubleOf({ status, queue, worker }: Pick<Health, "status" | "queue" | "worker">): Trouble | null {
  if (status === "ok") return null;
  if (status === "down") return { kind: "down" };
  return worker.ok ? { kind: "behind", seconds: Math.round(queue.lag_seconds ?? 0) } : { kind: "silent" };
}
