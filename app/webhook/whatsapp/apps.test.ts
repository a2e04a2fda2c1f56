import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type FakeMessage, messageValue, statusValue, webhookBody, webhookInit } from "../../../scripts/fakes/webhook.ts";
import { eventually } from "../../../scripts/test-setup/end-to-end.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

/** Whoever has the secret of one app speaks for that app's numbers, at that app's address, and for nobody else's. */
const SECRETS = { env: "secret-of-the-environment", a: "secret-of-app-a-0123456789", b: "secret-of-app-b-0123456789" };
const server = await startTestServer({
  WORKFLOW_WHATSAPP_APP_SECRET: SECRETS.env,
  WORKFLOW_WEBHOOK_VERIFY_TOKEN: "verify the environment",
  WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: "1000",
});
const { GET, POST } = await import("./[app]/route.ts");
const { clearWebhookApps } = await import("#server/inbound/webhook-apps");
const { clearChannelCache } = await import("#server/inbound/channels");
const { readRefusals } = await import("#server/inbound/outcomes");
const { log } = await import("#server/platform/log");
afterAll(() => server.close());

const [A, B] = ["111111", "222222"];
const a = await server.metaApp({ appId: A, secret: SECRETS.a, verifyToken: "verify a" });
const b = await server.metaApp({ appId: B, secret: SECRETS.b, verifyToken: "verify b" });
await server.channel({ phoneNumberId: "1001", app: a });
await server.channel({ phoneNumberId: "2001", app: b });
await server.channel({ phoneNumberId: "3001" });
let wamids = 0;
beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  clearChannelCache();
});

const url = (app: string | null) => `https://siga.test/webhook/whatsapp${app === null ? "" : `/${app}`}`;
const about = (number: string, text = "oi"): ReturnType<typeof messageValue> => {
  const message: FakeMessage = { from: "5511999990001", text, id: `wamid.${(wamids += 1)}` };
  return messageValue(number, [message]);
};
async function post(app: string | null, secret: string | null, ...values: object[]): Promise<number> {
  const body = JSON.stringify(webhookBody(...values));
  const init = secret === null ? { method: "POST", body, headers: { "content-type": "application/json" } } : webhookInit(body, secret);
  return (await POST(new Request(url(app), init))).status;
}
const verify = async (app: string | null, token: string) => {
  const response = await GET(new Request(`${url(app)}?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(token)}&hub.challenge=77`));
  return [response.status, await response.text()];
};
const kept = async () =>
  (
    await server.rows<{ number: string }>(
      "SELECT ch.phone_number_id AS number FROM messages m JOIN channels ch ON ch.id = m.channel_id ORDER BY m.id",
    )
  ).map(({ number }) => number);

test("each app's webhooks are taken at its own address, signed with its own secret", async () => {
  expect(await post(A, SECRETS.a, about("1001"))).toBe(200);
  expect(await post(B, SECRETS.b, about("2001"))).toBe(200);
  expect(await post(null, SECRETS.env, about("3001"))).toBe(200);
  expect(await kept()).toEqual(["1001", "2001", "3001"]);
});

test.each<[string, string | null, string | null, number]>([
  ["app A's address with app B's secret", A, SECRETS.b, 401],
  ["app A's address with the environment's secret", A, SECRETS.env, 401],
  ["the environment's address with app A's secret", null, SECRETS.a, 401],
  ["app A's address without a signature", A, null, 401],
  ["app A's address with an empty secret", A, "", 401],
  ["an app that is not there", "999999", SECRETS.a, 404],
  ["an address below an app's", `${A}/x`, SECRETS.a, 404],
  ["an app by another spelling", `${A}%00`, SECRETS.a, 404],
  ["an app that is no number", "a' OR 1=1", SECRETS.a, 404],
])("%s: nothing is kept", async (_, app, secret, status) => {
  expect(await post(app, secret, about("1001"))).toBe(status);
  expect(await kept()).toEqual([]);
});

test.each<[string, string | null, string, string]>([
  ["app A about app B's number", A, SECRETS.a, "2001"],
  ["app A about the environment's number", A, SECRETS.a, "3001"],
  ["app A about the number that the environment names, before it has a channel", A, SECRETS.a, "1000"],
  ["app A about a number of the simulator's", A, SECRETS.a, "simulator.flow.1"],
  ["app A about the simulated number", A, SECRETS.a, "simulated"],
  ["the environment's app about app B's number", null, SECRETS.env, "2001"],
])("%s, rightly signed, is refused: a number belongs to one app", async (_, app, secret, number) => {
  const status = { id: "wamid.of.b", status: "failed" as const, recipient: "5511999990001" };
  expect(await post(app, secret, about(number, "forged"))).toBe(403);
  expect(await post(app, secret, statusValue(number, [status]))).toBe(403);
  expect(await kept()).toEqual([]);
  expect(await server.rows("SELECT FROM message_status_events")).toEqual([]);
  expect(await server.rows("SELECT FROM webhook_items")).toEqual([]);
  expect(await server.rows("SELECT FROM channels WHERE meta_app_id = $1 AND phone_number_id <> '1001'", [a])).toEqual([]);
  await eventually(async () =>
    expect(await readRefusals()).toContainEqual(expect.objectContaining({ reason: "foreign_number", app_id: app })),
  );
});

test("of a POST about several numbers the app's own part is kept, and the rest is not", async () => {
  expect(await post(A, SECRETS.a, about("2001", "forged"), about("1001", "mine"), about("3001", "forged"))).toBe(200);
  expect(await kept()).toEqual(["1001"]);
});

test("the same when two apps' POSTs share a commit", async () => {
  const statuses = await Promise.all([
    post(A, SECRETS.a, about("2001", "forged")),
    post(B, SECRETS.b, about("2001", "mine")),
    post(A, SECRETS.a, about("1001", "mine")),
  ]);
  expect(statuses).toEqual([403, 200, 200]);
  expect((await kept()).sort()).toEqual(["1001", "2001"]);
  expect(await server.rows("SELECT FROM messages WHERE text = 'forged'")).toEqual([]);
});

test("a number that nobody has set up is kept for the app that spoke of it, and no flow runs", async () => {
  expect(await post(A, SECRETS.a, about("1999"))).toBe(200);
  expect(await server.rows("SELECT status, meta_app_id FROM channels WHERE phone_number_id = '1999'")).toEqual([
    { status: "unclaimed", meta_app_id: a },
  ]);
  expect(await server.rows("SELECT FROM mailbox")).toEqual([]);
  expect(await post(B, SECRETS.b, about("1999"))).toBe(403);
});

test("Meta's check of an address takes that app's verify token, and no other", async () => {
  expect(await verify(A, "verify a")).toEqual([200, "77"]);
  expect(await verify(B, "verify b")).toEqual([200, "77"]);
  expect(await verify(null, "verify the environment")).toEqual([200, "77"]);
  for (const [app, token] of [
    [A, "verify b"],
    [A, "verify the environment"],
    [A, ""],
    [null, "verify a"],
  ] as const)
    expect((await verify(app, token))[0]).toBe(403);
  // Of an app that is not there no more is said than of any address.
  expect(await verify("999999", "verify a")).toEqual([404, "Not found."]);
  const looked = await GET(new Request(url("999999")));
  expect([looked.status, await looked.text()]).toEqual([404, "Not found."]);
});

test("a refusal at one app's address is not over by what another's brings", async () => {
  const id = await server.metaApp({ appId: "555555", secret: "secret-of-another" });
  await server.channel({ phoneNumberId: "5001", app: id });
  clearWebhookApps();
  const refused = async () => (await readRefusals()).filter(({ app_id }) => app_id === "555555").map(({ reason }) => reason);
  expect(await post("555555", "wrong", about("5001"))).toBe(401);
  await eventually(async () => expect(await refused()).toEqual(["signature_mismatch"]));
  expect(await post(B, SECRETS.b, about("2001"))).toBe(200);
  expect(await post(null, SECRETS.env, about("3001"))).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await refused()).toEqual(["signature_mismatch"]);
  expect(await post("555555", "secret-of-another", about("5001"))).toBe(200);
  await eventually(async () => expect(await refused()).toEqual([]));
});

test("a secret that another process replaced counts within seconds, the one before it no longer, and a removed app is nobody's", async () => {
  const { encryptSecret } = await import("#server/platform/crypto");
  const id = await server.metaApp({ appId: "333333", secret: "first-secret" });
  await server.channel({ phoneNumberId: "4001", app: id });
  clearWebhookApps();
  expect(await post("333333", "first-secret", about("4001"))).toBe(200);
  const sealed = encryptSecret("second-secret", { table: "meta_apps", column: "app_secret_encrypted", id });
  await server.rows("UPDATE meta_apps SET app_secret_encrypted = $2 WHERE id = $1", [id, sealed]);
  await vi.waitFor(async () => expect(await post("333333", "second-secret", about("4001"))).toBe(200), { timeout: 5_000, interval: 200 });
  expect(await post("333333", "first-secret", about("4001"))).toBe(401);
  await server.rows("WITH c AS (DELETE FROM channels WHERE meta_app_id = $1 RETURNING id) SELECT count(*) FROM c", [id]);
  await server.rows("DELETE FROM meta_apps WHERE id = $1", [id]);
  await vi.waitFor(async () => expect(await post("333333", "second-secret", about("4001"))).toBe(404), { timeout: 5_000, interval: 200 });
});

test("a secret that no key opens lets nothing in, and says so without it", async () => {
  const errors = vi.spyOn(log, "error");
  const id = await server.metaApp({ appId: "444444", secret: "x" });
  // Moved from the column beside it: sealed for another purpose.
  await server.rows("UPDATE meta_apps SET app_secret_encrypted = verify_token_encrypted WHERE id = $1", [id]);
  clearWebhookApps();
  for (const secret of ["x", "verify me", ""]) expect(await post("444444", secret, about("1001"))).toBe(401);
  expect(errors.mock.calls.length).toBeGreaterThan(0);
  errors.mockRestore();
  await server.rows("DELETE FROM meta_apps WHERE id = $1", [id]);
});

test("whoever tries addresses costs no query each, and nothing of a refusal holds a secret", async () => {
  const { pool } = await import("#server/platform/db");
  const warned = vi.spyOn(log, "warn");
  clearWebhookApps();
  await post("999999", SECRETS.a, about("1001"));
  const queries = vi.spyOn(pool(), "query");
  for (let n = 0; n < 200; n += 1) await post(String(5_000_000 + n), SECRETS.a, about("1001"));
  expect(queries.mock.calls.filter(([sql]) => String(sql).includes("meta_apps")).length).toBeLessThan(3);
  queries.mockRestore();
  const said = JSON.stringify([warned.mock.calls, await server.rows("SELECT * FROM webhook_outcomes")]);
  for (const secret of Object.values(SECRETS)) expect(said).not.toContain(secret);
  warned.mockRestore();
});
