import { afterAll, beforeEach, expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { messageValue, webhookBody, type FakeMessage } from "../../../scripts/fakes/webhook.ts";
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
      `SELECT FROM (
          SELECT payload->'message'->>'text' < lag(payload->'message'->>'text') OVER (PARTITION BY contact_id ORDER BY id) AS misplaced
          FROM mailbox) m
        WHERE misplaced`,
    ),
  ).toEqual([]);
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
