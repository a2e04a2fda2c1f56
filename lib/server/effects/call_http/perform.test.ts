import tls from "node:tls";
import { gzipSync } from "node:zlib";
import { symbols } from "pino";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { HttpRequest, HttpResult } from "#lib/effects/call_http/effect.ts";
import { httpResult } from "#lib/effects/call_http/effect.ts";
import { startFakeHttpServer } from "../../../../scripts/fakes/http-server.ts";
import { selfSigned } from "../../../../scripts/test-setup/certificate.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

/** Two systems that may be called, one that may not, and a port where nobody listens. */
const [shop, other, inside, closed] = [
  await startFakeHttpServer(),
  await startFakeHttpServer(),
  await startFakeHttpServer(),
  await startFakeHttpServer(),
];
await closed.close();
/** The same over TLS, with a certificate that is trusted and one that is not. */
const [trusted, untrusted] = [selfSigned("localhost"), selfSigned("localhost")];
const [sealed, forged] = [await startFakeHttpServer(trusted), await startFakeHttpServer(untrusted)];
tls.setDefaultCACertificates([...tls.getCACertificates(), trusted.cert]);
const server = await startTestServer({
  WORKFLOW_OUTBOUND_ALLOW: [
    ...[shop, other, closed].map(({ port }) => `127.0.0.1:${port}`),
    ...[sealed, forged].map(({ port }) => `localhost:${port}`),
  ].join(),
});
const { callHttp } = await import("./perform.ts");
const { encryptSecret } = await import("../../platform/crypto.ts");
const { log } = await import("../../platform/log.ts");
let logged = "";
log.level = "trace";
Object.assign(log, { [symbols.streamSym]: { write: (line: string) => (logged += line) } });
afterAll(() => Promise.all([server.close(), shop.close(), other.close(), inside.close(), sealed.close(), forged.close()]));

const VALUE = 'wjalr/XUtn "FEMI';
async function secret(name: string, hosts: string[], value = VALUE): Promise<void> {
  const [row] = await server.rows<{ id: number }>("INSERT INTO secrets (name, value_encrypted, hosts) VALUES ($1, '', $2) RETURNING id", [
    name,
    hosts,
  ]);
  const id = row?.id ?? NaN;
  await server.rows("UPDATE secrets SET value_encrypted = $2 WHERE id = $1", [id, encryptSecret(value, { table: "secrets", id })]);
}
await secret("shop_key", [`127.0.0.1:${shop.port}`]);
await secret("both", [`127.0.0.1:${shop.port}`, `127.0.0.1:${other.port}`]);
await secret("sealed", [`localhost:${sealed.port}`, `localhost:${forged.port}`]);
await secret("elsewhere", ["api.example.com"]);

beforeEach(() => {
  for (const each of [shop, other, inside, sealed, forged]) Object.assign(each, { seen: [], respond: json({ fine: true }) });
  logged = "";
});

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): (typeof shop)["respond"] =>
  (_request, response) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));
const text =
  (body: string | Buffer, type: string | null = "text/plain", status = 200): (typeof shop)["respond"] =>
  (_request, response) =>
    response.writeHead(status, type === null ? {} : { "content-type": type }).end(body);

const marked = (...names: string[]) => names.map((name) => ({ mark: `[secret ${name}]`, name }));
const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: `${shop.url}/orders`,
  query: [],
  headers: [],
  auth: null,
  body: null,
  timeout_seconds: 5,
  retries: 0,
  idempotency_header: null,
  marks: [],
  ...more,
});
const ORIGIN = { executionId: 7, contactId: 5, flowId: 1, simulated: false, visit: 3, hops: 0 };
const call = async (more: Partial<HttpRequest> = {}, origin: typeof ORIGIN | null = ORIGIN): Promise<HttpResult> =>
  httpResult.parse(await callHttp(request(more), origin));

/** Nothing that we keep or say holds a secret. */
function expectSecret(result: HttpResult): void {
  for (const form of [VALUE, encodeURIComponent(VALUE), JSON.stringify(VALUE).slice(1, -1), btoa(VALUE).replaceAll("=", "")])
    expect(`${JSON.stringify(result)} ${logged}`.toLowerCase()).not.toContain(form.toLowerCase());
}

test("a request goes out as it was asked for, and its answer comes back", async () => {
  shop.respond = json({ id: 7, list: [null, "ção"] }, 201, { "X-Request-Id": "r1" });
  const result = await call({
    method: "POST",
    query: [{ name: "q", value: "a b" }],
    headers: [{ name: "X-Trace", value: "t1" }],
    body: { type: "json", value: { n: 1.5 } },
  });
  expect(result).toMatchObject({ ok: true, status: 201, body: { id: 7, list: [null, "ção"] }, is_json: true, tries: 1 });
  expect(result).toMatchObject({ headers: { "x-request-id": "r1", "content-type": "application/json" } });
  expect(shop.seen).toMatchObject([{ method: "POST", url: "/orders?q=a+b", body: '{"n":1.5}' }]);
  expect(shop.seen[0]?.headers).toMatchObject({ "x-trace": "t1", "content-type": "application/json", "x-flow-hop": "1" });
});

test.each<[string, (typeof shop)["respond"], Partial<Extract<HttpResult, { ok: true }>>]>([
  ["JSON of another name", text('{"a":1}', "application/problem+json; charset=utf-8"), { body: { a: 1 }, is_json: true }],
  ["JSON that nobody says is JSON", text(' [{"a":1}]', "text/html"), { body: [{ a: 1 }], is_json: true }],
  ["JSON of no type", text('{"a":1}', null), { body: { a: 1 }, is_json: true }],
  ["whole numbers beyond 2^53, as texts", json('{"id":9007199254740993}'), { body: { id: "9007199254740993" }, is_json: true }],
  ["a number", json("5"), { body: 5, is_json: true }],
  ["a text that begins like JSON", text("{a}"), { body: "{a}", is_json: false }],
  ["a text in Latin-1", text(Buffer.from("situação", "latin1"), "text/plain; charset=iso-8859-1"), { body: "situação" }],
  ["a text in no alphabet that there is", text("x", "text/plain; charset=klingon"), { body: "x" }],
  ["nothing, as JSON", json(""), { body: "", is_json: false }],
  ["what can not be stored", json('{"a":"x\\u0000\\ud800y","__proto__":{"b":1}}'), { body: { a: "x\ufffdy" }, is_json: true }],
  ["64 levels", json("[".repeat(64) + "]".repeat(64)), { is_json: true }],
  ["a refusal whose JSON is broken", json("{", 404), { status: 404, body: "{", is_json: false }],
  ["a redirect to nowhere", text("", null, 304), { status: 304 }],
])("an answer of %s is read", async (_, respond, answer) => {
  shop.respond = respond;
  expect(await call()).toMatchObject({ ok: true, ...answer });
});

test.each<[string, Partial<HttpRequest>, (typeof shop)["respond"] | null, string]>([
  ["a broken JSON", {}, json("{"), "invalid_json"],
  ["65 levels", {}, json("[".repeat(65) + "]".repeat(65)), "invalid_json"],
  ["half a million levels", {}, json("[".repeat(500_000)), "invalid_json"],
  ["too much", {}, text("x".repeat(1_048_577)), "response_too_large"],
  [
    "too much once it is unpacked",
    {},
    (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(2_000_000))),
    "response_too_large",
  ],
  ["nothing in time", { timeout_seconds: 1 }, () => undefined, "timeout"],
  [
    "half an answer in time",
    { timeout_seconds: 1 },
    (_request, response) => void response.writeHead(200, { "content-length": "10" }).write("half"),
    "timeout",
  ],
  ["a broken connection", {}, (_request, response) => response.destroy(), "network"],
  ["nobody", { url: `${closed.url}/` }, null, "network"],
  ["a private address", { url: `${inside.url}/` }, null, "blocked"],
  ["the address of a cloud's secrets", { url: "http://169.254.169.254/latest" }, null, "blocked"],
  ["an address that is none", { url: "nowhere" }, null, "blocked"],
  ["an address with a password", { url: `http://a:b@127.0.0.1:${shop.port}/` }, null, "blocked"],
  ["a redirect to a private address", {}, (_request, response) => response.writeHead(302, { location: `${inside.url}/` }).end(), "blocked"],
  ["a circle of redirects", {}, (_request, response) => response.writeHead(302, { location: "/again" }).end(), "network"],
  ["a header that no author may set", { headers: [{ name: "Host", value: "x" }] }, null, "invalid_request"],
  ["a header of two lines", { headers: [{ name: "X-A", value: "x\r\nX-B: y" }] }, null, "invalid_request"],
])("%s is a failure with a code, and says where", async (_, more, respond, code) => {
  if (respond !== null) shop.respond = respond;
  const result = await call(more);
  expect(result).toMatchObject({ ok: false, code, error: expect.stringMatching(/\S/) });
  expect(inside.seen).toEqual([]);
});

test("secrets go to their host in every part of a request, and come back as marks in whatever form", async () => {
  shop.respond = (received, response) => {
    const { url, headers, body } = shop.seen[0] ?? { url: "", headers: {}, body: "" };
    const echo = { url, headers, body, plain: VALUE, [VALUE]: [encodeURIComponent(VALUE), btoa(VALUE)] };
    response.writeHead(200, { "content-type": "application/json", "x-echo": String(received.headers["x-key"]) }).end(JSON.stringify(echo));
  };
  const result = await call({
    method: "PUT",
    url: `${shop.url}/[secret shop_key]/x`,
    query: [{ name: "k", value: "[secret shop_key]" }],
    headers: [{ name: "X-Key", value: "key [secret shop_key]" }],
    auth: { type: "basic", username: "siga", password: "[secret shop_key]" },
    body: { type: "json", value: { key: "[secret shop_key]" } },
    marks: marked("shop_key"),
  });
  expect(shop.seen).toMatchObject([
    {
      url: `/${encodeURIComponent(VALUE)}/x?${new URLSearchParams({ k: VALUE }).toString()}`,
      headers: { "x-key": `key ${VALUE}`, authorization: `Basic ${btoa(`siga:${VALUE}`)}` },
      body: JSON.stringify({ key: VALUE }),
    },
  ]);
  expect(result).toMatchObject({
    ok: true,
    headers: { "x-echo": "key [secret shop_key]" },
    body: { plain: "[secret shop_key]", "[secret shop_key]": ["[secret shop_key]", expect.stringMatching(/^\[secret shop_key\]=*$/)] },
  });
  expectSecret(result);
  const [{ used } = { used: null }] = await server.rows<{ used: Date | null }>(
    "SELECT last_used_at AS used FROM secrets WHERE name = 'shop_key'",
  );
  expect(used).not.toBeNull();
});

test.each<[string, Partial<HttpRequest>]>([
  ["in a header", { headers: [{ name: "X-Key", value: "[secret elsewhere]" }] }],
  ["in the address", { url: `${shop.url}/[secret elsewhere]` }],
  ["in the body", { method: "POST", body: { type: "text", value: "[secret elsewhere]" } }],
  ["to sign in", { auth: { type: "bearer", token: "[secret elsewhere]" }, retries: 3 }],
])("a secret %s never leaves for a host that it is not bound to", async (_, more) => {
  const result = await call({ ...more, marks: marked("elsewhere") });
  expect(result).toMatchObject({ ok: false, code: "secret_not_allowed", error: expect.stringContaining('"elsewhere"'), tries: 1 });
  expect(shop.seen).toEqual([]);
  expectSecret(result);
});

test.each([301, 302, 303, 307, 308])("nor after a redirect with the status %i", async (status) => {
  shop.respond = (_request, response) => response.writeHead(status, { location: `${other.url}/there` }).end();
  const result = await call({
    method: "POST",
    auth: { type: "header", name: "X-Key", value: "[secret shop_key]" },
    body: { type: "form", value: [{ name: "k", value: "[secret shop_key]" }] },
    marks: marked("shop_key"),
  });
  expect(result).toMatchObject({ ok: false, code: "secret_not_allowed", error: expect.stringContaining(`127.0.0.1:${other.port}`) });
  expect([shop.seen.length, other.seen]).toEqual([1, []]);
  expectSecret(result);
});

test("a redirect to another origin gets neither what signs in nor headers with secrets, also where the secret could go", async () => {
  shop.respond = (_request, response) => response.writeHead(307, { location: `${other.url}/there` }).end();
  const result = await call({
    headers: [
      { name: "X-Key", value: "[secret both]" },
      { name: "X-Trace", value: "t1" },
    ],
    auth: { type: "header", name: "X-Sign", value: "open" },
    marks: marked("both"),
  });
  expect(result).toMatchObject({ ok: true, status: 200 });
  expect(shop.seen[0]?.headers).toMatchObject({ "x-key": VALUE, "x-sign": "open", "x-trace": "t1" });
  expect(other.seen[0]?.headers).toMatchObject({ "x-trace": "t1" });
  expect(Object.keys(other.seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["x-key"]));
  expect(Object.keys(other.seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["x-sign"]));
});

test("over TLS a secret goes to who has the name's certificate, and to nobody else", async () => {
  const headers = [{ name: "X-Key", value: "[secret sealed]" }];
  expect(await call({ url: `https://localhost:${sealed.port}/`, headers, marks: marked("sealed") })).toMatchObject({
    ok: true,
    status: 200,
  });
  expect(sealed.seen).toMatchObject([{ headers: { "x-key": VALUE } }]);
  const result = await call({ url: `https://localhost:${forged.port}/`, headers, marks: marked("sealed") });
  expect(result).toMatchObject({ ok: false, code: "network" });
  expect(forged.seen).toEqual([]);
});

test("HEAD has no body, whatever its type says", async () => {
  expect(await call({ method: "HEAD" })).toMatchObject({ ok: true, status: 200, body: "", is_json: false });
});

test("a secret that is not there is named, and nothing is sent", async () => {
  const result = await call({ url: `${shop.url}/[secret nobody]`, marks: marked("nobody") });
  expect(result).toMatchObject({ ok: false, code: "secret_unknown", error: expect.stringContaining('"nobody"'), tries: 0 });
  expect(shop.seen).toEqual([]);
});

test("a secret in the name of a host is in no message about it", async () => {
  const result = await call({ url: "http://[secret elsewhere].example.invalid/", marks: marked("elsewhere") });
  expect(result.ok).toBe(false);
  expectSecret(result);
});

/** Answers in turn, the last one for ever. */
function inTurn(...responses: (typeof shop)["respond"][]): void {
  shop.respond = (received, response) => (responses.length > 1 ? responses.shift() : responses[0])?.(received, response);
}

test.each<[string, (typeof shop)["respond"], number]>([
  ["429", json({}, 429), 2],
  ["502", json({}, 502), 2],
  ["503", json({}, 503), 2],
  ["504", json({}, 504), 2],
  ["a broken connection", (_request, response) => response.destroy(), 2],
  ["no answer in time", () => undefined, 2],
  ["400", json({}, 400), 1],
  ["500", json({}, 500), 1],
  ["a broken JSON", json("{"), 1],
])("after %s the call is made again where that can help", async (_, failing, tries) => {
  inTurn(failing, json({ at: "last" }));
  const result = await call({ retries: 1, timeout_seconds: 1 });
  expect(result.tries).toBe(tries);
  expect(shop.seen).toHaveLength(tries);
  if (tries === 2) expect(result).toMatchObject({ ok: true, body: { at: "last" } });
});

test("a call is made as often as asked and no more, and the last answer counts", async () => {
  inTurn(json({}, 503), json({ last: true }, 503));
  expect(await call({ retries: 1 })).toMatchObject({ ok: true, status: 503, body: { last: true }, tries: 2 });
});

test("a method that changes something is repeated with an idempotency header only, which is the same at every try", async () => {
  inTurn(json({}, 503), json({}));
  expect(await call({ method: "POST", retries: 3 })).toMatchObject({ status: 503, tries: 1 });
  inTurn(json({}, 503), json({}));
  const own = [{ name: "idempotency-key", value: "the author's" }];
  expect(await call({ method: "POST", retries: 3, idempotency_header: "Idempotency-Key", headers: own })).toMatchObject({ tries: 2 });
  expect(shop.seen.map(({ headers }) => headers["idempotency-key"])).toEqual([undefined, "7:3", "7:3"]);
});

test("Retry-After is waited for, and a call that should wait too long is not made again", async () => {
  inTurn(json({}, 503, { "retry-after": "1" }), json({}));
  const result = await call({ retries: 1 });
  expect(result.tries).toBe(2);
  expect(result.duration_ms).toBeGreaterThanOrEqual(990);
  inTurn(json({}, 429, { "retry-after": "21" }), json({}));
  expect(await call({ retries: 1 })).toMatchObject({ status: 429, tries: 1 });
  inTurn(json({}, 429, { "retry-after": new Date(Date.now() + 3_600_000).toUTCString() }), json({}));
  expect(await call({ retries: 1 })).toMatchObject({ status: 429, tries: 1 });
});

test("hops are counted, whatever the author sets, and a fourth is not made", async () => {
  await call({ headers: [{ name: "X-Flow-Hop", value: "0" }] }, { ...ORIGIN, hops: 2 });
  expect(shop.seen.map(({ headers }) => headers["x-flow-hop"])).toEqual(["3"]);
  expect(await call({}, { ...ORIGIN, hops: 3 })).toMatchObject({ ok: false, code: "too_many_hops", tries: 0 });
  expect(shop.seen).toHaveLength(1);
});

test("somebody who tries it has an idempotency key of their own each time", async () => {
  for (let n = 0; n < 2; n++) await call({ method: "POST", idempotency_header: "Idempotency-Key" }, null);
  expect(new Set(shop.seen.map(({ headers }) => headers["idempotency-key"])).size).toBe(2);
  expect(shop.seen[0]?.headers["x-flow-hop"]).toBe("1");
});
