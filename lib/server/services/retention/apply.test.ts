import { afterAll, beforeEach, expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { messageValue, webhookBody } from "../../../../scripts/fakes/webhook.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { applyRetention } = await import("./apply.ts");
const { receive } = await import("../../inbound/receive.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
afterAll(() => server.close());

beforeEach(() =>
  server.rows(
    `WITH a AS (DELETE FROM retention_settings), b AS (DELETE FROM message_status_events),
      c AS (DELETE FROM webhook_items), d AS (DELETE FROM erased_messages), e AS (DELETE FROM ended_sessions) DELETE FROM contacts`,
  ),
);

const keep = (kind: string, days: number) => server.rows("INSERT INTO retention_settings (kind, days) VALUES ($1, $2)", [kind, days]);
const insert = async (table: string, columns: Record<string, string | number>) =>
  (
    await server.rows<{ id: number }>(
      `INSERT INTO ${table} (${Object.keys(columns).join(", ")}) VALUES (${Object.values(columns).join(", ")}) RETURNING *`,
    )
  )[0]?.id ?? NaN;
const ago = (days: number) => `now() - interval '${days} days'`;
const ids = async (table: string) => (await server.rows<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`)).map((row) => row.id);

let phone = 5_511_900_000_000;
const contact = () => insert("contacts", { channel_id: channelId, wa_id: `'${(phone += 1)}'` });

/** An execution with a visit, an AI call, a timer and an event of its own. */
async function execution(
  contactId: number,
  { started, ended = null, status = "completed" }: { started: number; ended?: number | null; status?: string },
): Promise<number> {
  const id = await insert("executions", {
    contact_id: contactId,
    flow_id: 1,
    flow_version_id: 1,
    status: `'${status}'`,
    state: "'{}'",
    started_at: ago(started),
    ended_at: ended === null ? "NULL" : ago(ended),
  });
  const at = ago(started);
  await insert("execution_log", {
    execution_id: id,
    seq: 1,
    node_id: "'a'",
    node_type: "'end'",
    event: "'message_received'",
    outcome: "'ended'",
    changes: "'{}'",
    at,
  });
  await insert("calls", {
    execution_id: id,
    contact_id: contactId,
    token: "'v1'",
    request: "'{}'",
    status: "'done'",
    created_at: at,
    finished_at: at,
  });
  await insert("scheduled_actions", { execution_id: id, contact_id: contactId, token: "'v1'", due_at: at, status: "'fired'" });
  await insert("mailbox", {
    execution_id: id,
    contact_id: contactId,
    kind: "'message_received'",
    payload: "'{}'",
    created_at: at,
    processed_at: at,
  });
  return id;
}
const message = (contactId: number, days: number, more: Record<string, string | number> = {}) =>
  insert("messages", {
    channel_id: channelId,
    contact_id: contactId,
    direction: "'inbound'",
    type: "'text'",
    status: "'received'",
    created_at: ago(days),
    ...more,
  });

const OF_EXECUTION = ["execution_log", "calls", "scheduled_actions", "mailbox"];
const executionsWith = async (table: string) =>
  (await server.rows<{ execution_id: number }>(`SELECT execution_id FROM ${table} ORDER BY execution_id`)).map((row) => row.execution_id);

test("nothing of a conversation goes while nobody has chosen so", async () => {
  const id = await contact();
  await execution(id, { started: 170, ended: 169 });
  await message(id, 9_000);
  expect((await applyRetention()).deleted).toEqual({
    mailbox: 0,
    calls: 0,
    webhook_items: 0,
    message_status_events: 0,
    erased_messages: 0,
    sign_in_attempts: 0,
    ai_usage: 0,
    idempotency_keys: 0,
    early_changes: 0,
    media: 0,
    blobs: 0,
    ended_sessions: 0,
    contact_imports: 0,
    rate_limits: 0,
  });
});

test("an upload goes when no flow names it any more, and a contact's file goes with its message", async () => {
  const upload = async (days: number) => {
    const [row] = await server.rows<{ id: string }>(
      "INSERT INTO media (kind, status, store, created_at) VALUES ('upload', 'kept', 's3', now() - make_interval(days => $1)) RETURNING id",
      [days],
    );
    return row?.id ?? "";
  };
  const [named, unnamed, young] = [await upload(8), await upload(8), await upload(6)];
  await server.rows("INSERT INTO flows (name, draft) VALUES ('sends a file', jsonb_build_object('nodes', $1::text))", [named]);
  expect((await applyRetention()).deleted).toMatchObject({ media: 1, blobs: 0 });
  expect((await server.rows<{ id: string }>("SELECT id FROM media")).map(({ id }) => id).sort()).toEqual([named, young].sort());
  // Its bytes are in a bucket that is not set up here: they stay noted until it is.
  expect(await server.rows("SELECT id FROM removed_blobs")).toEqual([{ id: unnamed }]);
  await server.rows("WITH f AS (DELETE FROM media), w AS (DELETE FROM flows WHERE name = 'sends a file') DELETE FROM removed_blobs");
  await server.rows("DELETE FROM removed_blobs");
});

test("executions that ended before go with all that is theirs; open ones and younger ones stay whole", async () => {
  await keep("conversations", 30);
  const [person, other] = [await contact(), await contact()];
  await execution(person, { started: 90, ended: 31 });
  await execution(person, { started: 40, ended: 31, status: "failed" });
  const young = await execution(person, { started: 29, ended: 1 });
  const open = await execution(other, { started: 25, status: "waiting" });
  const { deleted, more } = await applyRetention();
  expect([deleted["executions"], more]).toEqual([2, false]);
  expect(await ids("executions")).toEqual([young, open]);
  for (const table of OF_EXECUTION) expect(await executionsWith(table), table).toEqual([young, open]);
  expect(await ids("contacts")).toHaveLength(2);
});

test("of an open execution, however old, nothing of the conversation goes", async () => {
  await keep("conversations", 30);
  const id = await contact();
  await message(id, 60);
  const open = await execution(id, { started: 50, status: "handoff" });
  const heard = await message(id, 50.01);
  const said = await message(id, 49, { direction: "'outbound'", status: "'read'", execution_id: open });
  await message(id, 49, { direction: "'outbound'", status: "'read'", execution_id: open + 1 });
  await applyRetention();
  expect(await ids("executions")).toEqual([open]);
  expect([await executionsWith("execution_log"), await executionsWith("scheduled_actions")]).toEqual([[open], [open]]);
  expect(await ids("messages")).toEqual([heard, said]);
});

test("messages go by their age, but none that is still to be sent", async () => {
  await keep("conversations", 30);
  const id = await contact();
  const statuses = ["received", "sent", "read", "failed", "unknown", "simulated", "queued", "sending"];
  for (const status of statuses)
    await message(id, 31, { status: `'${status}'`, direction: status === "received" ? "'inbound'" : "'outbound'" });
  await message(id, 29);
  expect((await applyRetention()).deleted["messages"]).toBe(6);
  expect((await server.rows<{ status: string }>("SELECT status FROM messages ORDER BY id")).map((row) => row.status)).toEqual([
    "queued",
    "sending",
    "received",
  ]);
});

test("a conversation stays while something waits for its contact, and one that is being retried stays too", async () => {
  await keep("conversations", 30);
  const [waiting, retried] = [await contact(), await contact()];
  await insert("mailbox", { contact_id: waiting, kind: "'message_received'", payload: "'{}'" });
  const kept = [
    await execution(waiting, { started: 90, ended: 80 }),
    await execution(retried, { started: 90, ended: 80, status: "failed" }),
  ];
  const client = await server.db.connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM executions WHERE id = $1 FOR UPDATE", [kept[1]]);
  await applyRetention();
  await client.query("ROLLBACK");
  client.release();
  expect(await ids("executions")).toEqual(kept);
  await server.rows("UPDATE mailbox SET processed_at = now()");
  await applyRetention();
  expect(await ids("executions")).toEqual([]);
});

test("events and AI calls hold what was said, so they go with the conversation at the latest; other kinds keep their own time", async () => {
  await keep("conversations", 30);
  await keep("webhook_items", 60);
  const id = await contact();
  for (const days of [29, 31]) {
    await insert("mailbox", {
      contact_id: id,
      kind: "'message_received'",
      payload: "'{}'",
      created_at: ago(days),
      processed_at: ago(days),
    });
    await insert("calls", {
      execution_id: days,
      contact_id: id,
      token: "'v1'",
      request: "'{}'",
      status: "'done'",
      created_at: ago(days),
      finished_at: ago(days),
    });
    await insert("webhook_items", { field: "'calls'", value: "'{}'", received_at: ago(days) });
    await insert("message_status_events", {
      channel_id: channelId,
      wamid: `'w${days}'`,
      status: "'sent'",
      at: ago(days),
      received_at: ago(days),
    });
    await insert("erased_messages", { hash: `'\\x${days}'`, erased_at: ago(days) });
  }
  const counts = async () =>
    Promise.all(
      ["mailbox", "calls", "webhook_items", "message_status_events", "erased_messages"].map(
        async (table) => (await server.rows(`SELECT FROM ${table}`)).length,
      ),
    );
  await applyRetention();
  expect(await counts()).toEqual([1, 1, 2, 2, 2]);
  await server.rows("UPDATE retention_settings SET days = 30");
  await keep("message_status_events", 30);
  await keep("erased_messages", 30);
  await applyRetention();
  expect(await counts()).toEqual([1, 1, 1, 1, 1]);
});

test("what is unprocessed or under way is no bookkeeping yet, however old", async () => {
  const id = await contact();
  await insert("mailbox", { contact_id: id, kind: "'message_received'", payload: "'{}'", created_at: ago(400) });
  await insert("calls", { execution_id: 1, contact_id: id, token: "'v1'", request: "'{}'", created_at: ago(400) });
  await applyRetention();
  expect([(await ids("mailbox")).length, (await ids("calls")).length]).toEqual([1, 1]);
});

test("a session that was signed out is forgotten when its cookie has expired", async () => {
  await server.rows("INSERT INTO ended_sessions VALUES ('old', now() - interval '1 s'), ('young', now() + interval '1 day')");
  await applyRetention();
  expect(await server.rows("SELECT id FROM ended_sessions")).toEqual([{ id: "young" }]);
});

test("an edit of a message that never came is forgotten when Meta would not repeat it any more", async () => {
  const id = await contact();
  for (const days of [7, 9]) await insert("early_changes", { channel_id: channelId, wamid: `'w${days}'`, contact_id: id, at: ago(days) });
  await applyRetention();
  expect(await server.rows("SELECT wamid FROM early_changes")).toEqual([{ wamid: "w7" }]);
});

test("a message that Meta repeats within its seven days is not new, at the least that can be chosen", async () => {
  await keep("conversations", 30);
  await keep("mailbox", 8);
  const post = () =>
    receive(parseWebhook(webhookBody(messageValue("1001", [{ from: "5511999990001", text: "oi", id: "wamid.again" }])), Date.now()));
  await post();
  await server.rows("UPDATE messages SET created_at = now() - interval '7 days'");
  await server.rows("UPDATE mailbox SET created_at = now() - interval '7 days', processed_at = now() - interval '7 days'");
  await applyRetention();
  await post();
  expect([(await ids("messages")).length, (await ids("mailbox")).length]).toEqual([1, 1]);
});

test("more than a batch goes in one night, old rows behind old ones that stay included", async () => {
  await keep("conversations", 30);
  const [busy, idle] = [await contact(), await contact()];
  await execution(busy, { started: 100, status: "waiting" });
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, created_at)
     SELECT $1, CASE WHEN n <= 11000 THEN $2::bigint ELSE $3 END, 'inbound', 'text', 'received',
       now() - interval '99 days' + n * interval '1 ms' FROM generate_series(1, 23000) n`,
    [channelId, busy, idle],
  );
  await server.rows(
    `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, started_at, ended_at)
      SELECT $1, 1, 1, 'completed', '{}', now() - interval '99 days', now() - interval '98 days' FROM generate_series(1, 2500)`,
    [idle],
  );
  expect(await applyRetention()).toMatchObject({ deleted: { messages: 12_000, executions: 2_500 }, more: false });
});

test("a night's work that takes too long says that there is more", async () => {
  await server.rows("INSERT INTO erased_messages VALUES ('\\x01', now() - interval '900 days')");
  expect(await applyRetention(0)).toMatchObject({ deleted: { erased_messages: 0 }, more: true });
  expect(await applyRetention()).toMatchObject({ deleted: { erased_messages: 1 }, more: false });
});
