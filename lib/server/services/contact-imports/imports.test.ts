import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

let api: TestApi;
let channelId: number;
let runImport: (id: string, sliceMs?: number) => Promise<void>;
beforeAll(async () => {
  api = await startTestApi();
  ({ runImport } = await import("../../contacts/imports/run.ts"));
  channelId = (await api.call("POST", "/channels", { json: { name: "Principal", phone_number_id: "100", default_country: "BR" } })).body.id;
});
afterAll(() => api.close());
beforeEach(() => api.db.query("WITH i AS (DELETE FROM contact_imports), f AS (DELETE FROM contact_fields) DELETE FROM contacts"));

const rows = async (sql: string, values: unknown[] = []) => (await api.db.query(sql, values)).rows;
const upload = (raw: string | Uint8Array, headers = { "content-type": "text/csv" }) =>
  api.call("POST", "/contacts/import?filename=a.csv", { raw, headers, token: api.tokens.editor });
const start = (id: string, json: object) =>
  api.call("POST", `/contacts/imports/${id}/start`, { json: { channel_id: channelId, ...json }, token: api.tokens.editor });
const get = async (id: string) => (await api.call("GET", `/contacts/imports/${id}`)).body;
const contacts = () => rows("SELECT wa_id, name, language, labels, consent, fields, is_silenced FROM contacts ORDER BY wa_id");
/** The report as a person reads it; the route's own response, because it is no JSON. */
async function report(id: string): Promise<string> {
  const { importReport } = await import("./report.ts");
  return (await importReport({ id: "test", role: "admin" }, id, "en")).text();
}

test("a file is uploaded, looked at, checked and applied: each row is in a contact or in the report", async () => {
  await api.call("POST", "/contact-fields", { json: { key: "plan", name: "Plano", type: "choice", choices: ["Ouro"] } });
  const file =
    '\uFEFFNome;Telefone;Plano;Etiquetas\r\n"Ana; a 1ª";(11) 91234-5678;ouro;vip|novo\r\n\r\nBia;123;;\r\nCaio;11 91234-0000;bronze;\r\n=1+1;+351 912 345 678;;\r\n';
  const made = await upload(file);
  expect(made).toMatchObject({
    status: 201,
    body: {
      ...{ filename: "a.csv", status: "uploaded", delimiter: ";", rows: 4, heads: ["Nome", "Telefone", "Plano", "Etiquetas"] },
      guess: ["name", "phone", "fields.plan", "labels"],
    },
  });
  expect(made.body.sample[0]).toEqual(["Ana; a 1ª", "(11) 91234-5678", "ouro", "vip|novo"]);
  const { id } = made.body;

  expect(await start(id, { columns: made.body.guess, labels: ["lista"], dry_run: true })).toMatchObject({
    status: 200,
    body: { status: "checking" },
  });
  expect((await start(id, { columns: made.body.guess })).status).toBe(409);
  await runImport(id);
  expect(await get(id)).toMatchObject({ status: "checked", done_rows: 4, applied_rows: 2, refused_rows: 2 });
  expect(await contacts()).toEqual([]);

  await start(id, { columns: made.body.guess, labels: ["lista"] });
  await runImport(id);
  expect(await get(id)).toMatchObject({ status: "done", done_rows: 4, applied_rows: 2, refused_rows: 2, sample: [] });
  expect(await contacts()).toMatchObject([
    { wa_id: "351912345678", name: "=1+1", labels: ["lista"], fields: {} },
    { wa_id: "5511912345678", name: "Ana; a 1ª", labels: ["lista", "vip", "novo"], fields: { plan: "Ouro" } },
  ]);
  expect((await report(id)).split("\r\n")).toEqual([
    '"Row","Why","Nome","Telefone","Plano","Etiquetas"',
    '4,"Telefone: is no phone number","Bia","123","",""',
    '5,"Plano: does not fit the type of its field","Caio","11 91234-0000","bronze",""',
    "",
  ]);
  expect(await rows("SELECT FROM contact_import_chunks")).toEqual([]);
  expect((await start(id, { columns: made.body.guess })).status).toBe(409);
  expect(
    (await rows("SELECT action, details FROM audit_log WHERE action LIKE 'contact%import%' ORDER BY id")).map(({ action }) => action),
  ).toEqual(["contact_import.uploaded", "contact_import.started", "contacts.imported", "contact_import.reported"]);
});

test("what contacts have stays where a cell is empty, and the same file again changes nothing", async () => {
  const file = "phone,name,language,labels,consent\n+5511912345678,,,b,\n+5511912345678,Ana,pt_BR,c,sim\n";
  await rows("INSERT INTO contacts (channel_id, wa_id, name, labels) VALUES ($1, '5511912345678', 'Antes', '{a}')", [channelId]);
  for (let times = 0; times < 2; times += 1) {
    const { body } = await upload(file);
    await start(body.id, { columns: body.guess });
    await runImport(body.id);
    expect(await get(body.id)).toMatchObject({ applied_rows: 2, refused_rows: 0 });
    expect(await contacts()).toEqual([
      {
        wa_id: "5511912345678",
        name: "Ana",
        language: "pt-BR",
        labels: ["a", "b", "c"],
        consent: "opted_in",
        fields: {},
        is_silenced: false,
      },
    ]);
  }
});

test("a file does not undo that somebody opted out, and may say that they did", async () => {
  await rows("INSERT INTO contacts (channel_id, wa_id, consent, is_silenced) VALUES ($1, '5511912345678', 'opted_out', true)", [channelId]);
  const { body } = await upload("phone,consent,name\n11912345678,sim,Ana\n11912340000,não,Bia\n");
  for (const dry_run of [true, false]) {
    await start(body.id, { columns: body.guess, dry_run });
    await runImport(body.id);
    expect(await get(body.id)).toMatchObject({ applied_rows: 1, refused_rows: 1 });
  }
  expect(await contacts()).toMatchObject([
    { wa_id: "5511912340000", consent: "opted_out", is_silenced: true },
    { wa_id: "5511912345678", consent: "opted_out", name: null },
  ]);
  expect(await report(body.id)).toContain("have opted out");
});

test("broken off anywhere and run by two at once, each row counts once", async () => {
  const file = `phone,name\n${Array.from({ length: 2_300 }, (_, n) => `+55119${String(10_000_000 + n)},N${n}`).join("\n")}\n`;
  const { body } = await upload(file);
  await start(body.id, { columns: body.guess });
  // A slice of no time ends after its first commit, as a worker that dies then would.
  await runImport(body.id, 0);
  expect(await get(body.id)).toMatchObject({ status: "importing", done_rows: 500, applied_rows: 500 });
  await Promise.all([runImport(body.id), runImport(body.id), runImport(body.id)]);
  expect(await get(body.id)).toMatchObject({ status: "done", done_rows: 2_300, applied_rows: 2_300, refused_rows: 0 });
  expect(await rows("SELECT count(*)::int AS n, count(DISTINCT wa_id)::int AS d FROM contacts")).toEqual([{ n: 2_300, d: 2_300 }]);
  expect(
    await rows("SELECT count(*)::int AS n FROM audit_log WHERE action = 'contacts.imported' AND details->>'import_id' = $1", [body.id]),
  ).toEqual([{ n: 1 }]);
});

test("an import whose job was lost is found, and one that is deleted stops", async () => {
  const { recoverImports } = await import("../../contacts/imports/run.ts");
  const { body } = await upload("phone\n+5511912345678\n");
  await start(body.id, { columns: body.guess });
  await rows("DELETE FROM pgboss.job WHERE name = 'import'");
  expect(await recoverImports({ deadSeconds: 60 })).toBe(0);
  await rows("UPDATE contact_imports SET updated_at = now() - interval '2 minutes'");
  expect(await recoverImports({ deadSeconds: 60 })).toBe(1);
  expect(await rows("SELECT data FROM pgboss.job WHERE name = 'import'")).toEqual([{ data: { importId: body.id } }]);
  expect((await api.call("DELETE", `/contacts/imports/${body.id}`, { token: api.tokens.editor })).status).toBe(204);
  await runImport(body.id);
  expect([await contacts(), await rows("SELECT FROM contact_import_chunks")]).toEqual([[], []]);
  expect((await api.call("GET", `/contacts/imports/${body.id}`)).status).toBe(404);
});

test.each([
  ["no UTF-8", new Uint8Array([110, 111, 109, 101, 10, 0xe7, 0xe3, 0x6f, 10]), "UTF-8"],
  ["of U+0000, as UTF-16 without a mark", new Uint8Array(Buffer.from("phone\n1\n", "utf16le")), "UTF-8"],
  ["holding U+0000 in a cell", "phone,name\n+5511912345678,A\0na\n", "UTF-8"],
  ["nothing", "", "first row"],
  ["a head alone", "phone,name\n", "first row"],
  ["a quote without an end", 'phone\n"+55', "quote"],
  ["too many columns", `${"a,".repeat(201)}b\n1\n`, "columns"],
])("a file that is %s is a 422, and nothing of it is kept", async (_, raw, words) => {
  const { status, body } = await upload(raw);
  expect([status, body.detail]).toEqual([422, expect.stringContaining(words)]);
  expect(await rows("SELECT FROM contact_imports")).toEqual([]);
});

test("a form brings a file, too; one that is too large or none at all is refused", async () => {
  const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\n\r\nphone\n+5511912345678\n\r\n--x--\r\n';
  expect((await upload(form, { "content-type": "multipart/form-data; boundary=x" })).body).toMatchObject({ rows: 1, heads: ["phone"] });
  expect((await upload(`phone\n${"+5511912345678\n".repeat(1_500_000)}`)).status).toBe(413);
  expect((await api.call("POST", "/contacts/import")).status).toBe(415);
});

test("a long cell is cut between characters, and what a form calls its file is kept without what can not be stored", async () => {
  const { body } = await upload(`phone,note\n+5511912345678,${"a".repeat(9_999)}😀b\n12,${"b".repeat(20)}\n`);
  await start(body.id, { columns: ["phone", "fields.note"] });
  await runImport(body.id);
  expect(await get(body.id)).toMatchObject({ status: "done", applied_rows: 1, refused_rows: 1 });
  expect(await contacts()).toMatchObject([{ fields: { note: "a".repeat(9_999) } }]);
  const name = `a\0${"b".repeat(238)}😀.csv`;
  const form = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nphone\n1\n\r\n--x--\r\n`;
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const made = await api.call("POST", "/contacts/import", { raw: form, headers, token: api.tokens.editor });
  expect([made.status, made.body.filename]).toEqual([201, `a${"b".repeat(238)}`]);
});

test.each([
  ["a field that would reach a prototype", { columns: ["phone", "fields.__proto__"] }],
  ["another one", { columns: ["phone", "fields.constructor"] }],
  ["no column of numbers", { columns: ["name"] }],
  ["the same twice", { columns: ["phone", "phone"] }],
  ["more columns than there are", { columns: ["phone", null, null] }],
  ["no such thing", { columns: ["phone", "id"] }],
  ["a channel that is none", { channel_id: 999_999, columns: ["phone"] }],
  ["a country that is none", { country: "QQ", columns: ["phone"] }],
])("%s is a 422, and nothing begins", async (_, json) => {
  const { body } = await upload("phone,name\n+5511912345678,a\n");
  expect((await start(body.id, json)).status).toBe(422);
  expect((await get(body.id)).status).toBe("uploaded");
});

test("readers may look on, and do nothing", async () => {
  const { body } = await upload("phone\n+5511912345678\n");
  const token = api.tokens.viewer;
  expect((await api.call("GET", "/contacts/imports", { token })).body.items).toMatchObject([
    { id: body.id, created_at: expect.any(String) },
  ]);
  expect((await api.call("POST", "/contacts/import", { raw: "phone\n1\n", token })).status).toBe(403);
  expect((await api.call("POST", `/contacts/imports/${body.id}/start`, { json: {}, token })).status).toBe(403);
  expect((await api.call("DELETE", `/contacts/imports/${body.id}`, { token })).status).toBe(403);
});

test("who is erased is in no report any more, and is told of theirs before; files go after a week, and the next day where nobody began them", async () => {
  const { body } = await upload("phone,language\n+5511912345678,português\n");
  await rows("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511912345678')", [channelId]);
  await start(body.id, { columns: body.guess });
  await runImport(body.id);
  const [contact] = await rows("SELECT id FROM contacts");
  expect((await api.call("GET", `/contacts/${contact.id}/export`)).body.refused_imports).toMatchObject([{ row: 2 }]);
  expect((await api.call("DELETE", `/contacts/${contact.id}`)).status).toBe(200);
  expect(await rows("SELECT FROM contact_import_refusals")).toEqual([]);

  const { applyRetention } = await import("../retention/apply.ts");
  const { body: waiting } = await upload("phone\n+5511912345678\n");
  await rows("UPDATE contact_imports SET updated_at = now() - interval '25 hours'");
  await applyRetention();
  expect(await rows("SELECT id FROM contact_imports")).toEqual([{ id: body.id }]);
  await rows("UPDATE contact_imports SET created_at = now() - interval '8 days'");
  await applyRetention();
  expect([await rows("SELECT FROM contact_imports"), (await api.call("GET", `/contacts/imports/${waiting.id}`)).status]).toEqual([[], 404]);
});
