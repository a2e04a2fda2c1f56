import { afterAll, beforeEach, expect, test } from "vitest";
import { echo } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { clearContactCache, resolveContacts, rewriteNumber } = await import("./resolve.ts");
const { TABLES_OF_CONTACTS } = await import("./identity/merge.ts");
const { flowId, versionId } = await server.publish(echo);
const channelId = await server.channel({ phoneNumberId: "1001", flowId });
const otherChannel = await server.channel({ phoneNumberId: "1002", flowId });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  clearContactCache();
});

let clock = Date.now();
const key = (waId: string | null, userId: string | null = null, channel = channelId) => ({
  channelId: channel,
  waId,
  userId,
  at: (clock += 1_000),
  given: false,
});
const resolve = async (...keys: ReturnType<typeof key>[]) => (await resolveContacts(keys)).map(({ contactId }) => contactId);
const one = async (...given: Parameters<typeof key>) => (await resolve(key(...given)))[0] ?? NaN;
const contacts = () =>
  server.rows<{ id: number; wa_id: string | null; user_id: string | null }>("SELECT id, wa_id, user_id FROM contacts ORDER BY id");
const open = (contactId: number) =>
  server.rows<{ id: number }>(
    `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, node_id, state)
      VALUES ($1, $2, $3, 'waiting', 'hear', '{"status":"waiting","nodeId":"hear","context":{},"waitingFor":{"kind":"message","token":"v1"},"visitCount":1,"reason":null}') RETURNING id`,
    [contactId, flowId, versionId],
  );

test("a contact is made once, however many ask at the same moment", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => (clearContactCache(), one("5511999990001"))));
  expect(new Set(answers).size).toBe(1);
  expect(await contacts()).toHaveLength(1);
});

test("the same phone on another number is another contact", async () => {
  const [here, there] = await resolve(key("5511999990001"), key("5511999990001", null, otherChannel));
  expect(here).not.toBe(there);
});

test("someone without a phone is known by the user id, and by both once both have been seen", async () => {
  const first = await one(null, "BR.ana1");
  expect(await one("5511999990001", "BR.ana1")).toBe(first);
  clearContactCache();
  expect(await resolve(key("5511999990001"), key(null, "BR.ana1"), key("5511999990001", "BR.ana1"))).toEqual([first, first, first]);
  expect(await contacts()).toEqual([{ id: first, wa_id: "5511999990001", user_id: "BR.ana1" }]);
});

test("two contacts that turn out to be one person become one, with all that was said", async () => {
  const [byPhone, byUser] = (await resolve(key("5511999990001"), key(null, "BR.ana1"))) as [number, number];
  await server.rows("UPDATE contacts SET name = 'Ana', fields = '{\"cidade\":\"Recife\"}', last_inbound_at = now() WHERE id = $1", [
    byUser,
  ]);
  const [execution] = await open(byUser);
  for (const id of [byPhone, byUser]) {
    await server.rows(
      "INSERT INTO messages (channel_id, contact_id, direction, type, status) VALUES ($1, $2, 'inbound', 'text', 'received')",
      [channelId, id],
    );
    await server.rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', '{}')", [id]);
  }
  await server.rows("INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at) VALUES ($1, $2, 'v9', now())", [
    execution?.id,
    byUser,
  ]);
  expect(await one("5511999990001", "BR.ana1")).toBe(byPhone);
  expect(await contacts()).toEqual([{ id: byPhone, wa_id: "5511999990001", user_id: "BR.ana1" }]);
  expect(await server.rows("SELECT name, fields, last_inbound_at IS NOT NULL AS heard FROM contacts")).toEqual([
    { name: "Ana", fields: { cidade: "Recife" }, heard: true },
  ]);
  const moved = await server.rows(
    `SELECT (SELECT count(*)::int FROM messages WHERE contact_id = $1) AS messages,
            (SELECT count(*)::int FROM mailbox WHERE contact_id = $1) AS mailbox,
            (SELECT count(*)::int FROM executions WHERE contact_id = $1 AND status = 'waiting') AS executions,
            (SELECT count(*)::int FROM scheduled_actions WHERE contact_id = $1) AS timers`,
    [byPhone],
  );
  expect(moved).toEqual([{ messages: 2, mailbox: 2, executions: 1, timers: 1 }]);
});

test.each([
  ["the later word about consent counts, whoever said it", "opted_in", 2, "opted_out", 1, { consent: "opted_out", is_silenced: true }],
  ["and an earlier one does not", "opted_in", 1, "opted_out", 2, { consent: "opted_in", is_silenced: false }],
  ["one who has said nothing takes over what the other said", null, null, "opted_out", 1, { consent: "opted_out", is_silenced: true }],
])("two that become one: %s", async (_, known, knownDays, other, otherDays, expected) => {
  const [first, second] = [await one("5511999990001"), await one(null, "BR.7")];
  for (const [id, consent, days] of [
    [first, known, knownDays],
    [second, other, otherDays],
  ] as const)
    await server.rows(
      "UPDATE contacts SET consent = $2, consent_at = now() - make_interval(days => $3), is_silenced = coalesce($2 = 'opted_out', false), name_is_given = $2 IS NOT NULL WHERE id = $1",
      [id, consent, days],
    );
  clearContactCache();
  await one("5511999990001", "BR.7");
  expect(await server.rows("SELECT consent, is_silenced FROM contacts")).toEqual([expected]);
});

test("of two open conversations that meet in one person the one known by phone goes on, the other ends with a reason", async () => {
  const [byPhone, byUser] = (await resolve(key("5511999990001"), key(null, "BR.ana1"))) as [number, number];
  const [kept] = await open(byPhone);
  const [ended] = await open(byUser);
  await server.rows(
    "INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at) VALUES ($1, $3, 'v9', now()), ($2, $4, 'v9', now())",
    [kept?.id, ended?.id, byPhone, byUser],
  );
  await one("5511999990001", "BR.ana1");
  expect(
    await server.rows(
      `SELECT id, status, reason IS NOT NULL AS told, state->>'status' AS state, state->'problem'->>'code' AS why
        FROM executions ORDER BY id`,
    ),
  ).toEqual([
    { id: kept?.id, status: "waiting", told: false, state: "waiting", why: null },
    { id: ended?.id, status: "cancelled", told: true, state: "cancelled", why: "same_person" },
  ]);
  expect(await server.rows("SELECT execution_id AS id, status FROM scheduled_actions ORDER BY execution_id")).toEqual([
    { id: kept?.id, status: "pending" },
    { id: ended?.id, status: "cancelled" },
  ]);
});

test("someone who writes from another number goes on there, with what was said to it, and whoever writes from the former one is new", async () => {
  const before = await one("5511999990001", "BR.ana1");
  const other = await one("5511999990002");
  await open(before);
  expect(await one("5511999990002", "BR.ana1")).toBe(other);
  expect(await contacts()).toEqual([{ id: other, wa_id: "5511999990002", user_id: "BR.ana1" }]);
  expect(await server.rows("SELECT contact_id FROM executions")).toEqual([{ contact_id: other }]);
  const stranger = await one("5511999990001");
  expect(stranger).not.toBe(other);
  expect(await one("5511999990001", "BR.rui1")).toBe(stranger);
});

test("a number that comes with another user id is another person's now: nobody goes on in the former one's conversation", async () => {
  const ana = await one("5511999990001", "BR.ana1");
  const rui = await one("5511999990001", "BR.rui1");
  expect(rui).not.toBe(ana);
  expect(await one("5511999990001")).toBe(rui);
  expect(await one(null, "BR.ana1")).toBe(ana);
  expect(await contacts()).toEqual([
    { id: ana, wa_id: null, user_id: "BR.ana1" },
    { id: rui, wa_id: "5511999990001", user_id: "BR.rui1" },
  ]);
});

test("a conversation ends visibly when its contact is left without any way to be reached", async () => {
  const gone = await one("5511999990002");
  await server.rows("UPDATE contacts SET last_inbound_at = to_timestamp($1::float8 / 1000)", [clock]);
  const [execution] = await open(gone);
  const ana = await one("5511999990001", "BR.ana1");
  await server.rows("UPDATE contacts SET last_inbound_at = to_timestamp($2::float8 / 1000) WHERE id = $1", [ana, clock]);
  // She spoke from another number after this one had been heard: it was somebody else's, and is hers now.
  expect(await one("5511999990002", "BR.ana1")).toBe(ana);
  expect(await server.rows("SELECT id, status, state->'problem'->>'code' AS why FROM executions")).toEqual([
    { id: execution?.id, status: "cancelled", why: "number_of_another" },
  ]);
});

test("a person who changes the phone stays the same contact", async () => {
  const id = await one("5511999990001", "BR.ana1");
  expect(await one("5511999990009", "BR.ana1")).toBe(id);
  expect(await contacts()).toEqual([{ id, wa_id: "5511999990009", user_id: "BR.ana1" }]);
});

test("Meta's way of writing a number is taken over, and a contact already known by it is joined", async () => {
  const ours = await one("5584999990001");
  // As the release before could make them.
  const [{ id: metas = NaN } = {}] = await server.rows<{ id: number }>(
    "INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '558499990001') RETURNING id",
    [channelId],
  );
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, type, status) VALUES ($1, $2, 'inbound', 'text', 'received')",
    [channelId, metas],
  );
  await rewriteNumber(channelId, "5584999990001", "558499990001");
  expect(await contacts()).toEqual([{ id: ours, wa_id: "558499990001", user_id: null }]);
  expect(await server.rows("SELECT contact_id FROM messages")).toEqual([{ contact_id: ours }]);
  expect(await one("558499990001")).toBe(ours);
});

test("a number is one contact in whichever form it is written, also when both come at once, and Meta's form is the one that is kept", async () => {
  for (let round = 10; round < 30; round += 1) {
    const [long, short] = [`55849999900${round}`, `5584999900${round}`];
    const ids = await Promise.all([
      resolveContacts([{ ...key(long), given: true }]),
      resolveContacts([key(short)]),
      resolveContacts([key(null, `BR.f${round}`)]).then(() => resolveContacts([key(short, `BR.f${round}`)])),
    ]);
    await one(short, `BR.f${round}`);
    expect(await server.rows("SELECT wa_id, user_id FROM contacts WHERE wa_id IN ($1, $2)", [long, short])).toEqual([
      { wa_id: short, user_id: `BR.f${round}` },
    ]);
    expect(ids).toHaveLength(3);
  }
  expect(await contacts()).toHaveLength(20);
});

test("an answer to a send never makes one of two people whose numbers are not two forms of one", async () => {
  const [ana, rui] = (await resolve(key("5511999990001"), key("5511999990002"))) as [number, number];
  await rewriteNumber(channelId, "5511999990001", "5511999990002");
  expect(await contacts()).toEqual([
    { id: ana, wa_id: "5511999990001", user_id: null },
    { id: rui, wa_id: "5511999990002", user_id: null },
  ]);
});

test("a merge and an advance of the same contacts wait for each other in one order, so neither is given up", async () => {
  const { advance } = await import("../advance/advance.ts");
  for (let round = 0; round < 8; round += 1) {
    const waId = `55119999901${String(round).padStart(2, "0")}`;
    const [byPhone, byUser] = (await resolve(key(waId), key(null, `BR.m${round}`))) as [number, number];
    for (const id of [byPhone, byUser])
      await server.rows(
        `INSERT INTO mailbox (contact_id, kind, payload)
          SELECT $1, 'message_received', '{"message":{"id":"w","type":"text","text":"oi"}}' FROM generate_series(1, 30)`,
        [id],
      );
    await Promise.all([advance([byPhone, byUser], { sendBy: "job" }), resolve(key(waId, `BR.m${round}`))]);
    await advance([byPhone], { sendBy: "job" });
    expect(
      await server.rows("SELECT count(*)::int AS left FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [byPhone]),
    ).toEqual([{ left: 0 }]);
    expect(
      await server.rows("SELECT count(*)::int AS replies FROM messages WHERE contact_id = $1 AND direction = 'outbound'", [byPhone]),
    ).toEqual([{ replies: 60 }]);
  }
});

test("a row that appears while a merge waits for its locks is not merged before its own conversation is free", async () => {
  const { lockContacts } = await import("../state/lock.ts");
  const [byPhone, byUser] = (await resolve(key("5511999990001"), key(null, "BR.ana1"))) as [number, number];
  const waiting = async () =>
    (
      await server.rows<{ objid: number }>(
        `SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
    ).map((lock) => lock.objid);
  const [first, late] = [await server.db.connect(), await server.db.connect()];
  try {
    for (const holder of [first, late]) await holder.query("BEGIN");
    await lockContacts(first, [byPhone]);
    const merged = one("5511999990001", "BR.ana1");
    await expect.poll(waiting).toEqual([byPhone]);
    await server.rows("UPDATE contacts SET user_id = NULL, wa_id = '5511999990009' WHERE id = $1", [byUser]);
    const [appeared] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, user_id) VALUES ($1, 'BR.ana1') RETURNING id", [
      channelId,
    ]);
    await lockContacts(late, [appeared?.id ?? 0]);
    await first.query("COMMIT");
    expect(
      await Promise.race([
        merged.then(() => "merged"),
        expect
          .poll(waiting)
          .toEqual([appeared?.id])
          .then(() => "waits"),
      ]),
    ).toBe("waits");
    await late.query("COMMIT");
    expect(await merged).toBe(byPhone);
  } finally {
    for (const holder of [first, late]) holder.release();
  }
  expect(await contacts()).toEqual([
    { id: byPhone, wa_id: "5511999990001", user_id: "BR.ana1" },
    { id: byUser, wa_id: "5511999990009", user_id: null },
  ]);
});

test("Meta's way of writing the number of a contact who was erased meanwhile brings nobody back and takes nobody's", async () => {
  const ours = await one("5584999990001");
  const [{ id: metas } = {}] = await server.rows<{ id: number }>(
    "INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '558499990001') RETURNING id",
    [channelId],
  );
  await server.rows("DELETE FROM contacts WHERE id = $1", [ours]);
  await rewriteNumber(channelId, "5584999990001", "558499990001");
  expect(await contacts()).toEqual([{ id: metas, wa_id: "558499990001", user_id: null }]);
});

test("many keys of few people, all at once, end in one contact a person", async () => {
  const people = Array.from({ length: 8 }, (_, n) => ({ waId: `551199999000${n}`, userId: `BR.p${n}` }));
  await Promise.all(
    Array.from({ length: 120 }, async (_, round) => {
      clearContactCache();
      await resolveContacts(
        people.map(({ waId, userId }, n) => key((round + n) % 3 === 0 ? null : waId, (round + n) % 3 === 1 ? null : userId)),
      );
    }),
  );
  await resolve(...people.map(({ waId, userId }) => key(waId, userId)));
  expect(
    (await contacts())
      .map(({ wa_id, user_id }) => ({ waId: wa_id, userId: user_id }))
      .toSorted((a, b) => ((a.waId ?? "") < (b.waId ?? "") ? -1 : 1)),
  ).toEqual(people);
});

test("everything of a contact is found by an index, so that to merge or erase one reads nobody else's rows", async () => {
  await server.rows("INSERT INTO contacts (channel_id, wa_id) SELECT $1, '55118' || n FROM generate_series(1, 2000) n", [channelId]);
  const perContact = "FROM contacts c, generate_series(1, 10) n";
  await server.rows(
    `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state) SELECT c.id, $1, $2, 'completed', '{}' ${perContact}`,
    [flowId, versionId],
  );
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status) SELECT $1, c.id, 'inbound', 'text', 'received' ${perContact}`,
    [channelId],
  );
  await server.rows(
    `INSERT INTO mailbox (contact_id, kind, payload, processed_at) SELECT c.id, 'message_received', '{}', now() ${perContact}`,
  );
  await server.rows(
    `INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at, status)
      SELECT 0, c.id, c.id || '.' || n, now(), 'fired' ${perContact}`,
  );
  await server.rows(
    `INSERT INTO calls (execution_id, contact_id, token, request, status) SELECT 0, c.id, c.id || '.' || n, '{}', 'done' ${perContact}`,
  );
  await server.rows(
    `INSERT INTO contact_former_ids (channel_id, former_id, contact_id, until)
      SELECT $1, 'BR.' || c.id || n, c.id, 'infinity' ${perContact}`,
    [channelId],
  );
  await server.rows(
    "INSERT INTO early_changes (channel_id, wamid, contact_id, at) SELECT $1, c.id || '.' || n, c.id, now() " + perContact,
    [channelId],
  );
  await server.rows(
    `INSERT INTO flow_tests (flow_id, name, conversation, contact_id) SELECT $1, c.id || '.' || n, '{}', c.id ${perContact}`,
    [flowId],
  );
  const tables = await server.rows<{ name: string }>(
    "SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE confrelid = 'contacts'::regclass AND contype = 'f' ORDER BY 1",
  );
  expect(tables.map(({ name }) => name)).toEqual([...TABLES_OF_CONTACTS].toSorted());
  for (const { name } of tables) {
    await server.rows(`ANALYZE ${name}`);
    // What the foreign key's cascade runs; the merge and the export ask the same.
    const plan = JSON.stringify(await server.rows(`EXPLAIN DELETE FROM ONLY ${name} WHERE 1::bigint = contact_id`));
    expect(plan, name).toMatch(/Index Cond: \(contact_id = /);
  }
});
