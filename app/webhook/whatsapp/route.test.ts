import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";
import { bodyCases, inboundCases, statusCases } from "#lib/whatsapp/fixtures/webhook-cases.ts";
import { messageValue, statusValue, webhookBody, webhookInit } from "../../../scripts/fakes/webhook.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const SECRET = "app-secret-0123456789";
const server = await startTestServer({ WORKFLOW_WHATSAPP_APP_SECRET: SECRET, WORKFLOW_WEBHOOK_VERIFY_TOKEN: "verify me" });
const { GET, POST, PUT, DELETE } = await import("./route.ts");
const { clearContactCache } = await import("#server/contacts/resolve");
const { clearChannelCache } = await import("#server/inbound/channels");
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("WITH a AS (DELETE FROM message_status_events), b AS (DELETE FROM webhook_items) DELETE FROM channels");
  clearContactCache();
  clearChannelCache();
});

const ADDRESS = "https://siga.test/webhook/whatsapp";
const post = (body: object | string | Uint8Array, secret: string | undefined = SECRET) =>
  POST(new Request(ADDRESS, webhookInit(body, secret)));
const verify = (query: Record<string, string>) => GET(new Request(`${ADDRESS}?${new URLSearchParams(query)}`));
const counts = async () =>
  (
    await server.rows<{ messages: number; mailbox: number; statuses: number; other: number }>(
      `SELECT (SELECT count(*) FROM messages)::int AS messages, (SELECT count(*) FROM mailbox)::int AS mailbox,
            (SELECT count(*) FROM message_status_events)::int AS statuses, (SELECT count(*) FROM webhook_items)::int AS other`,
    )
  )[0];

test("Meta's check of the address is answered with its challenge, as it came", async () => {
  const response = await verify({ "hub.mode": "subscribe", "hub.verify_token": "verify me", "hub.challenge": "1158201444" });
  expect([response.status, await response.text()]).toEqual([200, "1158201444"]);
});

test.each([
  ["a wrong token", { "hub.mode": "subscribe", "hub.verify_token": "verify you", "hub.challenge": "1" }],
  ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }],
  ["another mode", { "hub.mode": "unsubscribe", "hub.verify_token": "verify me", "hub.challenge": "1" }],
])("the check with %s is refused without the challenge", async (_name, query) => {
  const response = await verify(query as Record<string, string>);
  expect(response.status).toBe(403);
  expect(await response.text()).not.toContain("1158");
});

/** Without what is said of the file itself, which lib/server/media has its tests for. */
function withoutFile(data: object | null): object | null {
  const own = ["media_id", "media_status", "media_reason", "size", "url"];
  return data === null ? null : Object.fromEntries(Object.entries(data).filter(([key]) => !own.includes(key)));
}

test.each(inboundCases)("inbound: $name", async ({ body, expected }) => {
  const response = await post(body);
  expect(response.status).toBe(200);
  const { wamid, type, text, data, turn } = expected;
  const kept = await server.rows<{ data: object | null }>("SELECT wamid, type, text, data, direction FROM messages");
  expect(kept.map(({ data, ...row }) => ({ ...row, data: withoutFile(data) }))).toEqual([
    { wamid, type, text, data: withoutFile(data), direction: "inbound" },
  ]);
  // All that is kept of a message reaches the flow.
  const payload = { message: { id: wamid, type, text }, ...(turn === "wakes" && { answers: false }) };
  const entries = await server.rows<{ payload: { message: { data: object | null } } }>("SELECT payload FROM mailbox");
  const heard = entries.map(({ payload: { message, ...rest } }) => ({ ...rest, message: { ...message, data: withoutFile(message.data) } }));
  expect(heard).toEqual(turn === "none" ? [] : [{ ...payload, message: { ...payload.message, data: withoutFile(data) } }]);
  expect(await server.rows("SELECT last_inbound_at IS NOT NULL AS opened FROM contacts")).toEqual([{ opened: turn !== "none" }]);
});

test("a byte order mark before the JSON hides nothing of it", async () => {
  const body = `\ufeff${JSON.stringify(webhookBody(messageValue("1001", [{ from: "5511999990001" }])))}`;
  expect((await post(body)).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 1 });
});

test.each(statusCases)("status: $name", async ({ body, expected }) => {
  expect((await post(body)).status).toBe(200);
  expect(await server.rows("SELECT wamid, status, opaque FROM message_status_events")).toEqual([
    { wamid: expected.wamid, status: expected.status, opaque: expected.opaque },
  ]);
});

test.each(bodyCases)("whole body: $name", async ({ body, expected }) => {
  expect((await post(typeof body === "string" ? JSON.stringify(body) : (body as object))).status).toBe(200);
  const messages = await server.rows<{ name: string }>(
    "SELECT ch.phone_number_id || ' ' || m.wamid AS name FROM messages m JOIN channels ch ON ch.id = m.channel_id ORDER BY m.id",
  );
  expect(messages.map((row) => row.name)).toEqual(expected.messages);
  expect(await counts()).toMatchObject({ statuses: expected.statuses.length, other: expected.other.length });
});

const good = webhookBody(messageValue("1001", [{ from: "5511999990001", id: "wamid.GOOD", text: "oi" }]));
const bytes = JSON.stringify(good);

test.each([
  ["no signature", undefined],
  ["another secret's signature", webhookInit(bytes, "another")],
  ["a signature of other bytes", webhookInit(`${bytes} `, SECRET)],
  ["a signature without its prefix", { headers: { "x-hub-signature-256": "0".repeat(64) } }],
  ["half a signature", { headers: { "x-hub-signature-256": "sha256=00" } }],
])("%s is refused and nothing is kept", async (_name, init) => {
  const response = await POST(
    new Request(ADDRESS, {
      method: "POST",
      body: bytes,
      ...(init === undefined ? {} : { headers: (init as RequestInit).headers as HeadersInit }),
    }),
  );
  expect(response.status).toBe(401);
  expect(await response.text()).not.toMatch(/[0-9a-f]{64}/);
  expect(await counts()).toEqual({ messages: 0, mailbox: 0, statuses: 0, other: 0 });
});

test("the signature is of the bytes as they came, not of the JSON they hold", async () => {
  const escaped = bytes.replace("oi", "\\u006fi  ");
  expect((await post(escaped)).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 1 });
});

test.each([
  ["no JSON", "{nope"],
  ["nothing", ""],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
  ["JSON nested 100,000 deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  [
    "an object nested 50,000 deep where a value belongs",
    `{"entry":[{"changes":[{"field":"x","value":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}]}]}`,
  ],
])("signed, but %s: 200, so that Meta does not repeat it for a week", async (_name, body) => {
  expect((await post(body)).status).toBe(200);
  expect((await post(good)).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 1 });
});

test("a compressed body is not said to be kept: 415, so that Meta repeats it once the proxy that did this is mended", async () => {
  const zipped = webhookInit(gzipSync(bytes), SECRET);
  const compressed = (init: RequestInit) =>
    POST(new Request(ADDRESS, { ...init, headers: { ...(init.headers as Record<string, string>), "content-encoding": "gzip" } }));
  const response = await compressed(zipped);
  expect([response.status, response.headers.get("accept-encoding"), await response.text()]).toEqual([
    415,
    "identity",
    expect.stringContaining("gzip"),
  ]);
  expect((await compressed(webhookInit(gzipSync(bytes), "another"))).status).toBe(401);
  expect(await counts()).toMatchObject({ messages: 0 });
  // Unpacked on the way, with the header left behind: it can be read, so it is.
  expect((await compressed(webhookInit(bytes, SECRET))).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 1 });
});

test("other methods are told which there are", async () => {
  for (const [method, refuse] of Object.entries({ PUT, DELETE })) {
    const response = await refuse(new Request(ADDRESS, { method }), { params: Promise.resolve({}) });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
  }
});

test("poison in one item leaves its neighbours alone", async () => {
  const from = "5511999990001";
  const deep: object = JSON.parse(`${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`);
  const poison = [
    { from, id: "wamid.p1", text: "a\u0000b\ud800c" },
    { from, id: "wamid.p2", raw: { type: "text", text: { body: { not: "text" } }, timestamp: "1e99" } },
    {
      from,
      id: "wamid.p3",
      raw: { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { response_json: JSON.stringify(deep) } } },
    },
    { from, id: "wamid.p4", raw: { type: "text\u0000", text: deep, timestamp: "-99999999999999999999" } },
    { from, id: "wamid.p5", raw: { type: "text", text: { body: "x".repeat(500_000) } } },
    { from, id: "wamid.p6\u0000", text: "id", name: "\ud800\u0000" },
  ];
  const between = poison.flatMap((item, n) => [{ from, id: `wamid.g${n}`, text: `bom ${n}` }, item]);
  expect((await post(webhookBody(messageValue("1001", between)))).status).toBe(200);
  const kept = await server.rows<{ wamid: string }>("SELECT wamid FROM messages ORDER BY id");
  expect(kept.map((row) => row.wamid)).toEqual(between.map((item) => item.id.replace("\u0000", "")));
});

test("one POST may speak of several numbers, each with its own contacts", async () => {
  const from = "5511999990001";
  const values = ["1001", "1002", "1001"].map((number, n) => messageValue(number, [{ from, id: `wamid.${n}`, text: String(n) }]));
  expect((await post(webhookBody(...values))).status).toBe(200);
  expect(
    await server.rows(
      `SELECT ch.phone_number_id AS number, array_agg(m.wamid ORDER BY m.id) AS wamids FROM messages m
        JOIN contacts c ON c.id = m.contact_id JOIN channels ch ON ch.id = c.channel_id GROUP BY 1 ORDER BY 1`,
    ),
  ).toEqual([
    { number: "1001", wamids: ["wamid.0", "wamid.2"] },
    { number: "1002", wamids: ["wamid.1"] },
  ]);
});

test("a thousand updates in one POST are all kept", async () => {
  const messages = Array.from({ length: 500 }, (_, n) => ({
    from: `5511988${String(n % 100).padStart(6, "0")}`,
    id: `wamid.M${n}`,
    text: `${n}`,
  }));
  const statuses = Array.from({ length: 500 }, (_, n) => ({ id: `wamid.S${n}`, status: "delivered", recipient: "5511988000000" }));
  expect((await post(webhookBody(messageValue("1001", messages), statusValue("1001", statuses)))).status).toBe(200);
  expect(await counts()).toEqual({ messages: 500, mailbox: 500, statuses: 500, other: 0 });
});

test("three megabytes are read, five are refused before they are read", async () => {
  const large = webhookBody(
    messageValue(
      "1001",
      Array.from({ length: 3_000 }, (_, n) => ({ from: "5511999990001", id: `wamid.L${n}`, text: "á".repeat(450) })),
    ),
  );
  expect(Buffer.byteLength(JSON.stringify(large))).toBeGreaterThan(3_000_000);
  expect((await post(large)).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 3_000 });
  expect((await post("x".repeat(5_000_000))).status).toBe(413);
});

test("a body that never ends is given up at the limit", async () => {
  let served = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      served += 1;
      controller.enqueue(new Uint8Array(256 * 1024));
    },
  });
  const response = await POST(new Request(ADDRESS, { method: "POST", body: endless, duplex: "half" } as RequestInit));
  expect(response.status).toBe(413);
  expect(served).toBeLessThan(30);
});

test("what could not be stored is answered 500, so that Meta sends it again, and then it is stored once", async () => {
  await server.rows("ALTER TABLE mailbox RENAME TO mailbox_away");
  try {
    expect((await post(good)).status).toBe(500);
  } finally {
    await server.rows("ALTER TABLE mailbox_away RENAME TO mailbox");
  }
  expect(await counts()).toMatchObject({ messages: 0, mailbox: 0 });
  expect((await post(good)).status).toBe(200);
  expect((await post(good)).status).toBe(200);
  expect(await counts()).toMatchObject({ messages: 1, mailbox: 1 });
});
