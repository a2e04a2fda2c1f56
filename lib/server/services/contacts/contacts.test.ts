import { simulatorNumber } from "#server/flows/test-channel";
import { fold } from "#lib/engine/values/normal-text.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

let api: TestApi;
let channelId: number;
beforeAll(async () => {
  api = await startTestApi();
  channelId = (await api.call("POST", "/channels", { json: { name: "Principal", phone_number_id: "100" } })).body.id;
});
afterAll(() => api.close());

async function addContact(waId: string | null, name: string | null, userId: string | null = null): Promise<number> {
  const { rows } = await api.db.query("INSERT INTO contacts (channel_id, wa_id, user_id, name) VALUES ($1, $2, $3, $4) RETURNING id", [
    channelId,
    waId,
    userId,
    name,
  ]);
  return rows[0].id;
}

test("contacts are found by part of the name or by the phone number as people write it", async () => {
  const ana = await addContact("5511912345678", "Ana 100% Souza");
  const bob = await addContact(null, "Bob", "BR.abc");
  const found = async (search: string) =>
    (await api.call("GET", `/contacts?search=${encodeURIComponent(search)}`)).body.items.map((item: { id: number }) => item.id);
  expect((await api.call("GET", "/contacts")).body.items).toMatchObject([
    { id: bob, wa_id: null, user_id: "BR.abc" },
    { id: ana, wa_id: "5511912345678", fields: {}, last_inbound_at: null },
  ]);
  expect(await found("souza")).toEqual([ana]);
  expect(await found("+55 (11) 91234")).toEqual([ana]);
  expect(await found("100%")).toEqual([ana]);
  expect(await found("%")).toEqual([ana]);
  expect(await found("_")).toEqual([]);
});

test("a search finds the same by its index, by looking at each contact, and in the list of executions", async () => {
  const { rows } = await api.db.query(
    `INSERT INTO contacts (channel_id, wa_id, name)
      SELECT $1, (5547900000000 + n)::text, CASE WHEN n % 700 = 0 THEN 'ÉRICA Núñez ' ELSE 'Joãozinho ' END || n
      FROM generate_series(1, 1400) n RETURNING id`,
    [channelId],
  );
  const [erica, other] = [rows[699].id, rows[1399].id];
  await api.db.query(
    "INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state) SELECT unnest($1::bigint[]), 1, 1, 'completed', '{}'",
    [[erica, other, rows[0].id]],
  );
  const found = async (list: string, search: string) =>
    (await api.call("GET", `/${list}?limit=200&search=${encodeURIComponent(search)}`)).body.items.map(
      (item: { id: number; contact_id?: number }) => item.contact_id ?? item.id,
    );
  for (const search of ["érica", "Rica NÚÑ", "úñ", "ERICA nunez", "érica núnez", "  erica", "e\u0301rica"])
    expect([search, await found("contacts", search), await found("executions", search)]).toEqual([search, [other, erica], [other, erica]]);
  expect(await found("contacts", "55 47 90000-0700")).toEqual([erica]);
  // A name with a number in it is a name: nobody is found for having that digit in their phone number.
  expect(await found("contacts", "érica núñez 700")).toEqual([erica]);
  expect(await found("contacts", "érico")).toEqual([]);
  // More of them than are named one by one.
  const all = new Set<number>();
  let next = "";
  do {
    const { body } = await api.call("GET", `/contacts?limit=200&search=${encodeURIComponent("JOAOZ")}${next}`);
    for (const item of body.items) all.add(item.id);
    next = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
  } while (next !== "");
  expect(all.size).toBe(1_398);
  expect(await found("executions", "joaoz")).toEqual([rows[0].id]);
});

test("who only tried a flow can be left out, or listed alone", async () => {
  const { rows: channel } = await api.db.query("INSERT INTO channels (name, phone_number_id) VALUES ('Simulator', $1) RETURNING id", [
    simulatorNumber(1),
  ]);
  const { rows } = await api.db.query("INSERT INTO contacts (channel_id, wa_id, name) VALUES ($1, '5500', 'Zilda Teste') RETURNING id", [
    channel[0].id,
  ]);
  const real = await addContact("5511900000777", "Zilda Real");
  const found = async (query: string) =>
    (await api.call("GET", `/contacts?search=zilda${query}`)).body.items.map((item: { id: number }) => item.id);
  expect(await found("")).toEqual([real, rows[0].id]);
  expect(await found("&is_test=false")).toEqual([real]);
  expect(await found("&is_test=true")).toEqual([rows[0].id]);
});

test.each([
  "Érica  Núñez ",
  "e\u0301rica",
  "AÇÃO",
  "Straße",
  "ΣΊΣΥΦΟΣ",
  "a\u00a0b\u200bc",
  "Ｆｕｌｌ １",
  "1️⃣",
  "Ёлка",
  "plain (text) 100%",
  "",
])("the database folds as the browser does: %j", async (text) => {
  const { rows } = await api.db.query("SELECT siga_fold($1) AS folded", [text]);
  expect(rows[0].folded).toBe(fold(text));
});

test("messages come newest first, page by page, with what Meta reported of each", async () => {
  const contact = await addContact("5511900000001", null);
  const insert = async (direction: string, text: string, wamid: string | null, status: string): Promise<number> => {
    const { rows } = await api.db.query(
      `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, status, sent_at)
        VALUES ($1, $2, $3, $4, 'text', $5, $6, now()) RETURNING id`,
      [channelId, contact, direction, wamid, text, status],
    );
    return rows[0].id;
  };
  const inbound = await insert("inbound", "oi", "wamid.in", "received");
  const sent = await insert("outbound", "olá", "wamid.out", "delivered");
  const lost = await insert("outbound", "tudo bem?", null, "sent");
  await api.db.query(
    `INSERT INTO message_status_events (channel_id, wamid, status, opaque, errors, at) VALUES
       ($1, 'wamid.out', 'delivered', $2, NULL, '2026-01-01T00:00:02Z'), ($1, 'wamid.out', 'sent', $2, NULL, '2026-01-01T00:00:01Z'),
       ($1, 'wamid.lost', 'sent', $3, '[{"code":1}]', '2026-01-01T00:00:03Z'),
            ($1, 'wamid.other', 'read', 'x', NULL, '2026-01-01T00:00:04Z')`,
    [channelId, String(sent), String(lost)],
  );

  const first = (await api.call("GET", `/contacts/${contact}/messages?limit=2`)).body;
  expect(first.items).toMatchObject([
    { id: lost, status_history: [{ status: "sent", at: "2026-01-01T00:00:03.000Z", errors: [{ code: 1 }] }] },
    { id: sent, status: "delivered", wamid: "wamid.out", status_history: [{ status: "sent" }, { status: "delivered" }] },
  ]);
  const second = (await api.call("GET", `/contacts/${contact}/messages?limit=2&cursor=${first.next_cursor}`)).body;
  expect(second).toMatchObject({
    items: [{ id: inbound, direction: "inbound", type: "text", text: "oi", status: "received", status_history: [] }],
    next_cursor: null,
  });
});

test("messages of a contact that is not there are a 404", async () => {
  expect((await api.call("GET", "/contacts/987654/messages")).status).toBe(404);
});
