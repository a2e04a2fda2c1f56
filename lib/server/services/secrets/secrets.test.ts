import { symbols } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { graph as graphOf } from "../../../../scripts/test-setup/graphs.ts";

const VALUE = "wjalrXUtnFEMI-K7MDENG";
let api: TestApi;
let log: typeof import("../../platform/log.ts").log;
let openSecrets: typeof import("../../effects/call_http/secrets.ts").openSecrets;
let logged = "";
let number = 0;
beforeAll(async () => {
  api = await startTestApi();
  ({ log } = await import("../../platform/log.ts"));
  ({ openSecrets } = await import("../../effects/call_http/secrets.ts"));
  log.level = "trace";
  Object.assign(log, { [symbols.streamSym]: { write: (line: string) => (logged += line) } });
});
afterAll(() => api.close());

const create = async (json: object = {}) => {
  number += 1;
  return api.call("POST", "/secrets", { json: { name: `secret_${number}`, value: VALUE, hosts: ["api.example.com"], ...json } });
};
const patch = (name: string, json: object) => api.call("PATCH", `/secrets/${name}`, { json });
const listed = async (name: string) =>
  (await api.call("GET", "/secrets?limit=200")).body.items.find((secret: { name: string }) => secret.name === name);

/** A flow whose draft, or published version, has a node with this text. */
async function flow(name: string, texts: { draft?: string; published?: string }): Promise<number> {
  const graph = (text = "hi") => JSON.stringify(graphOf({ say: ["send_message", { message: text }] }, []));
  const { rows } = await api.db.query("INSERT INTO flows (name, draft) VALUES ($1, $2) RETURNING id", [name, graph(texts.draft)]);
  if (texts.published !== undefined)
    await api.db.query(
      `WITH version AS (INSERT INTO flow_versions (flow_id, number, graph) VALUES ($1, 1, $2) RETURNING id)
       UPDATE flows SET published_version_id = (SELECT id FROM version) WHERE id = $1`,
      [rows[0].id, graph(texts.published)],
    );
  return rows[0].id;
}

test("a value goes in, is kept encrypted, and comes out for a request alone: no answer, no log line, no audit entry has it", async () => {
  const created = await create();
  expect(created.status).toBe(201);
  const { name } = created.body;
  const answers = [
    created,
    await create({ name }),
    await create({ value: `${VALUE}\nX: y` }),
    await create({ hosts: [VALUE], value: [VALUE], nope: VALUE }),
    await patch(name, { value: `${VALUE}-2` }),
    await patch(name, { hosts: ["other.example.com"] }),
    await patch("nobody", { value: VALUE }),
    await api.call("GET", "/secrets?limit=200"),
    await api.call("GET", "/secrets", { token: api.tokens.editor }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 409, 422, 422, 200, 200, 404, 200, 200]);
  const { rows: kept } = await api.db.query("SELECT to_jsonb(s)::text AS row FROM secrets s WHERE name = $1", [name]);
  expect((await openSecrets([name])).get(name)).toEqual({ value: `${VALUE}-2`, hosts: ["other.example.com"] });
  answers.push(await api.call("DELETE", `/secrets/${name}`));

  await api.db.query("ALTER TABLE secrets RENAME TO secrets_gone");
  answers.push(await create(), await patch(name, { value: VALUE }));
  await api.db.query("ALTER TABLE secrets_gone RENAME TO secrets");
  expect(answers.at(-1)?.status).toBe(500);
  expect(logged).toContain("an API request failed");

  const { rows: audited } = await api.db.query(
    "SELECT action, details, to_jsonb(a)::text AS row FROM audit_log a WHERE object_type = 'secret'",
  );
  expect(audited.map(({ action, details }) => [action, details])).toEqual([
    ["secret.created", { name, hosts: ["api.example.com"] }],
    ["secret.changed", { name, fields: ["value"] }],
    ["secret.changed", { name, fields: ["hosts"], hosts: ["other.example.com"], hosts_before: ["api.example.com"] }],
    ["secret.deleted", { name }],
  ]);
  // What a caller sends in the wrong place is not repeated either; lower case, because hosts are kept in it.
  const everything = JSON.stringify([answers, kept, audited, logged]).toLowerCase();
  expect(everything).not.toContain(VALUE.toLowerCase());
});

test.each([
  ["a name with capitals", { name: "CRM_Key" }],
  ["a name that begins with a digit", { name: "1key" }],
  ["a name with a hyphen", { name: "crm-key" }],
  ["too long a name", { name: "a".repeat(65) }],
  ["an empty value", { value: "" }],
  ["too long a value", { value: "v".repeat(8_193) }],
  ["a carriage return in the value", { value: "a\rb" }],
  ["no host", { hosts: [] }],
  ["an address for a host", { hosts: ["https://api.example.com/"] }],
  ["a wildcard for everybody", { hosts: ["*"] }],
  ["51 hosts", { hosts: Array.from({ length: 51 }, (_, index) => `h${index}.example.com`) }],
  ["a field of another thing", { token: "x" }],
])("%s is refused", async (_, json) => {
  expect((await create(json)).status).toBe(422);
});

test("hosts are kept as addresses write them, each once", async () => {
  const { body } = await create({
    name: "a".repeat(64),
    value: "v".repeat(8_192),
    hosts: ["API.example.com.", "bücher.example", "api.example.com"],
  });
  expect(body.hosts).toEqual(["api.example.com", "xn--bcher-kva.example"]);
});

test("what is given changes, and the rest stays", async () => {
  const { body: before } = await create();
  expect(await patch(before.name, {})).toMatchObject({ status: 200, body: before });
  const { body: after } = await patch(before.name, { hosts: ["*.example.com:8443"] });
  expect(after).toEqual({ ...before, hosts: ["*.example.com:8443"], updated_at: expect.any(String) });
  expect((await openSecrets([before.name])).get(before.name)?.value).toBe(VALUE);
});

test("a list names the flows that read a secret, in the draft, in the published version or in both", async () => {
  const { body: secret } = await create();
  const read = `{{ secret.${secret.name} }}`;
  const both = await flow("Both", { draft: read, published: read });
  const draft = await flow("Draft", { draft: read, published: "a secret" });
  const published = await flow("Published", { published: read });
  await flow("Neither", { draft: `{{ secret.${secret.name}x }} and {{ ${secret.name} }}`, published: "" });
  expect((await listed(secret.name)).flows).toEqual([
    { id: both, name: "Both", in_draft: true, in_published: true },
    { id: draft, name: "Draft", in_draft: true, in_published: false },
    { id: published, name: "Published", in_draft: false, in_published: true },
  ]);
});

test("a secret that flows read is deleted only by force, and the refusal names them", async () => {
  const { body: secret } = await create();
  const id = await flow("Pedidos", { published: `{{ secret.${secret.name} }}` });
  await api.db.query("UPDATE flows SET archived_at = now() WHERE id = $1", [id]);
  const refused = await api.call("DELETE", `/secrets/${secret.name}`);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ type: "urn:siga:problem:secret-in-use", flows: [{ id, name: "Pedidos" }] });
  expect(refused.body.detail).toContain(`"Pedidos" (${id})`);
  expect((await api.call("DELETE", `/secrets/${secret.name}?force=false`)).status).toBe(409);
  expect((await api.call("DELETE", `/secrets/${secret.name}?force=1`)).status).toBe(400);
  expect(await listed(secret.name)).toBeDefined();
  expect((await api.call("DELETE", `/secrets/${secret.name}?force=true`)).status).toBe(204);
  expect(await listed(secret.name)).toBeUndefined();
  expect((await api.call("DELETE", `/secrets/${secret.name}`)).status).toBe(404);
});

test("two at once can not take one name", async () => {
  const answers = await Promise.all([create({ name: "raced" }), create({ name: "raced" })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test("opening notes the use, at most once a minute, and leaves out what is not there", async () => {
  const { body: secret } = await create();
  expect(secret.last_used_at).toBeNull();
  expect([...(await openSecrets([secret.name, "nobody"])).keys()]).toEqual([secret.name]);
  const used = (await listed(secret.name)).last_used_at;
  expect(used).not.toBeNull();
  await openSecrets([secret.name]);
  expect((await listed(secret.name)).last_used_at).toBe(used);
  await api.db.query("UPDATE secrets SET last_used_at = now() - interval '2 minutes' WHERE name = $1", [secret.name]);
  await openSecrets([secret.name]);
  expect((await listed(secret.name)).last_used_at >= used).toBe(true);
});

test("a secret sealed with a lost key is refused in words that say what to do, and without what was kept", async () => {
  const { body: secret } = await create();
  await api.db.query("UPDATE secrets SET value_encrypted = 'v1.AAAA.AAAA.AAAA' WHERE name = $1", [secret.name]);
  await expect(openSecrets([secret.name])).rejects.toThrow(/WORKFLOW_ENCRYPTION_KEY/);
  expect((await patch(secret.name, { value: VALUE })).status).toBe(200);
  expect((await openSecrets([secret.name])).get(secret.name)?.value).toBe(VALUE);
});
