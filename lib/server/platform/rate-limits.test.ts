import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { secondsUntilToken, takeToken } = await import("./rate-limits.ts");
const { processWide } = await import("./process-wide.ts");
afterAll(() => server.close());
const forget = () => processWide("rate-limits", () => new Map<string, number>()).clear();
beforeEach(async () => {
  vi.restoreAllMocks();
  forget();
  await server.rows("TRUNCATE rate_limits");
});

const SLOW = { burst: 3, perSecond: 0.1 };
const ago = (seconds: number) => server.rows(`UPDATE rate_limits SET at = now() - make_interval(secs => ${seconds})`);
const take = async (times: number, key = "a", rate = SLOW) => {
  let taken = 0;
  for (let time = 0; time < times; time += 1) if ((await takeToken(key, rate)) === 0) taken += 1;
  return taken;
};

test("a bucket gives what it holds, then what it gains, and never more than it holds", async () => {
  expect(await take(6)).toBe(3);
  expect(await take(1, "b")).toBe(1);
  await ago(21);
  forget();
  expect(await take(6)).toBe(2);
  await ago(3_600);
  forget();
  expect(await take(6)).toBe(3);
});

test("many at once get no more than there is, and each other one is told how long", async () => {
  const waits = await Promise.all(Array.from({ length: 40 }, () => takeToken("a", SLOW)));
  const refused = waits.filter((wait) => wait > 0);
  expect(refused).toHaveLength(37);
  for (const wait of refused) expect(wait).toBeLessThanOrEqual(10);
  expect(Math.max(...refused)).toBeGreaterThan(9);
});

test("a process that knows the bucket is empty asks nobody; another process comes to the same", async () => {
  await take(4);
  expect(secondsUntilToken("a")).toBeGreaterThan(9);
  const { pool } = await import("./db.ts");
  const query = vi.spyOn(pool(), "query");
  expect(await take(50)).toBe(0);
  expect(query).not.toHaveBeenCalled();
  forget();
  expect(await take(1)).toBe(0);
});

test("what is counted is stored as a hash", async () => {
  await take(1, "unknown:203.0.113.9");
  expect(JSON.stringify(await server.rows("SELECT * FROM rate_limits"))).not.toContain("203.0.113.9");
});
