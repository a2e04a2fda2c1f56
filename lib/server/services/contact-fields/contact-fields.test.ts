import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const create = (json: object, token = api.tokens.editor) => api.call("POST", "/contact-fields", { json, token });

test("a field is made, read, renamed and deleted by who may, and what contacts hold stays", async () => {
  const made = await create({ key: "plan", name: " Plano ", type: "choice", choices: ["Ouro", "Prata"] });
  expect(made).toMatchObject({ status: 201, body: { key: "plan", name: "Plano", type: "choice", choices: ["Ouro", "Prata"] } });
  const { id } = made.body;
  expect((await api.call("GET", "/contact-fields", { token: api.tokens.viewer })).body.items).toEqual([made.body]);
  expect((await create({ key: "b", name: "B", type: "text" }, api.tokens.viewer)).status).toBe(403);
  expect(await create({ key: "PLAN", name: "Outro", type: "text" })).toMatchObject({ status: 409 });
  expect(await api.call("PATCH", `/contact-fields/${id}`, { json: { choices: ["Ouro"] } })).toMatchObject({ body: { choices: ["Ouro"] } });
  const { rows } = await api.db.query(
    `WITH ch AS (INSERT INTO channels (name, phone_number_id) VALUES ('A', '55') RETURNING id)
     INSERT INTO contacts (channel_id, wa_id, fields) SELECT id, '5511', '{"plan": "Prata"}' FROM ch RETURNING id`,
  );
  expect((await api.call("DELETE", `/contact-fields/${id}`)).status).toBe(204);
  expect((await api.call("DELETE", `/contact-fields/${id}`)).status).toBe(404);
  expect((await api.call("GET", `/contacts/${rows[0].id}`)).body.fields).toEqual({ plan: "Prata" });
  expect((await api.db.query("SELECT action FROM audit_log WHERE object_type = 'contact_field' ORDER BY id")).rows).toEqual(
    ["contact_field.created", "contact_field.changed", "contact_field.deleted"].map((action) => ({ action })),
  );
});

test.each([
  ["a name that every contact has", { key: "phone", name: "a", type: "text" }],
  ["a name that is no name", { key: "a b", name: "a", type: "text" }],
  ["a prototype", { key: "__proto__", name: "a", type: "text" }],
  ["no type of ours", { key: "a", name: "a", type: "json" }],
  ["a choice of nothing", { key: "a", name: "a", type: "choice" }],
  ["choices that read alike", { key: "a", name: "a", type: "choice", choices: ["Sao", "são"] }],
  ["choices of a number", { key: "a", name: "a", type: "number", choices: ["1"] }],
])("%s is a 422", async (_, json) => expect((await create(json)).status).toBe(422));

test("there are 100 at most, however many ask at once", async () => {
  await api.db.query("INSERT INTO contact_fields (key, name, type) SELECT 'f' || n, n, 'text' FROM generate_series(1, 98) n");
  const answers = await Promise.all(["x", "y", "z", "w"].map((key) => create({ key, name: key, type: "text" })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  await api.db.query("DELETE FROM contact_fields");
});
