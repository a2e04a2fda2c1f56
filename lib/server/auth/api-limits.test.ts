import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { BOOTSTRAP_TOKEN, startTestApi } from "../../../scripts/test-setup/api.ts";

const api = await startTestApi();
const settings = await import("../platform/env.ts");
const { pool } = await import("../platform/db.ts");
const { processWide } = await import("../platform/process-wide.ts");
afterAll(() => api.close());
beforeEach(async () => {
  vi.restoreAllMocks();
  processWide("rate-limits", () => new Map<string, number>()).clear();
  await api.db.query("TRUNCATE rate_limits");
});

const call = async (token: string, address = "203.0.113.1") =>
  api.call("GET", "/channels", { token, headers: { "x-forwarded-for": address } });
const statuses = async (times: number, token: string | ((time: number) => string), address?: string) => {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push((await call(typeof token === "string" ? token : token(time), address)).status);
  return all;
};
const count = (all: number[], status: number) => all.filter((each) => each === status).length;
function rate(WORKFLOW_API_RATE: number) {
  const current = settings.env();
  vi.spyOn(settings, "env").mockReturnValue({ ...current, WORKFLOW_API_RATE });
}

test.each(["bootstrap", "viewer"] as const)(
  "a token (%s) makes so many calls at once, then as many a second, and is told when to come back",
  async (name) => {
    rate(2);
    const token = name === "bootstrap" ? BOOTSTRAP_TOKEN : api.tokens[name];
    const other = api.tokens.editor;
    const all = await statuses(12, token);
    expect(all.slice(0, 6)).toEqual(Array(6).fill(200));
    expect(count(all, 429)).toBeGreaterThanOrEqual(5);
    const refused = await call(token);
    expect([refused.status, refused.headers.get("retry-after"), refused.body.type]).toEqual([429, "1", "urn:siga:problem:too-many-calls"]);
    expect((await call(other)).status).toBe(200);
  },
);

test("with a rate of 0 nothing is counted", async () => {
  expect(count(await statuses(100, BOOTSTRAP_TOKEN), 200)).toBe(100);
  expect((await api.db.query("SELECT FROM rate_limits")).rowCount).toBe(0);
});

test("ten unknown tokens of an address are told so, further ones 429 without a look into the database; others are not held up", async () => {
  const wrong = (time: number) => `wrong-token-${time}`;
  expect(await statuses(10, wrong)).toEqual(Array(10).fill(401));
  expect((await call(wrong(10))).status).toBe(429);
  await call(wrong(11));
  const query = vi.spyOn(pool(), "query");
  const connect = vi.spyOn(pool(), "connect");
  expect(count(await statuses(200, wrong), 429)).toBe(200);
  expect(query.mock.calls.length + connect.mock.calls.length).toBeLessThanOrEqual(2);
  expect(Number((await call("another")).headers.get("retry-after"))).toBeGreaterThan(0);
  // Good tokens at that address, and anybody elsewhere.
  expect([(await call(api.tokens.viewer)).status, (await call(BOOTSTRAP_TOKEN)).status]).toEqual([200, 200]);
  expect(await statuses(3, wrong, "203.0.113.2")).toEqual([401, 401, 401]);
});

test("ten exports of contacts an hour; another actor has their own", async () => {
  await api.db.query("INSERT INTO channels (name, phone_number_id) VALUES ('x', '1')");
  const { rows } = await api.db.query("INSERT INTO contacts (channel_id, wa_id) SELECT id, '5511' FROM channels LIMIT 1 RETURNING id");
  const exported = async (token: string) => (await api.call("GET", `/contacts/${rows[0].id}/export`, { token })).status;
  const all: number[] = [];
  for (let time = 0; time < 12; time += 1) all.push(await exported(api.tokens.admin));
  expect(all).toEqual([...Array(10).fill(200), 429, 429]);
  expect(await exported(BOOTSTRAP_TOKEN)).toBe(200);
  expect(await exported(api.tokens.viewer)).toBe(403);
});
