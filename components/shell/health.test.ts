import { expect, test } from "vitest";
import type { Health } from "#lib/api/health.ts";
import { type Trouble, troubleOf } from "./health.ts";

const seen = (status: Health["status"], lag_seconds: number | null, ok: boolean) => ({
  status,
  queue: { lag_seconds, ready_jobs: 0 },
  worker: { ok, count: 0, last_heartbeat_seconds_ago: null },
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
