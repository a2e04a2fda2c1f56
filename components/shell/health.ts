import { z } from "zod";

/** What the console reads of GET /api/v1/health. */
export const healthResponse = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  queue: z.object({ lag_seconds: z.number().nullable() }),
  worker: z.object({ ok: z.boolean() }),
});

/** Why contacts get no answer, or a late one. */
export type Trouble = { kind: "down" } | { kind: "silent" } | { kind: "behind"; seconds: number };

export function troubleOf({ status, queue, worker }: z.output<typeof healthResponse>): Trouble | null {
  if (status === "ok") return null;
  if (status === "down") return { kind: "down" };
  return worker.ok ? { kind: "behind", seconds: Math.round(queue.lag_seconds ?? 0) } : { kind: "silent" };
}
