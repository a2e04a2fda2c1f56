import { afterAll, beforeEach, expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { messageValue, statusValue, webhookBody, type FakeMessage } from "../../../scripts/fakes/webhook.ts";
import { echo } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { receive } = await import("./receive.ts");
const { clearContactCache } = await import("../contacts/resolve.ts");
const { flowId } = await server.publish(echo);
const channelId = await server.channel({ phoneNumberId: "1001", flowId });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("WITH a AS (DELETE FROM message_status_events) DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
  clearContactCache();
});

const from = "5511999990001";
const post = (...messages: FakeMessage[]) => receive(parseWebhook(webhookBody(messageValue("1001", messages)), Date.now()));
const mailbox = () =>
  server.rows<{ contact_id: number; text: string }>(
    "SELECT contact_id, payload->'message'->>'text' AS text FROM mailbox ORDER BY contact_id, id",
  );
const wokenContacts = async () => {
  const jobs = await server.rows<{ data: { contactIds: number[] } }>("SELECT data FROM pgboss.job WHERE name = 'advance'");
  return [...new Set(jobs.flatMap((job) => job.data.contactIds))].sort();
};

test("twenty copies of a message at once are one message, one turn and one contact", async () => {
  await Promise.all(Array.from({ length: 20 }, () => post({ id: "wamid.1", from, text: "oi" })));
  expect(await mailbox()).toHaveLength(1);
  expect(await server.rows("SELECT id FROM messages")).toHaveLength(1);
  expect(await server.rows("SELECT id FROM contacts")).toHaveLength(1);
});

test("a flow is told all that is kept of a message, what it replies to included", async () => {
  const value = messageValue("1001", [{ id: "wamid.1", from, text: "esta" }]) as { messages: object[] };
  value.messages = value.messages.map((message) => ({ ...message, context: { from: "5511400000000", id: "wamid.OUT1" } }));
  await receive(parseWebhook(webhookBody(value), Date.now()));
  const [kept] = await server.rows<object>("SELECT type, text, data FROM messages");
  expect(kept).toEqual({ type: "text", text: "esta", data: { context_wamid: "wamid.OUT1" } });
  expect(await server.rows("SELECT payload FROM mailbox")).toEqual([{ payload: { message: { id: "wamid.1", ...kept } } }]);
});

test("a copy beside its original in one POST is one turn", async () => {
  await post({ id: "wamid.1", from, text: "oi" }, { id: "wamid.1", from, text: "oi" }, { id: "wamid.2", from, text: "tudo bem?" });
  expect((await mailbox()).map((row) => row.text)).toEqual(["oi", "tudo bem?"]);
});

test("a copy that comes a week later changes nothing", async () => {
  await post({ id: "wamid.1", from, text: "oi" });
  await server.rows("UPDATE mailbox SET processed_at = now()");
  await post({ id: "wamid.1", from, text: "oi" });
  expect(await server.rows("SELECT id FROM mailbox WHERE processed_at IS NULL")).toEqual([]);
});

test("messages of one POST keep their order in each contact's mailbox", async () => {
  const contacts = ["5511999990001", "5511999990002", "5511999990003"];
  await post(...Array.from({ length: 60 }, (_, n) => ({ from: contacts[n % 3] ?? "", text: String(n).padStart(2, "0") })));
  const rows = await mailbox();
  for (const id of new Set(rows.map((row) => row.contact_id))) {
    const texts = rows.filter((row) => row.contact_id === id).map((row) => row.text);
    expect(texts).toHaveLength(20);
    expect(texts).toEqual(texts.toSorted());
  }
});

test("the 9,000 messages of one POST of a megabyte are stored, in order, within the time that a statement has", async () => {
  const messages = Array.from({ length: 9_000 }, (_, n) => ({
    from: `55117${String(n % 3_000).padStart(8, "0")}`,
    text: String(n).padStart(4, "0"),
  }));
  await post(...messages);
  expect(await server.rows("SELECT count(*)::int AS n, count(DISTINCT contact_id)::int AS contacts FROM mailbox")).toEqual([
    { n: 9_000, contacts: 3_000 },
  ]);
  expect(
    await server.rows(
      "SELECT FROM (SELECT payload->'message'->>'text' < lag(payload->'message'->>'text') OVER (PARTITION BY contact_id ORDER BY id) AS misplaced FROM mailbox) m WHERE misplaced",
    ),
  ).toEqual([]);
});

test("6,000 statuses of one moment are stored within the time that a statement has", async () => {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status) SELECT $1, $2, 'outbound', 'wamid.many' || n, 'text', 'sent' FROM generate_series(0, 2999) AS n",
    [channelId, contact?.id],
  );
  const statuses = Array.from({ length: 6_000 }, (_, n) => ({
    id: `wamid.many${n % 3_000}`,
    status: n < 3_000 ? "read" : "delivered",
    recipient: from,
  }));
  await receive(parseWebhook(webhookBody(statusValue("1001", statuses)), Date.now()));
  expect(await server.rows("SELECT status, count(*)::int AS n FROM messages WHERE contact_id = $1 GROUP BY status", [contact?.id])).toEqual(
    [{ status: "read", n: 3_000 }],
  );
  expect(await server.rows("SELECT count(*)::int AS n FROM message_status_events")).toEqual([{ n: 6_000 }]);
});

test("what is acknowledged before another is sent comes before it, while many others write", async () => {
  const noise = Promise.all(Array.from({ length: 200 }, (_, n) => post({ from: `55119888${String(n % 40).padStart(5, "0")}` })));
  for (let n = 0; n < 20; n += 1) await post({ from, text: String(n).padStart(2, "0") });
  await noise;
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [from]);
  const texts = (await mailbox()).filter((row) => row.contact_id === contact?.id).map((row) => row.text);
  expect(texts).toEqual(Array.from({ length: 20 }, (_, n) => String(n).padStart(2, "0")));
});

test("every message wakes the worker for its contact, in the transaction that stores it", async () => {
  await post({ from }, { from: "5511999990002" });
  const contacts = await server.rows<{ id: number }>("SELECT id FROM contacts ORDER BY id");
  expect(await wokenContacts()).toEqual(contacts.map((row) => row.id));
  await server.rows("ALTER TABLE pgboss.job ADD CONSTRAINT refused CHECK (name <> 'advance') NOT VALID");
  try {
    await expect(post({ id: "wamid.lost", from })).rejects.toThrow("refused");
  } finally {
    await server.rows("ALTER TABLE pgboss.job DROP CONSTRAINT refused");
  }
  expect(await server.rows("SELECT id FROM messages WHERE wamid = 'wamid.lost'")).toEqual([]);
  expect(await mailbox()).toHaveLength(2);
});

test("what PostgreSQL refuses takes no neighbour of the same moment with it", async () => {
  await server.rows("ALTER TABLE messages ADD CONSTRAINT refused CHECK (text <> 'veneno')");
  try {
    const outcomes = await Promise.allSettled([
      post({ from, text: "antes" }),
      post({ from, text: "veneno" }),
      post({ from, text: "depois" }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  } finally {
    await server.rows("ALTER TABLE messages DROP CONSTRAINT refused");
  }
  expect((await mailbox()).map((row) => row.text)).toEqual(["antes", "depois"]);
});

test("a contact whose turn takes the database too long takes no neighbour of the same moment with it", async () => {
  await server.rows(
    "CREATE FUNCTION too_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = '57014'; END $$",
  );
  await server.rows("CREATE TRIGGER too_long BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.text = 'lento') EXECUTE FUNCTION too_long()");
  try {
    const outcomes = await Promise.allSettled([
      post({ from, text: "antes" }),
      post({ from, text: "lento" }),
      post({ from, text: "depois" }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  } finally {
    await server.rows("DROP FUNCTION too_long CASCADE");
  }
  expect((await mailbox()).map((row) => row.text)).toEqual(["antes", "depois"]);
});

test("a reaction is kept but is nobody's turn, nor is anything on a number that nobody claimed", async () => {
  await post({ from, raw: { type: "reaction", reaction: { message_id: "wamid.OUT", emoji: "👍" } } });
  // Beside a live number an unknown one is not ours to answer.
  await receive(parseWebhook(webhookBody(messageValue("9999", [{ from, text: "oi" }])), Date.now()));
  expect(await server.rows("SELECT type, text FROM messages ORDER BY id")).toEqual([
    { type: "reaction", text: "👍" },
    { type: "text", text: "oi" },
  ]);
  expect(await mailbox()).toEqual([]);
  expect(await server.rows("SELECT status FROM channels WHERE phone_number_id = '9999'")).toEqual([{ status: "unclaimed" }]);
});

test("a contact erased since is made anew, and its message is not lost", async () => {
  await post({ id: "wamid.1", from });
  await server.rows("DELETE FROM contacts");
  await post({ id: "wamid.2", from });
  expect(await server.rows("SELECT wamid FROM messages")).toEqual([{ wamid: "wamid.2" }]);
});

test("the contact's window opens with its message, never in the future, and never closes backwards", async () => {
  const at = Date.now() - 3_600_000;
  const opened = async () =>
    (await server.rows<{ age: number }>("SELECT extract(epoch FROM now() - last_inbound_at)::float8 AS age FROM contacts"))[0]?.age ?? NaN;
  await post({ from, at, name: "Ana" });
  expect(await opened()).toBeGreaterThan(3_500);
  await post({ from, at: Date.now() + 86_400_000 });
  expect(await opened()).toBeLessThan(60);
  expect(await opened()).toBeGreaterThanOrEqual(0);
  await post({ from, at });
  expect(await opened()).toBeLessThan(60);
  expect(await server.rows("SELECT name FROM contacts")).toEqual([{ name: "Ana" }]);
});

test("from any status, any two reports end at the highest there was, and nothing moves back", async () => {
  const order = ["queued", "sending", "unknown", "sent", "failed", "delivered", "read", "simulated"];
  const words = ["sent", "delivered", "read", "played", "failed", "deleted", "teleported", "queued", "simulated", "constructor"];
  const meant = (word: string) => (word === "played" ? "read" : ["sent", "delivered", "read", "failed"].includes(word) ? word : "queued");
  const cases = order.flatMap((start) => words.flatMap((a) => words.map((b) => ({ start, reports: [a, b] }))));
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status) SELECT $1, $2, 'outbound', 'wamid.X' || n, 'text', status FROM unnest($3::text[]) WITH ORDINALITY AS x (status, n)",
    [channelId, contact?.id, cases.map(({ start }) => start)],
  );
  for (const turn of [0, 1]) {
    const statuses = cases.map(({ reports }, n) => ({ id: `wamid.X${n + 1}`, status: reports[turn] ?? "", recipient: from }));
    await receive(parseWebhook(webhookBody(statusValue("1001", statuses)), Date.now()));
  }
  const ends = await server.rows<{ status: string }>("SELECT status FROM messages ORDER BY substr(wamid, 8)::int");
  const highest = ({ start, reports }: (typeof cases)[number]) =>
    order[Math.max(order.indexOf(start), ...reports.map((word) => order.indexOf(meant(word))))];
  expect(ends.map(({ status }) => status)).toEqual(cases.map(highest));
});

const permutations = <T>(items: T[]): T[][] =>
  items.length <= 1 ? [items] : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

test("statuses in any order, twice, one by one or together, end at the same place", async () => {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  const orders = permutations(["sent", "delivered", "read", "failed"]);
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status) SELECT $1, $2, 'outbound', 'wamid.O' || n, 'text', 'sent' FROM generate_series(0, $3) AS n",
    [channelId, contact?.id, 2 * orders.length - 1],
  );
  const status = (n: number, word: string) => ({ id: `wamid.O${n}`, status: word, recipient: from });
  const report = (...statuses: ReturnType<typeof status>[]) =>
    receive(parseWebhook(webhookBody(statusValue("1001", statuses)), Date.now()));
  await Promise.all(
    orders.map(async (order, n) => {
      for (const word of [...order, ...order]) await report(status(2 * n, word));
      await report(...order.map((word) => status(2 * n + 1, word)));
    }),
  );
  expect(await server.rows("SELECT status, count(*)::int FROM messages GROUP BY status")).toEqual([
    { status: "read", count: 2 * orders.length },
  ]);
  expect(await server.rows("SELECT count(*)::int FROM message_status_events")).toEqual([{ count: 4 * 2 * orders.length }]);
});

test.each([
  [["failed"], "failed"],
  [["failed", "sent"], "failed"],
  [["failed", "delivered"], "delivered"],
  [["delivered", "failed"], "delivered"],
  [["played"], "read"],
  [["deleted", "teleported"], "sent"],
])("after %j a sent message is %s", async (words, expected) => {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status) VALUES ($1, $2, 'outbound', 'wamid.O', 'text', 'sent')",
    [channelId, contact?.id],
  );
  for (const status of words) {
    const errors = status === "failed" ? [{ code: 131026, title: "Message undeliverable" }] : undefined;
    await receive(
      parseWebhook(
        webhookBody(statusValue("1001", [{ id: "wamid.O", status, recipient: from, ...(errors ? { errors } : {}) }])),
        Date.now(),
      ),
    );
  }
  const [message] = await server.rows<{ status: string; error: object | null }>("SELECT status, error FROM messages");
  expect(message?.status).toBe(expected);
  expect(message?.error === null).toBe(expected !== "failed");
});

test("a status that echoes our id settles a send whose answer was lost, and frees what waits behind it", async () => {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  const [message] = await server.rows<{ id: number }>(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, error, not_before) VALUES ($1, $2, 'outbound', 'text', 'unknown', '{"details": "no answer"}', now() + interval '20 s') RETURNING id`,
    [channelId, contact?.id],
  );
  const opaque = String(message?.id);
  // The same id on another number is somebody else's.
  await receive(parseWebhook(webhookBody(statusValue("9999", [{ id: "wamid.X", status: "sent", recipient: from, opaque }])), Date.now()));
  expect(await server.rows("SELECT status FROM messages")).toEqual([{ status: "unknown" }]);
  await receive(
    parseWebhook(webhookBody(statusValue("1001", [{ id: "wamid.O", status: "delivered", recipient: from, opaque }])), Date.now()),
  );
  expect(await server.rows("SELECT status, wamid, error, not_before FROM messages")).toEqual([
    { status: "delivered", wamid: "wamid.O", error: null, not_before: null },
  ]);
  expect(await server.rows("SELECT data FROM pgboss.job WHERE name = 'send'")).toEqual([{ data: { contactIds: [contact?.id] } }]);
});

test("a status of a message that we never sent is kept and harms nothing", async () => {
  await receive(
    parseWebhook(
      webhookBody(
        statusValue("1001", [
          { id: "wamid.?", status: "read", recipient: from, opaque: "not ours" },
          { id: "wamid.?", status: "sent", recipient: from, opaque: "99999999999999999999" },
        ]),
      ),
      Date.now(),
    ),
  );
  expect(await server.rows("SELECT status FROM message_status_events ORDER BY status")).toEqual([{ status: "read" }, { status: "sent" }]);
});

test("a contact's second message waits for the commit of the first, however long that takes, and other contacts don't", async () => {
  await post({ id: "wamid.0", from, text: "0" });
  const { pool } = await import("../platform/db.ts");
  const blocker = await pool().connect();
  try {
    // A newcomer in the same flush, whose row somebody else is about to make: the flush waits for that.
    await blocker.query("BEGIN");
    await blocker.query("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511999990009')", [channelId]);
    const first = post({ id: "wamid.1", from, text: "1" }, { id: "wamid.n", from: "5511999990009", text: "new" });
    await waitUntilBlocked();
    const second = post({ id: "wamid.2", from, text: "2" });
    await post({ id: "wamid.o", from: "5511999990002", text: "other" });
    expect((await mailbox()).map((row) => row.text)).toEqual(["0", "other"]);
    await blocker.query("ROLLBACK");
    await Promise.all([first, second]);
  } finally {
    blocker.release();
  }
  const texts = (await mailbox()).map((row) => row.text).filter((text) => /\d/.test(text));
  expect(texts).toEqual(["0", "1", "2"]);
});

async function waitUntilBlocked(): Promise<void> {
  const blocked = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(() => server.rows(blocked)).toHaveLength(1);
}
