import { expect, test } from "vitest";
import type { Health } from "#lib/api/health.ts";
import { type Trouble, troubleOf } from "./health.ts";

const seen = (status: Health["status"], lag_seconds: number | null, ok: boolean, refused: Health["webhooks"]["refused"] = []) => ({
  status,
  queue: { lag_seconds, ready_jobs: 0 },
  worker: { ok, count: 0, last_heartbeat_seconds_ago: null },
  ai: { alarm: "none" as const, budgets: [] },
  webhooks: { ok: refused.length === 0, refused },
});

test.each<[string, Health["status"], number | null, boolean, Trouble | null]>([
  ["all is well", "ok", 0, true, null],
  ["no worker is alive", "degraded", 0, false, { kind: "silent" }],
  ["no worker is alive and messages wait", "degraded", 300, false, { kind: "silent" }],
  ["the worker is behind", "degraded", 90.4, true, { kind: "behind", seconds: 90 }],
  ["the database is away", "down", null, false, { kind: "down" }],
])("when %s", (_, status, lag, worker, trouble) => {
  expect(troubleOf(seen(status, lag, worker))).toEqual(trouble);
});

test("of the limits of AI calls the one that is used most is told, once contacts are answered at all", () => {
  const budgets = [
    { scope: "contact_hour" as const, limit: 60, used: 50, denied: 0 },
    { scope: "day" as const, limit: 100, used: 99, denied: 0 },
  ];
  const near = { kind: "ai_near", scope: "day", used: 99, limit: 100 };
  expect(troubleOf({ ...seen("ok", 0, true), ai: { alarm: "near", budgets } })).toEqual(near);
  expect(troubleOf({ ...seen("ok", 0, true), ai: { alarm: "over", budgets } })).toEqual({ ...near, kind: "ai_over" });
  expect(troubleOf({ ...seen("degraded", 0, false), ai: { alarm: "over", budgets } })).toEqual({ kind: "silent" });
  expect(troubleOf({ ...seen("ok", 0, true), ai: { alarm: "not_configured", budgets: [] } })).toEqual({ kind: "ai_not_configured" });
});

test("webhooks that are refused are told before a worker that is behind, and after one that is dead", () => {
  const since = "2026-11-23T10:40:00.000Z";
  const refused = [{ reason: "signature_mismatch" as const, app_id: null, since, last_at: since, count: 3 }];
  expect(troubleOf(seen("degraded", 90, true, refused))).toEqual({ kind: "refused", since });
  expect(troubleOf(seen("degraded", 0, false, refused))).toEqual({ kind: "silent" });
  expect(troubleOf(seen("ok", 0, true, refused))).toBeNull();
});
