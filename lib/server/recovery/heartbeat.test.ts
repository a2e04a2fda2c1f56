import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { recordHeartbeat, removeStaleWorkers } = await import("./heartbeat.ts");
afterAll(() => server.close());
beforeEach(() => server.rows("DELETE FROM workers"));

test("a worker that beats is alive, one that fell silent is struck off once, by one of the others", async () => {
  await Promise.all([recordHeartbeat("alive"), recordHeartbeat("dead")]);
  expect(await removeStaleWorkers()).toBe(false);
  await server.rows("UPDATE workers SET beat_at = now() - interval '13 seconds' WHERE id = 'dead'");
  const found = await Promise.all([removeStaleWorkers(), removeStaleWorkers(), removeStaleWorkers()]);
  expect(found.filter(Boolean)).toHaveLength(1);
  expect(await server.rows("SELECT id FROM workers")).toEqual([{ id: "alive" }]);
});

test("a worker that was taken for dead and was only slow is back with its next recordHeartbeat", async () => {
  await recordHeartbeat("slow");
  await server.rows("UPDATE workers SET beat_at = now() - interval '1 minute'");
  await removeStaleWorkers();
  await recordHeartbeat("slow");
  expect(await server.rows("SELECT id FROM workers")).toEqual([{ id: "slow" }]);
});
