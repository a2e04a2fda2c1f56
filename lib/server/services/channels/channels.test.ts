import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import { startTestApi } from "../../../../scripts/test-setup/api.ts";

/** Meta, who knows every number; what it refuses is in `apps.test.ts`. */
const graph = createServer((_, response) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "1", platform_type: "CLOUD_API" })),
);
await new Promise<void>((resolve) => graph.listen(0, "127.0.0.1", resolve));
process.env.WORKFLOW_WHATSAPP_API_BASE_URL = `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v25.0`;
process.env.WORKFLOW_WHATSAPP_APP_SECRET = "test-app-secret";
const api = await startTestApi();
afterAll(async () => {
  graph.close();
  await api.close();
});
let number = 9_000;

const create = (json: object = {}) =>
  api.call("POST", "/channels", { json: { name: "Canal", phone_number_id: String((number += 1)), ...json } });
const SECRET = "EAAG-very-secret-token-0123456789";

test("a token goes in, is kept encrypted, and never comes out again", async () => {
  const { decryptSecret } = await import("../../platform/crypto.ts");
  const created = await create({ access_token: SECRET });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ has_access_token: true, simulated: false, status: "active", default_flow_id: null });
  const patched = await api.call("PATCH", `/channels/${created.body.id}`, { json: { access_token: `${SECRET}-2` } });
  const listed = await api.call("GET", "/channels?limit=200");
  const { rows } = await api.db.query("SELECT access_token_encrypted AS sealed FROM channels WHERE id = $1", [created.body.id]);
  const audit = await api.db.query("SELECT jsonb_agg(to_jsonb(a))::text AS all FROM audit_log a");
  expect(JSON.stringify([created.body, patched.body, listed.body, rows, audit.rows])).not.toContain(SECRET);
  expect(decryptSecret(rows[0].sealed, { table: "channels", id: created.body.id })).toBe(`${SECRET}-2`);
});

test("no token is kept while webhooks can't be checked; all else is", async () => {
  const settings = await import("../../platform/env.ts");
  const { body: channel } = await create();
  const { body: connected } = await create({ access_token: SECRET });
  const env = vi.spyOn(settings, "env").mockReturnValue({ ...settings.env(), WORKFLOW_WHATSAPP_APP_SECRET: undefined });
  const refused = [
    await create({ access_token: SECRET }),
    await api.call("PATCH", `/channels/${channel.id}`, { json: { name: "x", access_token: SECRET } }),
  ];
  for (const { status, body } of refused) {
    expect([status, body.type]).toEqual([422, "urn:siga:problem:app-secret-missing"]);
    expect(JSON.stringify(body)).not.toContain(SECRET);
  }
  expect((await api.call("PATCH", `/channels/${channel.id}`, { json: { name: "y" } })).body).toMatchObject({ simulated: true, name: "y" });
  expect((await api.call("PATCH", `/channels/${connected.id}`, { json: { access_token: null } })).body).toMatchObject({ simulated: true });
  env.mockRestore();
});

test("a refused token is not repeated in the refusal", async () => {
  const { status, body } = await create({ access_token: `${SECRET}\nX: y` });
  expect(status).toBe(422);
  expect(JSON.stringify(body)).not.toContain(SECRET);
});

test("what is given changes, null clears, and the rest stays", async () => {
  const { body: flow } = await api.call("POST", "/flows", { json: { name: "f" } });
  const { body: channel } = await create({ access_token: SECRET, default_flow_id: flow.id, display_phone_number: "+55 11 4000-1234" });
  const patch = async (json: object) => (await api.call("PATCH", `/channels/${channel.id}`, { json })).body;
  expect(await patch({ name: "Novo" })).toEqual({ ...channel, name: "Novo" });
  expect(await patch({ default_flow_id: null, display_phone_number: null })).toMatchObject({
    default_flow_id: null,
    display_phone_number: null,
    has_access_token: true,
  });
  expect(await patch({ access_token: null })).toMatchObject({ has_access_token: false, simulated: true });
  expect(await patch({})).toMatchObject({ name: "Novo" });
});

test("a new token lifts the pause that the old one had earned", async () => {
  const { body: channel } = await create({ access_token: SECRET });
  await api.db.query("UPDATE channels SET paused_until = now() + interval '1 hour', paused_reason = 'token' WHERE id = $1", [channel.id]);
  expect((await api.call("PATCH", `/channels/${channel.id}`, { json: { name: "x" } })).body.paused_reason).toBe("token");
  expect((await api.call("PATCH", `/channels/${channel.id}`, { json: { access_token: "new-token" } })).body).toMatchObject({
    paused_until: null,
    paused_reason: null,
  });
});

test("a number known from its webhooks only is claimed by adding it; a claimed one is refused", async () => {
  await api.db.query("INSERT INTO channels (name, phone_number_id, status) VALUES ('Number 555', '555', 'unclaimed')");
  expect((await create({ phone_number_id: "555", name: "Meu" })).body).toMatchObject({ name: "Meu", status: "active" });
  const again = await create({ phone_number_id: "555" });
  expect(again.status).toBe(409);
  expect(again.body.detail).toContain("555");
});

test.each([
  ["an unknown flow", { default_flow_id: 987654 }, 422],
  ["a flow id that is text", { default_flow_id: "1" }, 422],
  ["an empty name", { name: " " }, 422],
  ["a phone number instead of its id", { phone_number_id: "+55 11 4000" }, 422],
  ["letters for a number's id", { phone_number_id: "abc" }, 422],
  ["a number of the simulator's", { phone_number_id: "simulator.flow.7" }, 422],
  ["an unknown field", { token: "x" }, 422],
  ["another channel's number", { phone_number_id: "424242" }, 409],
  ["an unknown status", { status: "nope" }, 422],
])("a change to %s is refused and changes nothing", async (_, json, status) => {
  await create({ phone_number_id: "424242" });
  const { body: channel } = await create();
  expect((await api.call("PATCH", `/channels/${channel.id}`, { json })).status).toBe(status);
  const { body } = await api.call("GET", "/channels?limit=200");
  expect(body.items).toContainEqual(channel);
});

test("two at once can not take one number", async () => {
  const [a, b] = [(await create()).body, (await create()).body];
  const answers = await Promise.all([a, b].map(({ id }) => api.call("PATCH", `/channels/${id}`, { json: { phone_number_id: "8888" } })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("the id of the simulated number goes on working, and no channel can take one of the simulator's", async () => {
  const { body } = await create({ phone_number_id: "simulated" });
  expect((await api.call("PATCH", `/channels/${body.id}`, { json: { name: "Teste", phone_number_id: "simulated" } })).status).toBe(200);
  expect((await api.call("PATCH", `/channels/${body.id}`, { json: { phone_number_id: "simulator.flow.7" } })).status).toBe(422);
});

test("the simulator's own channels are nobody's to see or to give a token", async () => {
  const { rows } = await api.db.query("INSERT INTO channels (name, phone_number_id) VALUES ('Simulador', 'simulator.flow.1') RETURNING id");
  const listed = await api.call("GET", "/channels?limit=200");
  expect(listed.body.items.map((channel: { id: number }) => channel.id)).not.toContain(rows[0].id);
  const refused = await api.call("PATCH", `/channels/${rows[0].id}`, { json: { access_token: SECRET } });
  expect(refused.status).toBe(409);
});

test("a paused channel says what to mend, and a new token, another number or a resume lets what waits leave", async () => {
  const { body: created } = await create({ access_token: SECRET });
  const pause = () =>
    api.db.query(
      "UPDATE channels SET paused_until = now() + interval '5 min', paused_code = 'unknown_number', paused_reason = 'no such object' WHERE id = $1",
      [created.id],
    );
  const { rows } = await api.db.query("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990001') RETURNING id", [created.id]);
  await api.db.query(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, text, not_before, error)
     VALUES ($1, $2, 'outbound', 'text', 'queued', 'oi', now() + interval '9 min', '{"class": "number"}')`,
    [created.id, rows[0].id],
  );
  const changes: [string, string, object | undefined][] = [
    ["PATCH", `/channels/${created.id}`, { access_token: `${SECRET}-2` }],
    ["PATCH", `/channels/${created.id}`, { phone_number_id: "7777" }],
    ["POST", `/channels/${created.id}/resume`, undefined],
  ];
  for (const [method, path, json] of changes) {
    await pause();
    await api.db.query("UPDATE messages SET not_before = now() + interval '9 min'");
    await api.db.query("DELETE FROM pgboss.job");
    const listed = (await api.call("GET", "/channels?limit=200")).body.items.find(({ id }: { id: number }) => id === created.id);
    expect(listed).toMatchObject({
      paused_code: "unknown_number",
      paused_reason: expect.stringContaining("phone_number_id"),
      paused_detail: "no such object",
    });
    const answer = await api.call(method, path, json === undefined ? {} : { json });
    expect(answer).toMatchObject({ status: 200, body: { paused_until: null, paused_code: null, paused_reason: null } });
    expect((await api.db.query("SELECT not_before FROM messages")).rows).toEqual([{ not_before: null }]);
    expect((await api.db.query("SELECT data FROM pgboss.job WHERE name = 'send'")).rows).toEqual([{ data: { contactIds: [rows[0].id] } }]);
  }
  expect((await api.call("POST", `/channels/${created.id}/resume`, { token: api.tokens.editor })).status).toBe(403);
});
