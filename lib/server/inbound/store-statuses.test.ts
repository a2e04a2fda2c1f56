import { afterAll, beforeEach, expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { type FakeStatus, statusValue, webhookBody } from "../../../scripts/fakes/webhook.ts";
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
const report = (...statuses: FakeStatus[]) => receive(parseWebhook(webhookBody(statusValue("1001", statuses)), Date.now()));

const outbound = async (columns: Record<string, unknown>, waId: string | null = from, userId: string | null = null) => {
  const [contact] = await server.rows<{ id: number }>(
    "INSERT INTO contacts (channel_id, wa_id, user_id) VALUES ($1, $2, $3) RETURNING id",
    [channelId, waId, userId],
  );
  const all = {
    channel_id: channelId,
    contact_id: contact?.id,
    direction: "outbound",
    type: "text",
    sending_since: new Date(),
    ...columns,
  };
  const names = Object.keys(all);
  const [message] = await server.rows<{ id: number }>(
    `INSERT INTO messages (${names.join(", ")}) VALUES (${names.map((_, n) => `$${n + 1}`).join(", ")}) RETURNING id`,
    Object.values(all),
  );
  return { contactId: contact?.id ?? NaN, id: message?.id ?? NaN };
};
const OURS = "1.6f3c0e0e-2f7b-4d3f-9f5a-3d7f0c1b2a4d";
/** With the message's own id in front, as the claim makes it. */
const echoOf = (id: number) => OURS.replace("1.", `${id}.`);
async function sent(columns: Record<string, unknown>, ...who: (string | null)[]) {
  const made = await outbound(columns, ...who);
  await server.rows("UPDATE messages SET opaque = $2 WHERE id = $1", [made.id, echoOf(made.id)]);
  return { ...made, opaque: echoOf(made.id) };
}
const messages = () => server.rows("SELECT status, wamid FROM messages ORDER BY id");

test("a status that echoes what is ours alone settles a send whose answer was lost, and frees what waits behind it", async () => {
  const { opaque, contactId } = await sent({
    status: "unknown",
    error: { details: "no answer" },
    not_before: new Date(Date.now() + 20_000),
  });
  // The same on another number is somebody else's.
  await receive(parseWebhook(webhookBody(statusValue("9999", [{ id: "wamid.X", status: "sent", recipient: from, opaque }])), Date.now()));
  expect(await messages()).toEqual([{ status: "unknown", wamid: null }]);
  await report({ id: "wamid.O", status: "delivered", recipient: from, opaque });
  expect(await server.rows("SELECT status, wamid, error, not_before FROM messages")).toEqual([
    { status: "delivered", wamid: "wamid.O", error: null, not_before: null },
  ]);
  expect(await server.rows("SELECT data FROM pgboss.job WHERE name = 'send'")).toEqual([{ data: { contactIds: [contactId] } }]);
});

test.each([
  ["queued", 0],
  ["failed", 0],
  ["simulated", 0],
])("nothing of a message that is %s has been sent: no status is its own, whatever it echoes", async (status, resends) => {
  const { opaque, id } = await sent({ status, resends, attempts: 1 });
  await report(
    { id: "wamid.OTHER", status: "read", recipient: from, opaque },
    { id: "wamid.OTHER", status: "delivered", recipient: from, opaque: String(id) },
  );
  expect(await messages()).toEqual([{ status, wamid: null }]);
});

test("a message that is queued again because its first send was lost is taken from the queue by that one's status", async () => {
  const { opaque } = await sent({ status: "queued", resends: 1, attempts: 1 });
  await report({ id: "wamid.O", status: "sent", recipient: from, opaque });
  expect(await messages()).toEqual([{ status: "sent", wamid: "wamid.O" }]);
});

test("other people's ids, and recipients who are not the contact, claim nothing", async () => {
  const { opaque, id } = await sent({ status: "unknown" });
  const [, random = ""] = opaque.split(".");
  await report(
    { id: "wamid.A", status: "read", recipient: "5511999990099", opaque },
    { id: "wamid.B", status: "read", recipient: from, opaque: String(id) },
    { id: "wamid.C", status: "read", recipient: from, opaque: `${id}.${random.replace("6", "7")}` },
    { id: "wamid.D", status: "read", recipient: from, opaque: `${id}` + "." },
    { id: "wamid.E", status: "read", recipient: from, opaque: `${id + 1}.${random}` },
    { id: "wamid.F", status: "read", recipient: from },
  );
  expect(await messages()).toEqual([{ status: "unknown", wamid: null }]);
  expect(await server.rows("SELECT wamid FROM message_status_events")).toHaveLength(6);
});

test.each<[string, (string | null)[], object]>([
  ["the number in its other form", ["551199990001"], { recipient: "5511999990001" }],
  ["the user id", [null, "BR.ana1"], { recipient: "", raw: { recipient_user_id: "BR.ana1" } }],
])("a recipient fits by %s", async (_by, who, recipient) => {
  const { opaque } = await sent({ status: "unknown" }, ...who);
  await report({ id: "wamid.O", status: "sent", recipient: from, opaque, ...recipient });
  expect(await messages()).toEqual([{ status: "sent", wamid: "wamid.O" }]);
});

test("a recipient fits by a number that the contact had when it was written to", async () => {
  const { opaque, contactId } = await sent({ status: "unknown" }, "5511999990002");
  await server.rows("INSERT INTO contact_former_ids (channel_id, former_id, contact_id, until) VALUES ($1, $2, $3, now())", [
    channelId,
    from,
    contactId,
  ]);
  await report({ id: "wamid.O", status: "sent", recipient: from, opaque });
  expect(await messages()).toEqual([{ status: "sent", wamid: "wamid.O" }]);
});

test("what the release before was sending is settled by its bare id, if the recipient and the time fit", async () => {
  const { id } = await outbound({ status: "sending" });
  const opaque = String(id);
  await report(
    { id: "wamid.A", status: "read", recipient: "5511999990099", opaque },
    { id: "wamid.B", status: "read", recipient: from, opaque, at: Date.now() - 600_000 },
  );
  expect(await messages()).toEqual([{ status: "sending", wamid: null }]);
  await report({ id: "wamid.O", status: "sent", recipient: from, opaque });
  expect(await messages()).toEqual([{ status: "sent", wamid: "wamid.O" }]);
});

test("a status tells how Meta writes the number that we wrote to, and the recipient's user id", async () => {
  const { contactId } = await outbound({ status: "sent", wamid: "wamid.O" }, "5584999990001");
  await report({ id: "wamid.O", status: "delivered", recipient: "558499990001", raw: { recipient_user_id: "BR.ana1" } });
  expect(await server.rows("SELECT id, wa_id, user_id FROM contacts")).toEqual([
    { id: contactId, wa_id: "558499990001", user_id: "BR.ana1" },
  ]);
  await report({ id: "wamid.O", status: "read", recipient: "558499990001" });
  expect(await server.rows("SELECT count(*)::int AS n FROM contacts")).toEqual([{ n: 1 }]);
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
    `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status)
      SELECT $1, $2, 'outbound', 'wamid.X' || n, 'text', status FROM unnest($3::text[]) WITH ORDINALITY AS x (status, n)`,
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
    `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status)
      SELECT $1, $2, 'outbound', 'wamid.O' || n, 'text', 'sent' FROM generate_series(0, $3) AS n`,
    [channelId, contact?.id, 2 * orders.length - 1],
  );
  const status = (n: number, word: string) => ({ id: `wamid.O${n}`, status: word, recipient: from });
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

test("6,000 statuses of one moment are stored within the time that a statement has", async () => {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    from,
  ]);
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, status)
      SELECT $1, $2, 'outbound', 'wamid.many' || n, 'text', 'sent' FROM generate_series(0, 2999) AS n`,
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
