import type { Health } from "#lib/api/health.ts";

/** Why contacts get no answer, or a late one. */
export type Trouble = { kind: "down" } | { kind: "silent" } | { kind: "refused"; since: string } | { kind: "behind"; seconds: number };

export function troubleOf({ status, queue, worker, webhooks }: Pick<Health, "status" | "queue" | "worker" | "webhooks">): Trouble | null {
  if (status === "ok") return null;
  if (status === "down") return { kind: "down" };
  if (!worker.ok) return { kind: "silent" };
  const refused = webhooks.refused[0];
  return refused === undefined
    ? { kind: "behind", seconds: Math.round(queue.lag_seconds ?? 0) }
    : { kind: "refused", since: refused.since };
}
