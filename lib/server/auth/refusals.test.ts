import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

let api: TestApi;
let mark = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await forget();
  mark = (await api.db.query<{ max: number | null }>("SELECT max(id) FROM audit_log")).rows[0]?.max ?? 0;
});

/** A minute is over. */
async function forget(): Promise<void> {
  const { processWide } = await import("../platform/process-wide.ts");
  processWide("rate-limits", () => new Map<string, number>()).clear();
  await api.db.query("DELETE FROM rate_limits");
}

const refusals = async () =>
  (
    await api.db.query<{ actor: string; object_type: string; object_id: string; details: Record<string, unknown> }>(
      "SELECT actor, object_type, object_id, details FROM audit_log WHERE action = 'access.refused' AND id > $1 ORDER BY id",
      [mark],
    )
  ).rows;

test("whose role does not reach is in the audit log, with what, where and from where: once a minute", async () => {
  const headers = { "x-forwarded-for": "192.0.2.7" };
  for (let round = 0; round < 5; round += 1)
    await api.call("PATCH", "/channels/1?token=abc", { token: api.tokens.viewer, json: {}, headers });
  await api.call("POST", "/secrets", { token: api.tokens.viewer, json: {} });
  await api.call("PATCH", "/channels/1", { token: api.tokens.editor, json: {} });
  const found = await refusals();
  expect(found.map(({ object_type, object_id }) => [object_type, object_id])).toEqual([
    ["permission", "channels:write"],
    ["permission", "secrets:write"],
    ["permission", "channels:write"],
  ]);
  expect(found[0]).toMatchObject({
    actor: expect.stringMatching(/^token:\d+$/),
    details: { permission: "channels:write", path: "/api/v1/channels/1", address: "192.0.2.7" },
  });
  expect(new Set(found.map(({ actor }) => actor)).size).toBe(2);
  await forget();
  await api.call("PATCH", "/channels/1", { token: api.tokens.viewer, json: {} });
  expect(await refusals()).toHaveLength(4);
});

test("a permission that only the service asks for is named as it is", async () => {
  const { listSecrets } = await import("#server/services/secrets/secrets");
  const { route } = await import("#server/http/route");
  const { listFlowsContract } = await import("#lib/api/flows.ts");
  const handle = route({ ...listFlowsContract, response: null, status: 204 }, async ({ actor }) => void (await listSecrets(actor, {})));
  const request = new Request("http://siga.test/api/v1/flows", { headers: { authorization: `Bearer ${api.tokens.viewer}` } });
  expect((await handle(request, { params: Promise.resolve({}) })).status).toBe(403);
  expect((await refusals()).map(({ object_id }) => object_id)).toEqual(["secrets:read"]);
});

test("strangers leave one small entry a minute, whatever they try and however they call themselves", async () => {
  for (let round = 0; round < 30; round += 1) {
    const headers = { "x-forwarded-for": `${round}`.repeat(4_000) };
    await api.call("GET", round % 2 === 0 ? "/flows" : "/channels", { token: `wrong-${round}`, headers });
    await api.call("POST", "/secrets", { token: null, json: {}, headers });
  }
  const found = await refusals();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ actor: "nobody", details: { path: "/api/v1/flows" } });
  expect(JSON.stringify(found).length).toBeLessThan(500);
});

test("many accounts and invented addresses leave a bounded number of failed sign-ins", async () => {
  const { countAttempt } = await import("./sign-in-attempts.ts");
  for (let address = 0; address < 60; address += 1)
    for (let attempt = 0; attempt < 7; attempt += 1) await countAttempt(`a${address}@example.com`, `10.0.${address}.1${"x".repeat(8_000)}`);
  const { rows } = await api.db.query<{ n: number; longest: number }>(
    "SELECT count(*)::int AS n, max(length(details::text))::int AS longest FROM audit_log WHERE action = 'user.sign_in_failed' AND id > $1",
    [mark],
  );
  expect(rows[0]?.n).toBeGreaterThan(0);
  expect(rows[0]?.n).toBeLessThanOrEqual(20);
  expect(rows[0]?.longest).toBeLessThan(300);
});
