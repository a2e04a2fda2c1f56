import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { startTestApi } from "../../../../scripts/test-setup/api.ts";

/** Meta as it answers to an app's own token, and to a number's. */
let asked: { url: string; authorization: string }[] = [];
let meta: "well" | "down" = "well";
const SECRET = "0123456789abcdef0123456789abcdef";
const TOKEN = "EAAG-token-of-a-number-0123456789";
const graph = createServer((request, response) => {
  const { url = "", headers } = request;
  asked.push({ url, authorization: headers.authorization ?? "" });
  const id = /^\/v25\.0\/(\d+)\?/.exec(url)?.[1] ?? "";
  const say = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (meta === "down") return say(503, { error: { code: 2, message: "Service temporarily unavailable" } });
  const [, own, secret] = /^Bearer (\d+)\|(.+)$/.exec(headers.authorization ?? "") ?? [];
  if (own !== undefined) {
    if (!id.startsWith("77")) return say(400, { error: { code: 101, message: "Error validating application. Invalid application ID." } });
    if (secret === undefined || !secret.startsWith(SECRET))
      return say(400, { error: { code: 190, message: `Invalid OAuth access token signature ${secret}` } });
    return say(200, { id, name: `App ${id}` });
  }
  if (headers.authorization !== `Bearer ${TOKEN}`) return say(401, { error: { code: 190, message: "Invalid OAuth access token" } });
  if (!id.startsWith("10")) return say(400, { error: { code: 100, error_subcode: 33, message: "Unsupported get request." } });
  return say(200, { id, display_phone_number: "+55 11 4000-1234", verified_name: "Padaria", platform_type: "CLOUD_API" });
});
await new Promise<void>((resolve) => graph.listen(0, "127.0.0.1", resolve));
process.env.WORKFLOW_WHATSAPP_API_BASE_URL = `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v25.0`;
const api = await startTestApi();
const { log } = await import("../../platform/log.ts");
const logged = ["info", "warn", "error", "debug"].map((level) => vi.spyOn(log, level as "info"));
afterAll(async () => {
  graph.close();
  await api.close();
});
let apps = 0;
let numbers = 0;
beforeEach(() => {
  asked = [];
  meta = "well";
});

const input = (json: object = {}) => ({ app_id: `77${(apps += 1)}`, app_secret: SECRET, verify_token: "a-verify-token-of-ours", ...json });
const create = (json: object = {}) => api.call("POST", "/apps", { json: input(json) });
const channel = (json: object = {}) =>
  api.call("POST", "/channels", { json: { name: "Loja", phone_number_id: `10${(numbers += 1)}`, access_token: TOKEN, ...json } });

test("an app is asked of Meta with its own token, in the header, is called as Meta calls it, and its secrets never come out again", async () => {
  const { status, body } = await create();
  expect(status).toBe(201);
  expect(body).toEqual({
    app_id: body.app_id,
    name: `App ${body.app_id}`,
    webhook_path: `/webhook/whatsapp/${body.app_id}`,
    channels: [],
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  expect(asked).toEqual([{ url: `/v25.0/${body.app_id}?fields=id,name`, authorization: `Bearer ${body.app_id}|${SECRET}` }]);
  const replaced = { app_secret: `${SECRET}-2`, verify_token: "another-token-of-ours", name: "Renamed" };
  const patched = await api.call("PATCH", `/apps/${body.app_id}`, { json: replaced });
  expect(patched.body).toMatchObject({ name: "Renamed" });
  const listed = await api.call("GET", "/apps?limit=200");
  const kept = await api.db.query("SELECT to_jsonb(a)::text AS row FROM meta_apps a UNION ALL SELECT to_jsonb(l)::text FROM audit_log l");
  const seen = JSON.stringify([body, patched.body, listed.body, kept.rows, logged.map(({ mock }) => mock.calls)]);
  for (const secret of [SECRET, "a-verify-token-of-ours", "another-token-of-ours"]) expect(seen).not.toContain(secret);
  const { webhookAppAt } = await import("../../inbound/webhook-apps.ts");
  expect(await webhookAppAt(body.webhook_path)).toMatchObject({ secret: replaced.app_secret, verifyToken: replaced.verify_token });
});

test.each<[string, object, string, RegExp]>([
  ["an app that Meta does not know", { app_id: "12345" }, "/app_id", /knows no app/],
  ["a secret that is another app's", { app_secret: "another-secret-of-somebody" }, "/app_secret", /not this app's secret/],
  ["an id that is no number", { app_id: "abc" }, "/app_id", /digits/],
  ["an id with a path in it", { app_id: "77/../1" }, "/app_id", /digits/],
  ["a secret on two lines", { app_secret: "0123456789\n0123456789" }, "/app_secret", /one line/],
  ["a verify token that anybody guesses", { verify_token: "abc" }, "/verify_token", /8 characters/],
  ["a field of another thing", { access_token: "x" }, "", /access_token/],
])("%s is refused at its field, in words, and nothing is kept", async (_, json, pointer, words) => {
  const { status, body } = await create(json);
  expect(status).toBe(422);
  expect(body.errors[0].pointer ?? "").toContain(pointer);
  expect(body.detail).toMatch(words);
  expect(JSON.stringify(body)).not.toContain("another-secret-of-somebody");
  expect((await api.db.query("SELECT FROM meta_apps WHERE app_id IN ('12345', 'abc')")).rows).toEqual([]);
});

test("a secret that Meta refuses replaces nothing; Meta's own trouble stands in nobody's way", async () => {
  const { body } = await create();
  const { webhookAppAt } = await import("../../inbound/webhook-apps.ts");
  expect((await api.call("PATCH", `/apps/${body.app_id}`, { json: { app_secret: "another-secret-of-somebody" } })).status).toBe(422);
  expect(await webhookAppAt(body.webhook_path)).toMatchObject({ secret: SECRET });
  meta = "down";
  expect((await api.call("PATCH", `/apps/${body.app_id}`, { json: { app_secret: `${SECRET}-3` } })).status).toBe(200);
  expect(await webhookAppAt(body.webhook_path)).toMatchObject({ secret: `${SECRET}-3` });
});

test("an app is there once, and not taken away while channels belong to it", async () => {
  const { body: app } = await create();
  expect((await create({ app_id: app.app_id })).status).toBe(409);
  const { body: made } = await channel({ app_id: app.app_id });
  expect(made).toMatchObject({ app_id: app.app_id, display_phone_number: "+55 11 4000-1234", simulated: false });
  const refused = await api.call("DELETE", `/apps/${app.app_id}`);
  expect(refused).toMatchObject({ status: 409, body: { type: "urn:siga:problem:app-in-use", channels: [{ id: made.id, name: "Loja" }] } });
  expect((await api.call("DELETE", `/channels/${made.id}`)).status).toBe(204);
  expect((await api.call("DELETE", `/apps/${app.app_id}`)).status).toBe(204);
  const { webhookAppAt } = await import("../../inbound/webhook-apps.ts");
  expect(await webhookAppAt(app.webhook_path)).toBeNull();
  expect((await api.call("DELETE", `/apps/${app.app_id}`)).status).toBe(404);
});

test.each<[string, object, string, RegExp]>([
  ["a token that Meta refuses", { access_token: "EAAG-of-nobody" }, "/access_token", /not valid/],
  ["a number that the token can not see", { phone_number_id: "99" }, "/phone_number_id", /does not know this id/],
  ["an app that is not here", { app_id: "1" }, "/app_id", /no Meta app/],
])("a channel with %s is refused at its field and not kept", async (_, json, pointer, words) => {
  const { body: app } = await create();
  const { status, body } = await channel({ app_id: app.app_id, ...json });
  expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  expect(body.detail).toMatch(words);
  expect(JSON.stringify(body)).not.toContain("EAAG");
});

test("a channel of an app needs no secret of the environment; one of the environment's does", async () => {
  const { body: app } = await create();
  expect((await channel({ app_id: app.app_id })).status).toBe(201);
  expect((await channel()).body.type).toBe("urn:siga:problem:app-secret-missing");
  const { body: made } = await channel({ app_id: app.app_id });
  const moved = await api.call("PATCH", `/channels/${made.id}`, { json: { app_id: null } });
  expect([moved.status, moved.body.type]).toEqual([422, "urn:siga:problem:app-secret-missing"]);
});

test("what the environment decides of its number is changed there", async () => {
  const settings = await import("../../platform/env.ts");
  const real = settings.env();
  const env = vi.spyOn(settings, "env").mockReturnValue({
    ...real,
    WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: "555",
    WORKFLOW_WHATSAPP_ACCESS_TOKEN: "token-of-the-environment",
  });
  const { rows } = await api.db.query("INSERT INTO channels (name, phone_number_id) VALUES ('WhatsApp', '555') RETURNING id");
  const path = `/channels/${rows[0].id}`;
  const { body: app } = await create();
  const patch = (json: object) => api.call("PATCH", path, { json });
  expect((await patch({ name: "Renamed", phone_number_id: "555" })).body).toMatchObject({
    name: "Renamed",
    locked: ["phone_number_id", "app_id", "access_token"],
  });
  for (const json of [{ access_token: TOKEN }, { access_token: null }, { phone_number_id: "556" }, { app_id: app.app_id }]) {
    const { status, body } = await patch(json);
    expect([status, body.errors[0].code], JSON.stringify(json)).toEqual([422, "environment"]);
  }
  expect(await api.call("DELETE", path)).toMatchObject({ status: 409, body: { type: "urn:siga:problem:environment-channel" } });
  const { body: other } = await channel({ app_id: app.app_id });
  expect((await api.call("PATCH", `/channels/${other.id}`, { json: { phone_number_id: "555" } })).status).toBe(422);
  env.mockRestore();
});

test("a paused channel stays so until a person resumes it, whatever token it gets", async () => {
  const { body: app } = await create();
  const { body: made } = await channel({ app_id: app.app_id });
  const path = `/channels/${made.id}`;
  expect((await api.call("POST", `${path}/pause`)).body).toMatchObject({
    paused_code: "by_person",
    paused_until: expect.stringMatching(/^9999/),
  });
  expect((await api.call("PATCH", path, { json: { access_token: TOKEN } })).body.paused_code).toBe("by_person");
  const { checkConnection } = await import("./check-connection.ts");
  await checkConnection({ id: "user:1", role: "admin" }, made.id);
  const { pauseChannel } = await import("../../state/channel-pause.ts");
  await pauseChannel(made.id, { sealedToken: null, seconds: 60, mend: "payment", said: "x" });
  expect((await api.call("GET", "/channels?limit=1")).body.items[0].paused_code).toBe("by_person");
  expect((await api.call("POST", `${path}/resume`)).body).toMatchObject({ paused_code: null, paused_until: null });
  for (const role of ["viewer", "editor"] as const)
    expect((await api.call("POST", `${path}/pause`, { token: api.tokens[role] })).status).toBe(403);
});
