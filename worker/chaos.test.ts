import { expect, test } from "vitest";
import { runChaos } from "../scripts/chaos/run.ts";

/** The moderate form of `npm run chaos`, which has more people, kills and minutes. */
test("whatever breaks, nothing is lost, nothing is answered twice, each message is final or visibly in doubt, and nothing is stuck", async () => {
  const seed = Date.now() % 1_000_000;
  const report = await runChaos({ seed, channels: 3, people: 9, rounds: 3, kills: 3, workers: 2 });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect(report.killed).toEqual(["worker", "web", "PostgreSQL"]);
  // Doubt is what a kill leaves of the few that it catches in hand.
  expect(report.inDoubt).toBeLessThan(report.sent / 10);
}, 400_000);
