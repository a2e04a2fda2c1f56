import { expect, test } from "vitest";
import { healthResponse, type Trouble, troubleOf } from "./health.ts";

const answer = (status: string, lag_seconds: number | null, ok: boolean) =>
  healthResponse.parse({ status, live: true, queue: { lag_seconds, ready_jobs: 0 }, worker: { ok, count: 0 } });

test.each<[string, string, number | null, boolean, Trouble | null]>([
  ["all is well", "ok", 0, true, null],
  ["no worker is alive", "degraded", 0, false, { kind: "silent" }],
  ["no worker is alive and messages wait", "degraded", 300, false, { kind: "silent" }],
  ["the worker is behind", "degraded", 90.4, true, { kind: "behind", seconds: 90 }],
  ["the database is away", "down", null, false, { kind: "down" }],
])("when %s", (_, status, lag, worker, trouble) => {
  expect(troubleOf(answer(status, lag, worker))).toEqual(trouble);
});
