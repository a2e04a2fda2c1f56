import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { graphError, startFakeGraph, type GraphAnswer, type GraphCall } from "../../../scripts/fakes/graph-api.ts";
import { statusValue, webhookBody } from "../../../scripts/fakes/webhook.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const graph = await startFakeGraph();
const server = await startTestServer({ WORKFLOW_WHATSAPP_API_BASE_URL: graph.url });
const { createSender } = await import("./sender.ts");
const { endSilences } = await import("./outbox.ts");
const { receive } = await import("../inbound.ts");
const channelId = await server.channel({ phoneNumberId: "1001", token: "token of 1001" });
let sender = createSender();
afterAll(async () => {
  await graph.close();
  await server.close();
});

beforeEach(async () => {
  await server.rows("WITH a AS (DELETE FROM message_status_events) DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
  await server.rows("UPDATE channels SET paused_until = NULL");
  graph.calls.length = 0;
  graph.options.latencyMs = 0;
  delete graph.options.answer;
  sender = createSender();
});
afterEach(() => sender.stop());

let phone = 5_511_900_000_000;
async function contact(...texts: string[]): Promise<number> {
  phone += 1;
  const [row] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [channelId, String(phone)]);
  const id = row?.id ?? NaN;
  await queue(id, ...texts);
  return id;
}
const queue = (contactId: number, ...texts: string[]) =>
  server.rows("INSERT INTO messages (channel_id, contact_id, direction, type, status, text) SELECT $1, $2, 'outbound', 'text', 'queued', text FROM unnest($3::text[]) WITH ORDINALITY AS t (text, n) ORDER BY n", [channelId, contactId, texts]);
const messages = (contactId: number) =>
  server.rows<{ id: number; text: string; status: string; wamid: string | null; attempts: number; error: { class: string; code: number | null } | null }>("SELECT id, text, status, wamid, attempts, error FROM messages WHERE contact_id = $1 ORDER BY id", [contactId]);
const statuses = async (contactId: number) => (await messages(contactId)).map((row) => row.status);
const wakeJobs = () => server.rows<{ data: { contactIds: number[] }; seconds: number }>("SELECT data, round(extract(epoch FROM start_after - created_on))::int AS seconds FROM pgboss.job WHERE name = 'send' ORDER BY start_after");
const texts = (calls: GraphCall[]) => calls.map((call) => call.text);

const become = (contactId: number, ...expected: string[]) => expect.poll(() => statuses(contactId), { timeout: 10_000, interval: 10 }).toEqual(expected);
const settled = (contactId: number) => expect.poll(() => statuses(contactId), { timeout: 10_000, interval: 10 }).not.toContainEqual(expect.stringMatching(/^(queued|sending)$/));
const hasJob = () => expect.poll(wakeJobs, { timeout: 10_000, interval: 10 }).not.toEqual([]);

/** What the jobs would do when their time has come. */
async function itsTimeHasCome(contactId: number): Promise<void> {
  await server.rows("UPDATE messages SET not_before = now() - interval '1 ms' WHERE contact_id = $1 AND not_before IS NOT NULL", [contactId]);
  await server.rows("UPDATE channels SET paused_until = NULL");
  await endSilences([contactId]);
  sender.wake([contactId]);
}

test("contacts are served side by side, each one's messages in order and one at a time", async () => {
  graph.options.latencyMs = 20;
  let most = 0;
  const open = new Map<string, number>();
  graph.options.answer = (call) => {
    open.set(call.to, (open.get(call.to) ?? 0) + 1);
    expect(open.get(call.to), "one in flight").toBe(1);
    most = Math.max(most, [...open.values()].filter((count) => count > 0).length);
    setTimeout(() => open.set(call.to, 0), 15);
    return undefined;
  };
  const ids = await Promise.all(Array.from({ length: 30 }, () => contact("1", "2", "3")));
  sender.wake(ids);
  sender.wake(ids);
  await Promise.all(ids.map(settled));
  expect(graph.calls).toHaveLength(90);
  for (const calls of Map.groupBy(graph.calls, (call) => call.to).values()) expect(texts(calls)).toEqual(["1", "2", "3"]);
  expect(most).toBeGreaterThan(5);
});

test("a call carries the channel's token, the contact's number and our id, and Meta's id is kept", async () => {
  const id = await contact("olá");
  sender.wake([id]);
  await settled(id);
  const [message] = await messages(id);
  const [call] = graph.calls;
  expect(call).toMatchObject({
    path: "/v25.0/1001/messages",
    token: "token of 1001",
    body: { messaging_product: "whatsapp", recipient_type: "individual", to: String(phone), type: "text", text: { body: "olá", preview_url: false }, biz_opaque_callback_data: String(message?.id) },
  });
  expect(message).toMatchObject({ status: "sent", wamid: call?.wamid, attempts: 1, error: null });
});

test("a contact without a phone is written to by its user id", async () => {
  const id = await contact("olá");
  await server.rows("UPDATE contacts SET wa_id = NULL, user_id = 'BR.ana1' WHERE id = $1", [id]);
  sender.wake([id]);
  await settled(id);
  expect(graph.calls[0]?.body).toMatchObject({ recipient: "BR.ana1" });
  expect(graph.calls[0]?.body.to).toBeUndefined();
});

const once = (answer: GraphAnswer) => (call: GraphCall) => (call.index === 0 ? answer : undefined);

test.each([
  ["429 without a body", { status: 429, body: "", headers: { "retry-after": "7" } }, "throttle", true],
  ["the number's rate limit", { status: 400, body: graphError(130429) }, "throttle", true],
  ["the pair rate limit", { status: 400, body: graphError(131056) }, "throttle", false],
  ["an expired token", { status: 401, body: graphError(190, "Error validating access token: EAAsecretsecret1234") }, "auth", true],
  ["a billing problem", { status: 400, body: graphError(131042) }, "billing", true],
])("%s: refused before it was processed, so it is tried again later and what is behind it waits", async (_name, answer, errorClass, paused) => {
  graph.options.answer = once(answer);
  const id = await contact("1", "2");
  sender.wake([id]);
  await graph.until((calls) => calls.length === 1);
  await hasJob();
  expect(await messages(id)).toMatchObject([{ status: "queued", wamid: null, attempts: 1, error: { class: errorClass } }, { status: "queued", attempts: 0 }]);
  expect(JSON.stringify(await messages(id))).not.toContain("EAAsecret");
  expect(await server.rows("SELECT paused_until IS NOT NULL AS paused FROM channels WHERE id = $1", [channelId])).toEqual([{ paused }]);
  expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [id] });
  await itsTimeHasCome(id);
  await settled(id);
  expect(texts(graph.calls)).toEqual(["1", "1", "2"]);
  expect(await statuses(id)).toEqual(["sent", "sent"]);
});

test.each([
  ["an unknown recipient", { status: 400, body: graphError(131026) }, "recipient"],
  ["a closed window", { status: 400, body: graphError(131047) }, "window"],
  ["a fault of ours", { status: 400, body: graphError(100) }, "request"],
  ["an error inside a 200", { status: 200, body: graphError(131051) }, "request"],
])("%s fails the message with its reason, and the next one leaves", async (_name, answer, errorClass) => {
  graph.options.answer = once(answer);
  const id = await contact("1", "2");
  sender.wake([id]);
  await settled(id);
  expect(await messages(id)).toMatchObject([{ status: "failed", error: { class: errorClass } }, { status: "sent" }]);
});

test.each([
  ["a restriction for breaking Meta's rules", 368, "policy"],
  ["a number that is not registered", 133010, "number"],
])("%s fails its message, and nothing else of the channel leaves until the operator had time to act", async (_name, code, errorClass) => {
  graph.options.answer = once({ status: 400, body: graphError(code) });
  const [id, other] = [await contact("1", "2"), await contact("x")];
  sender.wake([id]);
  await hasJob();
  sender.wake([other]);
  await expect.poll(async () => (await wakeJobs()).map((job) => job.data.contactIds)).toEqual([[id], [other]]);
  expect((await wakeJobs()).map(({ seconds }) => seconds > 200)).toEqual([true, true]);
  expect(await messages(id)).toMatchObject([{ status: "failed", error: { class: errorClass, code } }, { status: "queued", attempts: 0 }]);
  expect([await statuses(other), texts(graph.calls)]).toEqual([["queued"], ["1"]]);
  await itsTimeHasCome(id);
  await settled(id);
  expect(await statuses(id)).toEqual(["failed", "sent"]);
});

test("a number of Meta's that can't be taken over costs the other messages of that moment neither their pause nor their next try", async () => {
  const [held, renamed] = [await contact("1"), await contact("2")];
  await server.rows("ALTER TABLE contacts ADD CONSTRAINT refused CHECK (wa_id <> '551188887777')");
  graph.options.latencyMs = 50;
  graph.options.answer = (call) => (call.text === "2" ? { waId: "551188887777" } : { status: 400, body: graphError(190) });
  // Both answers come in the same moment, and the one that fails is looked at first.
  sender.wake([renamed, held]);
  try {
    await become(renamed, "sent");
    await hasJob();
  } finally {
    await server.rows("ALTER TABLE contacts DROP CONSTRAINT refused");
  }
  expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [held] });
  expect(await server.rows("SELECT paused_until IS NOT NULL AS paused FROM channels WHERE id = $1", [channelId])).toEqual([{ paused: true }]);
});

test("Meta's answer is kept as it came, or why none came, without secrets and of a bounded size", async () => {
  const answers: Record<string, GraphAnswer> = {
    refused: { status: 400, body: graphError(131026, "Message undeliverable; token of 1001 and EAABsbCS1234567890abcdefghij", { error_data: { details: "no such number" } }) },
    html: { status: 404, body: `<html>${"x".repeat(20_000)}</html>` },
    hostile: { status: 400, body: '{"error":{"code":100,"message":"a\\u0000b\\ud800"}}' },
    deep: { status: 400, body: `${"[".repeat(50_000)}${"]".repeat(50_000)}` },
    reset: { lost: "reset", taken: false },
  };
  graph.options.answer = (call) => answers[call.text];
  const ids = new Map<string, number>();
  for (const text of ["accepted", ...Object.keys(answers)]) ids.set(text, await contact(text));
  sender.wake([...ids.values()]);
  await Promise.all([...ids.values()].map(settled));
  const kept = new Map((await server.rows<{ text: string; answer: unknown }>("SELECT text, answer FROM messages")).map((row) => [row.text, row.answer]));
  const call = graph.calls.find(({ text }) => text === "accepted");
  expect(kept.get("accepted")).toEqual({ status: 200, body: { messaging_product: "whatsapp", contacts: [{ input: call?.to, wa_id: call?.to }], messages: [{ id: call?.wamid, message_status: "accepted" }] } });
  expect(kept.get("refused")).toEqual({
    status: 400,
    body: { error: { message: "Message undeliverable; •••••• and ••••••", type: "OAuthException", code: 131026, fbtrace_id: "A1b2C3", error_data: { details: "no such number" } } },
  });
  expect(kept.get("html")).toEqual({ status: 404, body: `<html>${"x".repeat(7_994)}`, truncated: true });
  expect(kept.get("hostile")).toEqual({ status: 400, body: { error: { code: 100, message: "ab\ufffd" } } });
  expect(kept.get("deep")).toMatchObject({ status: 400, truncated: true });
  expect(kept.get("reset")).toEqual({ outcome: "connection_lost", cause: expect.any(String) });
});

const ambiguous: [string, GraphAnswer][] = [
  ["a connection that breaks after the call was read", { lost: "reset", taken: true }],
  ["a 500 without Meta's words", { status: 500, body: "<html>" }],
  ["an error from inside Meta", { status: 500, body: graphError(131000) }],
  ["a 200 without an id", { status: 200, body: {} }],
];

test.each(ambiguous)("%s: unknown, and nothing behind it leaves until it is known", async (_name, answer) => {
  graph.options.answer = once(answer);
  const id = await contact("1", "2");
  sender.wake([id]);
  await become(id, "unknown", "queued");
  await hasJob();
  expect(await wakeJobs()).toMatchObject([{ data: { contactIds: [id] }, seconds: 20 }]);
  const [first] = await messages(id);
  // Meta's status echoes our id.
  await receive(parseWebhook(webhookBody(statusValue("1001", [{ id: "wamid.proof", status: "delivered", recipient: String(phone), opaque: String(first?.id) }])), Date.now()));
  expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [id] });
  sender.wake([id]);
  await settled(id);
  expect(await messages(id)).toMatchObject([{ status: "delivered", wamid: "wamid.proof" }, { status: "sent" }]);
  expect(texts(graph.calls)).toEqual(["1", "2"]);
});

test("an unknown message that no status settles is sent again once and never a third time", async () => {
  graph.options.answer = (call) => (call.text === "1" ? { lost: "reset", taken: false } : undefined);
  const id = await contact("1", "2");
  sender.wake([id]);
  await become(id, "unknown", "queued");
  await server.rows("UPDATE messages SET sending_since = now() - interval '10 s' WHERE contact_id = $1 AND status = 'unknown'", [id]);
  // Statuses of the channel go on, so this one's would have come.
  await receive(parseWebhook(webhookBody(statusValue("1001", [{ id: "wamid.else", status: "sent", recipient: "5511999990009" }])), Date.now()));
  await itsTimeHasCome(id);
  await graph.until((calls) => calls.length === 2);
  await become(id, "unknown", "queued");
  await itsTimeHasCome(id);
  await become(id, "unknown", "sent");
  expect(texts(graph.calls)).toEqual(["1", "1", "2"]);
});

test("a Graph API that is not there is no unknown outcome: nothing was written, so it is tried again", async () => {
  const port = graph.port;
  await graph.close();
  const id = await contact("1");
  sender.wake([id]);
  await hasJob();
  expect(await messages(id)).toMatchObject([{ status: "queued", error: { class: "network" } }]);
  expect(await server.rows("SELECT answer FROM messages WHERE contact_id = $1", [id])).toEqual([{ answer: { outcome: "not_reached", cause: "ECONNREFUSED" } }]);
  Object.assign(graph, await startFakeGraph({ port }));
  await itsTimeHasCome(id);
  await settled(id);
  expect(await statuses(id)).toEqual(["sent"]);
});

test("a number that Meta writes differently is taken over, and the next message goes there", async () => {
  graph.options.answer = once({ waId: "551188887777" });
  const id = await contact("1", "2");
  sender.wake([id]);
  await settled(id);
  await sender.stop();
  expect(await server.rows("SELECT wa_id FROM contacts WHERE id = $1", [id])).toEqual([{ wa_id: "551188887777" }]);
  await queue(id, "3");
  sender = createSender();
  sender.wake([id]);
  await settled(id);
  expect(graph.calls.at(-1)?.to).toBe("551188887777");
});

test("a result that the database can't take now is kept and stored later; nothing is sent twice", async () => {
  const id = await contact("1", "2");
  graph.options.latencyMs = 50;
  sender.wake([id]);
  await graph.until((calls) => calls.length === 1);
  await server.rows("ALTER TABLE message_status_events RENAME TO away");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await statuses(id)).toEqual(["sending", "queued"]);
  await server.rows("ALTER TABLE away RENAME TO message_status_events");
  await settled(id);
  expect(texts(graph.calls)).toEqual(["1", "2"]);
  expect(await messages(id)).toMatchObject([{ status: "sent", wamid: graph.calls[0]?.wamid }, { status: "sent", wamid: graph.calls[1]?.wamid }]);
});

test("a sender told to stop while the database can't take a result stores it all the same before it ends", async () => {
  const id = await contact("1");
  graph.options.latencyMs = 50;
  sender.wake([id]);
  await graph.until((calls) => calls.length === 1);
  await server.rows("ALTER TABLE message_status_events RENAME TO away");
  const stopped = sender.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.rows("ALTER TABLE away RENAME TO message_status_events");
  await stopped;
  expect(await messages(id)).toMatchObject([{ status: "sent", wamid: graph.calls[0]?.wamid }]);
});

test("a channel whose token can't be opened fails the message instead of the sender", async () => {
  const id = await contact("1");
  const [{ sealed } = { sealed: "" }] = await server.rows<{ sealed: string }>("SELECT access_token_encrypted AS sealed FROM channels WHERE id = $1", [channelId]);
  await server.rows("UPDATE channels SET access_token_encrypted = 'v1.broken' WHERE id = $1", [channelId]);
  sender.wake([id]);
  await settled(id);
  await server.rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [channelId, sealed]);
  expect(await statuses(id)).toEqual(["failed"]);
});

test("a sender that stops ends what it has in hand, begins nothing, and hands the rest over", async () => {
  graph.options.latencyMs = 100;
  const [busy, idle] = [await contact("1", "2"), await contact("x")];
  sender.wake([busy]);
  await graph.until((calls) => calls.length === 1);
  const stopped = sender.stop();
  sender.wake([idle]);
  await stopped;
  expect([await statuses(busy), await statuses(idle)]).toEqual([["sent", "queued"], ["queued"]]);
  expect((await wakeJobs()).flatMap((job) => job.data.contactIds).toSorted()).toEqual([busy, idle].toSorted());
  sender = createSender();
  sender.wake([busy, idle]);
  await Promise.all([settled(busy), settled(idle)]);
});

test("a sender that stops while messages are being simulated does stop", async () => {
  const [{ sealed } = { sealed: "" }] = await server.rows<{ sealed: string }>("SELECT access_token_encrypted AS sealed FROM channels WHERE id = $1", [channelId]);
  await server.rows("UPDATE channels SET access_token_encrypted = NULL WHERE id = $1", [channelId]);
  const id = await contact(...Array.from({ length: 50 }, (_, n) => String(n)));
  sender.wake([id]);
  await new Promise((resolve) => setTimeout(resolve, 15));
  await sender.stop();
  sender = createSender();
  sender.wake([id]);
  await settled(id);
  await server.rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [channelId, sealed]);
  expect(new Set(await statuses(id))).toEqual(new Set(["simulated"]));
  expect(graph.calls).toEqual([]);
});

test("behind a message that another worker has in hand it looks again: that one may have looked for the next before this was there", async () => {
  const id = await contact("1", "2");
  await server.rows("UPDATE messages SET status = 'sending', attempts = 1, sending_since = now() WHERE contact_id = $1 AND text = '1'", [id]);
  sender.wake([id]);
  await hasJob();
  expect(await wakeJobs()).toMatchObject([{ data: { contactIds: [id] }, seconds: 1 }]);
  await server.rows("UPDATE messages SET status = 'sent' WHERE contact_id = $1 AND text = '1'", [id]);
  await itsTimeHasCome(id);
  await settled(id);
  expect(texts(graph.calls)).toEqual(["2"]);
});

test("behind a message of its own it needs no job to go on", async () => {
  graph.options.latencyMs = 100;
  const id = await contact("1");
  sender.wake([id]);
  await graph.until((calls) => calls.length === 1);
  await queue(id, "2", "3");
  sender.wake([id]);
  await become(id, "sent", "sent", "sent");
  expect(await wakeJobs()).toEqual([]);
});
