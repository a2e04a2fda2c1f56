import { expect, test } from "vitest";
import { delayed, echo } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const write = (id: number, json: object, more: { token?: string; key?: string } = {}) =>
  api.call("POST", `/contacts/${id}/messages`, {
    token: more.token ?? api.tokens.editor,
    json,
    ...(more.key === undefined ? {} : { headers: { "idempotency-key": more.key } }),
  });
const outbound = (contactId: number) =>
  talk.rows<{ text: string; status: string; execution_id: number | null; written_by: string | null }>(
    "SELECT text, status, execution_id, written_by FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id",
    [contactId],
  );
const statusOf = async (executionId: number) => (await api.call("GET", `/executions/${executionId}`)).body.status;
const wordOf = ({ status, body }: { status: number; body: { type: string } }) => [status, body.type.split(":").at(-1)?.split("/").at(-1)];

/** Somebody in the midst of a conversation. */
async function inConversation() {
  await talk.answerWith(echo);
  const phone = newPhone();
  return { phone, ...(await talk.say(phone, "oi")) };
}
/** Somebody who has written, and whom no flow has. */
async function alone() {
  const { phone, contactId, executionId } = await inConversation();
  await api.call("POST", `/executions/${executionId}/cancel`);
  return { phone, contactId, executionId };
}

test("what a person writes goes out as it is, behind what is queued, and is shown as theirs", async () => {
  const { contactId } = await alone();
  const text = "Olá {{ contact.name }} {nome}!\n*até* <já>";
  const { status, body } = await write(contactId, { type: "text", text });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    direction: "outbound",
    type: "text",
    text,
    data: { preview_url: false },
    status: "queued",
    written_by: "editor",
    execution_id: null,
    node_id: null,
  });
  expect(await outbound(contactId)).toEqual([
    expect.objectContaining({ text: "eco oi", written_by: null }),
    expect.objectContaining({ text, status: "queued", written_by: expect.stringMatching(/^token:/) }),
  ]);
  expect((await api.call("GET", `/contacts/${contactId}/messages`)).body.items[0]).toEqual(body);
  expect(
    await talk.rows("SELECT FROM pgboss.job WHERE name = 'send' AND data @> jsonb_build_object('contactIds', jsonb_build_array($1::int))", [
      contactId,
    ]),
  ).not.toHaveLength(0);
  const [entry] = await talk.rows<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'contact.written' AND object_id = $1",
    [String(contactId)],
  );
  expect(entry?.details).toEqual({ message_id: body.id });
});

test("while a flow has the contact one says what becomes of it", async () => {
  const { contactId, executionId } = await inConversation();
  const refused = await write(contactId, { text: "Oi" });
  expect(wordOf(refused)).toEqual([409, "execution-open"]);
  expect(refused.body.execution_id).toBe(executionId);
  expect(await outbound(contactId)).toHaveLength(1);

  expect((await write(contactId, { text: "Um momento", execution: "leave" })).body.execution_id).toBe(executionId);
  expect(await statusOf(executionId)).toBe("waiting");
  const shown = (await api.call("GET", `/executions/${executionId}/history`)).body.messages;
  expect(shown.at(-1)).toMatchObject({ text: "Um momento", written_by: "editor", visit_seq: null });

  expect((await write(contactId, { text: "Agora sou eu", execution: "end" })).status).toBe(201);
  const ended = (await api.call("GET", `/executions/${executionId}/history`)).body;
  expect(ended.execution).toMatchObject({ status: "cancelled", problem: { code: "cancelled_by", params: { who: "editor" } } });
  expect(ended.messages.at(-1).text).toBe("Agora sou eu");
});

test("ending leaves the person what the flow had not read, and no timer speaks later", async () => {
  await talk.answerWith(delayed(600));
  const phone = newPhone();
  const { contactId, executionId } = await talk.say(phone, "oi");
  await talk.say(phone, "alguém aí?");
  expect(await talk.rows("SELECT FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [contactId])).toHaveLength(1);
  await write(contactId, { text: "Sim, eu", execution: "end" });
  await talk.advance(contactId);
  expect(await talk.rows("SELECT FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [contactId])).toEqual([]);
  expect(await talk.rows("SELECT FROM scheduled_actions WHERE execution_id = $1 AND status = 'pending'", [executionId])).toEqual([]);
  expect((await outbound(contactId)).map(({ text }) => text)).toEqual(["já volto oi", "Sim, eu"]);
});

test("the order is that of the commits, whoever writes", async () => {
  const { phone, contactId } = await inConversation();
  await talk.post({ from: phone, text: "dois" });
  await talk.heldUp(contactId, () => write(contactId, { text: "pessoa", execution: "leave" }));
  await talk.advance(contactId);
  expect((await outbound(contactId)).map(({ text }) => text)).toEqual(["eco oi", "pessoa", "eco dois"]);
});

test.each([
  ["a day later", "now() - interval '24 h'"],
  ["in the last seconds, in which it might come too late", "now() - interval '24 h' + interval '30 s'"],
  ["to somebody who never wrote", "NULL"],
])("nothing is written %s", async (_, moment) => {
  const { contactId } = await alone();
  await talk.rows(`UPDATE contacts SET last_inbound_at = ${moment} WHERE id = $1`, [contactId]);
  expect(wordOf(await write(contactId, { text: "Oi" }))).toEqual([409, "window-closed"]);
  expect(await outbound(contactId)).toHaveLength(1);
});

test("nothing is written on a channel that is not set up, nor to nobody", async () => {
  const { contactId } = await alone();
  await talk.rows("UPDATE channels SET status = 'unclaimed' WHERE id = $1", [talk.channelId]);
  expect(wordOf(await write(contactId, { text: "Oi" }))).toEqual([409, "channel-not-active"]);
  await talk.rows("UPDATE channels SET status = 'active' WHERE id = $1", [talk.channelId]);
  await talk.rows("UPDATE contacts SET wa_id = NULL WHERE id = $1", [contactId]);
  expect(wordOf(await write(contactId, { text: "Oi" }))).toEqual([409, "unreachable"]);
  expect((await write(987_654, { text: "Oi" })).status).toBe(404);
});

test.each([
  ["nothing", {}],
  ["a blank text", { text: " \n\t " }],
  ["a text that Meta would refuse for its length", { text: "x".repeat(4_097) }],
  ["a type that people do not write", { type: "interactive", text: "a" }],
  ["data of another type", { text: "a", data: { buttons: [] } }],
  ["a choice that is none", { text: "a", execution: "keep" }],
  ["somebody else's name", { text: "a", written_by: "user:1" }],
  ["a text that no database keeps", { text: "a\u0000b" }],
])("%s is refused", async (_, json) => {
  const { contactId } = await alone();
  expect((await write(contactId, json)).status).toBeGreaterThanOrEqual(400);
  expect(await outbound(contactId)).toHaveLength(1);
});

test("a reader may not write, and learns nothing of the contact", async () => {
  const { contactId } = await inConversation();
  for (const id of [contactId, 987_654]) expect((await write(id, { text: "Oi" }, { token: api.tokens.viewer })).status).toBe(403);
  expect((await api.call("POST", `/contacts/${contactId}/messages`, { token: null, json: { text: "Oi" } })).status).toBe(401);
  expect(await outbound(contactId)).toHaveLength(1);
});

test("one key writes once, also when many ask at once or after the conversation has ended", async () => {
  const { contactId, executionId } = await inConversation();
  const wish = { text: "Só uma vez", execution: "end" };
  const answers = await Promise.all(Array.from({ length: 5 }, () => write(contactId, wish, { key: "w1" })));
  const done = answers.filter(({ status }) => status === 201);
  expect(done.length).toBeGreaterThan(0);
  for (const answer of answers.filter((each) => !done.includes(each))) expect(wordOf(answer)).toEqual([409, "idempotency-key-in-use"]);
  const again = await write(contactId, wish, { key: "w1" });
  expect([again.headers.get("idempotency-replayed"), again.body]).toEqual(["true", done[0]?.body]);
  expect(await outbound(contactId)).toHaveLength(2);
  expect(await statusOf(executionId)).toBe("cancelled");
  expect((await write(contactId, { ...wish, text: "Outra" }, { key: "w1" })).status).toBe(422);
  // The same key for another contact is another wish.
  const { contactId: other } = await alone();
  expect((await write(other, wish, { key: "w1" })).status).toBe(422);
});

test("a process that dies in between has written nothing; the same key then writes once, and the sweep sends what has lost its job", async () => {
  const { contactId, executionId } = await inConversation();
  const wish = { text: "Depois da queda", execution: "end" };
  const holder = await api.db.connect();
  await holder.query("BEGIN");
  // Its row is held, so the ending of the execution waits in the midst of the transaction.
  await holder.query("SELECT FROM executions WHERE id = $1 FOR UPDATE", [executionId]);
  const dying = write(contactId, wish, { key: "w2" });
  const victim = async () =>
    (await talk.rows<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%ended AS%'"))[0];
  let found = await victim();
  while (found === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    found = await victim();
  }
  await talk.rows("SELECT pg_terminate_backend($1)", [found.pid]);
  expect((await dying).status).toBeGreaterThanOrEqual(500);
  await holder.query("ROLLBACK");
  holder.release();
  expect(await outbound(contactId)).toHaveLength(1);
  expect(await statusOf(executionId)).toBe("waiting");

  expect((await write(contactId, wish, { key: "w2" })).status).toBe(201);
  expect((await write(contactId, wish, { key: "w2" })).status).toBe(201);
  expect((await outbound(contactId)).map(({ text }) => text)).toEqual(["eco oi", "Depois da queda"]);

  await talk.rows("DELETE FROM pgboss.job WHERE name = 'send'");
  await talk.rows("UPDATE messages SET created_at = now() - interval '1 h' WHERE contact_id = $1", [contactId]);
  const { recoverSends } = await import("#server/effects/send_message/recover");
  await recoverSends({ pendingSeconds: 60, deadSeconds: 60 });
  expect(
    await talk.rows("SELECT FROM pgboss.job WHERE name = 'send' AND data @> jsonb_build_object('contactIds', jsonb_build_array($1::int))", [
      contactId,
    ]),
  ).not.toHaveLength(0);
});

test("what waited for the contact's lock counts from when it is written, and so as later than what they said meanwhile", async () => {
  const { contactId } = await alone();
  await talk.heldUp(
    contactId,
    () => write(contactId, { text: "Um momento." }, { key: "w6" }),
    () =>
      talk.rows("INSERT INTO mailbox (contact_id, kind, payload, processed_at) VALUES ($1, 'message_received', '{}', now())", [contactId]),
  );
  expect(
    await talk.rows(
      `SELECT m.created_at > b.created_at AS later FROM messages m, mailbox b
        WHERE m.contact_id = $1 AND b.contact_id = $1 AND m.written_by IS NOT NULL ORDER BY b.id DESC LIMIT 1`,
      [contactId],
    ),
  ).toEqual([{ later: true }]);
});

test("it is exported, kept while it waits to be sent, and erased like all else", async () => {
  const { contactId } = await alone();
  const { body: written } = await write(contactId, { text: "palavra-rara" }, { key: "w3" });
  const exported = (await api.call("GET", `/contacts/${contactId}/export`)).body;
  expect(exported.messages.at(-1)).toMatchObject({ id: written.id, text: "palavra-rara" });
  await talk.rows("UPDATE messages SET created_at = now() - interval '900 days' WHERE id = $1", [written.id]);
  await talk.rows("INSERT INTO retention_settings (kind, days) VALUES ('conversations', 180)");
  const { applyRetention } = await import("#server/services/retention/apply");
  await applyRetention();
  expect(await talk.rows("SELECT FROM messages WHERE id = $1", [written.id])).toHaveLength(1);
  await talk.rows("UPDATE messages SET status = 'sent' WHERE id = $1", [written.id]);
  await applyRetention();
  expect(await talk.rows("SELECT FROM messages WHERE id = $1", [written.id])).toHaveLength(0);

  const { body: second } = await write(contactId, { text: "palavra-rara" }, { key: "w4" });
  expect((await api.call("DELETE", `/contacts/${contactId}`)).status).toBe(200);
  expect(await talk.rows("SELECT FROM messages WHERE id = $1", [second.id])).toEqual([]);
  expect((await write(contactId, { text: "palavra-rara" }, { key: "w4" })).status).toBe(410);
  expect(
    await talk.rows(
      `SELECT FROM audit_log WHERE details::text LIKE '%palavra%'
        UNION ALL SELECT FROM idempotency_keys WHERE answer::text LIKE '%palavra%'`,
    ),
  ).toEqual([]);
});
