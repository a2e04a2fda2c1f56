import { gzipSync } from "node:zlib";
import { afterAll, expect, test, vi } from "vitest";
import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import { messageValue, webhookBody, webhookInit } from "../../../scripts/fakes/webhook.ts";
import { eventually } from "../../../scripts/test-setup/end-to-end.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

/** Whoever runs an installation learns that webhooks are refused, and why; a stranger fills no table. */
const SECRET = "app-secret-0123456789";
const server = await startTestServer({ WORKFLOW_WHATSAPP_APP_SECRET: `"${SECRET}"`, WORKFLOW_WEBHOOK_VERIFY_TOKEN: "'verify me'" });
const { GET, POST } = await import("./route.ts");
const { readRefusals } = await import("#server/inbound/outcomes");
const { isMetas, refuseMisdirected } = await import("#server/inbound/misdirected");
const { readHealth } = await import("#server/recovery/health");
const { checkConnection } = await import("#server/services/channels/check-connection");
const { log } = await import("#server/platform/log");
const warned = vi.spyOn(log, "warn");
afterAll(() => server.close());

const ADDRESS = "https://siga.test/webhook/whatsapp";
const good = JSON.stringify(webhookBody(messageValue("1001", [{ from: "5511999990001", text: "olá, às 8/9" }])));
const send = async (init: RequestInit) => (await POST(new Request(ADDRESS, init))).status;
const verify = async (token: string) =>
  (await GET(new Request(`${ADDRESS}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1`))).status;
const refused = async () => (await readRefusals()).map(({ reason }) => reason);
/** As if a worker were there and had done everything. */
async function health() {
  await server.rows("INSERT INTO workers (id, beat_at) VALUES ('a', now()) ON CONFLICT (id) DO UPDATE SET beat_at = now()");
  await server.rows("WITH a AS (UPDATE mailbox SET processed_at = now()) DELETE FROM pgboss.job");
  return readHealth();
}
const headersOf = (bytes: string) => webhookInit(bytes, SECRET).headers;
/** As Meta writes it. */
const escaped = good.replaceAll("/", "\\/").replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

test("secret and verify token are taken without the quotes in which they were handed over", async () => {
  expect([await send(webhookInit(good, SECRET)), await verify("verify%20me")]).toEqual([200, 200]);
});

test.each<[WebhookRefusal["reason"], number, () => RequestInit]>([
  ["signature_missing", 401, () => ({ method: "POST", body: good })],
  ["signature_mismatch", 401, () => webhookInit(good, "another")],
  ["body_rewritten", 401, () => ({ method: "POST", body: JSON.stringify(JSON.parse(good), null, 2), headers: headersOf(good) })],
  ["body_rewritten", 401, () => ({ method: "POST", body: good, headers: headersOf(escaped) })],
  ["body_packed", 415, () => packed()],
  ["body_unreadable", 200, () => webhookInit("{cut off", SECRET)],
  ["body_too_large", 413, () => ({ method: "POST", body: good, headers: { ...headersOf(good), "content-length": "5000000" } })],
])("%s is told: health, connection check; and it is over once a webhook is accepted", async (reason, status, init) => {
  expect(await send(init())).toBe(status);
  await eventually(async () => expect(await refused()).toEqual([reason]));
  expect(await health()).toMatchObject({ status: "degraded", webhooks: { ok: false, refused: [{ reason, count: 1 }] } });
  const id = await server.channel({ phoneNumberId: reason + status + Math.random(), token: null });
  expect(await checkConnection({ id: "user:1", role: "admin" }, id)).toContainEqual(
    expect.objectContaining({ code: "webhook_refused", level: "error", params: expect.objectContaining({ reason }) }),
  );
  expect(await send(webhookInit(good, SECRET))).toBe(200);
  await eventually(async () => expect(await refused()).toEqual([]));
  expect(await health()).toMatchObject({ status: "ok", webhooks: { ok: true } });
});

function packed(): RequestInit {
  const init = webhookInit(gzipSync(good), SECRET);
  return { ...init, headers: { ...init.headers, "content-encoding": "gzip" } };
}

test("a wrong verify token is told, loses no message, and is over once the check succeeds", async () => {
  expect(await verify("%22verify%20me%22")).toBe(403);
  await eventually(async () => expect(await refused()).toEqual(["verify_token"]));
  expect(await send(webhookInit(good, SECRET))).toBe(200);
  expect(await health()).toMatchObject({ status: "ok", webhooks: { ok: false, refused: [{ reason: "verify_token" }] } });
  expect(await verify("verify%20me")).toBe(200);
  await eventually(async () => expect(await refused()).toEqual([]));
});

test("who looks in with a browser is no refusal", async () => {
  expect((await GET(new Request(ADDRESS))).status).toBe(403);
  expect(isMetas(new Headers(), new URLSearchParams("hub.challenge=1"))).toBe(false);
});

test("what only Meta sends, at another address, is told", async () => {
  expect(isMetas(new Headers(headersOf(good)), new URLSearchParams())).toBe(true);
  expect(isMetas(new Headers(), new URLSearchParams("hub.mode=subscribe&hub.verify_token=x&hub.challenge=1"))).toBe(true);
  const response = refuseMisdirected();
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining("/webhook/whatsapp")]);
  await eventually(async () => expect(await refused()).toEqual(["wrong_address"]));
  await send(webhookInit(good, SECRET));
  await eventually(async () => expect(await refused()).toEqual([]));
});

test("a thousand refusals are one row with their number, since the first, and two lines in the log at most", async () => {
  warned.mockClear();
  const statements = vi.spyOn(server.db, "query");
  for (let n = 0; n < 1_000; n += 1) expect(await send(webhookInit(good, `another ${n}`))).toBe(401);
  await eventually(async () => expect(await readRefusals()).toMatchObject([{ reason: "signature_mismatch", count: 1_000 }]));
  expect(statements.mock.calls.filter(([sql]) => String(sql).includes("INSERT INTO webhook_outcomes")).length).toBeLessThan(5);
  statements.mockRestore();
  const [first] = await readRefusals();
  expect(Date.parse(first?.since ?? "")).toBeLessThanOrEqual(Date.parse(first?.last_at ?? ""));
  expect(await server.rows("SELECT FROM webhook_outcomes")).not.toHaveLength(0);
  expect((await server.rows("SELECT FROM webhook_outcomes")).length).toBeLessThan(12);
  expect(warned.mock.calls.filter(([, text]) => String(text).startsWith("webhooks are refused")).length).toBeLessThan(3);
});
