import { expect, test } from "vitest";
import { askAi, delayed, echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const erase = (id: number, token = api.tokens.admin) => api.call("DELETE", `/contacts/${id}`, { token });

/** Every table with a text search over whole rows: what is left of somebody. */
async function tracesOf(...needles: string[]): Promise<string[]> {
  const tables = await talk.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    for (const needle of needles) {
      const [row] = await talk.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${name} t WHERE strpos(to_jsonb(t)::text, $1) > 0`, [
        needle,
      ]);
      if ((row?.n ?? 0) > 0) found.push(`${name}: ${needle}`);
    }
  }
  return found;
}

test("nothing of an erased person is left anywhere, and the audit log says how much went", async () => {
  const contact = newPhone();
  await talk.answerWith(askAi);
  const { contactId, executionId } = await talk.say(contact, "segredo-1", { id: "wamid.in1", name: "Fulana Apagada" });
  await talk.answerAi(executionId, { ok: true, text: "segredo-2", simulated: false, model: "m" });
  await talk.answerWith(delayed(600));
  await api.call("POST", "/flows/start", { json: { flow_id: (await talk.answerWith(delayed(600))).flowId, contact } });
  await talk.say(contact, "segredo-3", { id: "wamid.in2" });
  await api.call("PATCH", `/contacts/${contactId}`, { json: { fields: { cpf: "segredo-4" } } });
  const [sent] = await talk.rows<{ id: number }>(
    `UPDATE messages SET status = 'sent', wamid = 'wamid.out1'
      WHERE contact_id = $1 AND direction = 'outbound' AND text = 'segredo-2' RETURNING id`,
    [contactId],
  );
  await talk.report(
    { id: "wamid.out1", status: "delivered", recipient: contact, opaque: String(sent?.id) },
    { id: "wamid.out9", status: "sent", recipient: contact, opaque: String(sent?.id) },
  );
  await talk.rows("INSERT INTO webhook_items (channel_id, field, value) VALUES ($1, 'calls', $2), ($1, 'calls', '{\"from\": \"5500\"}')", [
    talk.channelId,
    JSON.stringify({ calls: [{ from: contact, id: "wacid.1" }] }),
  ]);
  const [before1, before2] = [newPhone(), "BR.antes1"];
  await talk.rows(
    "INSERT INTO contact_former_ids (channel_id, former_id, contact_id, until) VALUES ($1, $2, $4, now()), ($1, $3, $4, 'infinity')",
    [talk.channelId, before1, before2, contactId],
  );
  await talk.rows("INSERT INTO webhook_items (channel_id, field, value, received_at) VALUES ($1, 'calls', $2, now() - interval '1 h')", [
    talk.channelId,
    JSON.stringify({ calls: [{ from: before1, id: "wacid.0" }] }),
  ]);
  const needles = [contact, before1, before2, "Fulana", "segredo", "wamid.in", "wamid.out", "wacid"];
  expect((await tracesOf(...needles)).length).toBeGreaterThan(10);

  const [before] = await talk.rows<{ messages: number; executions: number }>(
    `SELECT (SELECT count(*) FROM messages WHERE contact_id = $1) AS messages,
      (SELECT count(*) FROM executions WHERE contact_id = $1) AS executions`,
    [contactId],
  );
  const { status, body } = await erase(contactId);
  expect(status).toBe(200);
  expect(body).toEqual(before);
  expect(await tracesOf(...needles)).toEqual([]);
  expect(await talk.rows("SELECT count(*)::int AS n FROM webhook_items")).toEqual([{ n: 1 }]);
  expect(await talk.rows("SELECT actor, object_id, details FROM audit_log WHERE action = 'contact.erased'")).toEqual([
    { actor: expect.stringMatching(/^token:/), object_id: String(contactId), details: before },
  ]);
});

test("late statuses and repeated messages bring nothing back, and a new message is a new person", async () => {
  const contact = newPhone();
  await talk.answerWith(echo);
  const { contactId } = await talk.say(contact, "oi", { id: "wamid.once" });
  const [sent] = await talk.rows<{ id: number }>(
    "UPDATE messages SET status = 'sent', wamid = 'wamid.reply' WHERE contact_id = $1 AND direction = 'outbound' RETURNING id",
    [contactId],
  );
  const [lost] = await talk.rows<{ id: number }>(
    `INSERT INTO messages (channel_id, contact_id, direction, type, text, status)
      VALUES ($1, $2, 'outbound', 'text', 'x', 'sending') RETURNING id`,
    [talk.channelId, contactId],
  );
  await erase(contactId);

  await talk.report(
    { id: "wamid.reply", status: "read", recipient: contact },
    { id: "wamid.lost", status: "delivered", recipient: contact, opaque: String(lost?.id) },
  );
  await talk.say(contact, "oi", { id: "wamid.once" });
  expect(await tracesOf(contact, "wamid.reply", "wamid.lost", "wamid.once")).toEqual([]);

  const again = await talk.say(contact, "voltei", { id: "wamid.new" });
  expect(again.contactId).not.toBe(contactId);
  await talk.report({ id: "wamid.elsewhere", status: "read", recipient: contact, opaque: String((sent?.id ?? 0) + 1000) });
  expect(await talk.rows("SELECT wamid FROM message_status_events")).toEqual([{ wamid: "wamid.elsewhere" }]);
  expect(await talk.rows("SELECT text FROM messages WHERE contact_id = $1 ORDER BY id", [again.contactId])).toEqual([
    { text: "voltei" },
    { text: "eco voltei" },
  ]);
});

test("a person whom another message of the same commit makes known is not lost with the repeated one", async () => {
  const contact = newPhone();
  await talk.answerWith(echo);
  const { contactId } = await talk.say(contact, "oi", { id: "wamid.repeated" });
  await erase(contactId);
  const { receive } = await import("../../inbound/receive.ts");
  const { parseWebhook } = await import("#lib/whatsapp/webhook.ts");
  const { messageValue, webhookBody } = await import("../../../../scripts/fakes/webhook.ts");
  await receive(
    parseWebhook(
      webhookBody(
        messageValue("1001", [
          { from: contact, id: "wamid.repeated", text: "oi" },
          { from: contact, id: "wamid.fresh", text: "olá" },
        ]),
      ),
      Date.now(),
    ),
  );
  expect(await talk.rows("SELECT m.text FROM messages m JOIN contacts c ON c.id = m.contact_id WHERE c.wa_id = $1", [contact])).toEqual([
    { text: "olá" },
  ]);
});

test("an erasure waits for whoever moves the conversation", async () => {
  const { contactId } = await talk.say(newPhone(), "oi");
  expect((await talk.heldUp(contactId, () => erase(contactId))).status).toBe(200);
});

test("only an administrator erases or exports, and someone who is not there can be neither", async () => {
  const { contactId } = await talk.say(newPhone(), "oi");
  for (const role of ["viewer", "editor"] as const) {
    expect((await erase(contactId, api.tokens[role])).status).toBe(403);
    expect((await api.call("GET", `/contacts/${contactId}/export`, { token: api.tokens[role] })).status).toBe(403);
  }
  expect((await api.call("GET", `/contacts/${contactId}`)).status).toBe(200);
  expect((await erase(987_654)).status).toBe(404);
  expect((await api.call("GET", "/contacts/987654/export")).status).toBe(404);
});

test("an export holds everything that an erasure would delete", async () => {
  const contact = newPhone();
  await talk.answerWith(
    graph(
      {
        ask: [
          "ai_completion",
          { prompt: "{{ last_message }}", send_response: true, extra_body: { headers: { authorization: "Bearer abcdefghijkl" } } },
        ],
        hear: ["wait_for_input", {}],
      },
      [["ask", "hear"]],
    ),
  );
  const { contactId, executionId } = await talk.say(contact, "palavra-1", { id: "wamid.exported" });
  await talk.answerAi(executionId, { ok: true, text: "palavra-2", simulated: false, model: "m" });
  await api.call("PATCH", `/contacts/${contactId}`, { json: { fields: { plano: "palavra-3" } } });
  await talk.rows("UPDATE messages SET status = 'sent', wamid = 'wamid.exported-out' WHERE contact_id = $1 AND direction = 'outbound'", [
    contactId,
  ]);
  await talk.report({ id: "wamid.exported-out", status: "read", recipient: contact });
  const items = [{ calls: [{ from: contact, note: "palavra-4" }] }, { calls: [{ from: "5500", note: "palavra de outro" }] }];
  await talk.rows(
    "INSERT INTO webhook_items (channel_id, field, value) SELECT $1, 'calls', value FROM jsonb_array_elements($2::jsonb) AS value",
    [talk.channelId, JSON.stringify(items)],
  );
  const { status, body } = await api.call("GET", `/contacts/${contactId}/export`);
  expect(status).toBe(200);
  for (const [part, needle] of Object.entries({
    contact: "palavra-3",
    messages: "wamid.exported",
    executions: "palavra-2",
    mailbox: "palavra-1",
    calls: "palavra-1",
    ai_calls: "palavra-1",
    webhook_items: "palavra-4",
  })) {
    expect(JSON.stringify(body[part]), part).toContain(needle);
  }
  expect(JSON.stringify(body)).not.toContain("palavra de outro");
  // The installation's credentials are nobody's personal data.
  expect(JSON.stringify(body)).not.toContain("abcdefghijkl");
  expect(body.messages.at(-1)).toMatchObject({ statuses: [{ status: "read" }] });
  expect(body.executions[0].log.length).toBeGreaterThan(2);
  expect(
    await talk.rows("SELECT 1 AS yes FROM audit_log WHERE action = 'contact.exported' AND object_id = $1", [String(contactId)]),
  ).toHaveLength(1);
});

test("a test that was kept of their conversation is theirs: it is exported with them, copied as theirs, and erased with them", async () => {
  const { flowId } = await talk.answerWith(echo);
  const { contactId, executionId } = await talk.say(newPhone(), "segredo-77");
  const turns = [{ do: { action: "say", text: "segredo-77" }, expect: { messages: ["eco segredo-77"] } }];
  const keep = (name: string, execution_id?: number, token = api.tokens.editor) =>
    api.call("POST", `/flows/${flowId}/tests`, { json: { name, turns, execution_id }, token });
  expect((await keep("conversa", executionId)).status).toBe(201);
  expect((await keep("de ninguém")).status).toBe(201);
  expect((await keep("de nenhuma", 2_000_000_000)).status).toBe(404);
  expect((await keep("sem papel", executionId, api.tokens.viewer)).status).toBe(403);
  const { duplicateFlow } = await import("../flows/duplicate.ts");
  const copy = await duplicateFlow({ id: "user:1", role: "editor" }, flowId, "cópia");
  const exported = (await api.call("GET", `/contacts/${contactId}/export`, { token: api.tokens.admin })).body;
  expect(exported.flow_tests.map(({ name }: { name: string }) => name)).toContain("conversa");
  await erase(contactId);
  const names = async (id: number) => (await api.call("GET", `/flows/${id}/tests`)).body.items.map(({ name }: { name: string }) => name);
  expect(await names(flowId)).toEqual(["de ninguém"]);
  expect(await names(copy.id)).toEqual(["de ninguém"]);
});
