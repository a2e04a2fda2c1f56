import type { Health } from "#lib/api/health.ts";

/** Why contacts get no answer, or a late one. */
export type Trouble =
  | { kind: "down" }
  | { kind: "silent" }
  | { kind: "refused"; since: string }
  | { kind: "behind"; seconds: number }
  | { kind: "ai_not_configured" }
  | { kind: "ai_near" | "ai_over"; scope: Health["ai"]["budgets"][number]["scope"]; used: number; limit: number };

type Seen = Pick<Health, "status" | "queue" | "worker" | "webhooks" | "ai">;

export function troubleOf({ status, queue, worker, webhooks, ai }: Seen): Trouble | null {
  if (status === "ok") return troubleOfAi(ai);
  if (status === "down") return { kind: "down" };
  if (!worker.ok) return { kind: "silent" };
  const refused = webhooks.refused[0];
  return refused === undefined
    ? { kind: "behind", seconds: Math.round(queue.lag_seconds ?? 0) }
    : { kind: "refused", since: refused.since };
}

/** Of several limits the one that is used most. */
function troubleOfAi({ alarm, budgets }: Health["ai"]): Trouble | null {
  if (alarm === "not_configured") return { kind: "ai_not_configured" };
  const [first] = budgets.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
  if (first === undefined || alarm === "none") return null;
  return { kind: alarm === "over" ? "ai_over" : "ai_near", scope: first.scope, used: first.used, limit: first.limit };
}
