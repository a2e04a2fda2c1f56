import { expect, test } from "vitest";
import { delayed, echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const get = async (id: number) => (await api.call("GET", `/contacts/${id}`, { token: api.tokens.viewer })).body;
const contactWith = async (fields: object) =>
  (
    await talk.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id, fields) VALUES ($1, $2, $3) RETURNING id", [
      talk.channelId,
      newPhone(),
      fields,
    ])
  )[0]?.id ?? NaN;
const patch = (id: number, fields: unknown) => api.call("PATCH", `/contacts/${id}`, { token: api.tokens.editor, json: { fields } });

test("a contact tells how much there is of them, the conversation they are in and how long they can be written to", async () => {
  await talk.answerWith(echo);
  const { contactId, executionId } = await talk.say(newPhone(), "oi");
  const contact = await get(contactId);
  expect(contact).toMatchObject({
    name: "Ana Souza",
    channel_name: "1001",
    message_count: 2,
    execution_count: 1,
    unheard_count: 0,
    open_execution: { id: executionId, flow_name: "test", status: "waiting" },
  });
  expect(Date.parse(contact.window_closes_at) - Date.parse(contact.last_inbound_at)).toBe(24 * 3_600_000);
  expect((await api.call("GET", "/contacts?limit=1")).body.items).toMatchObject([
    { id: contactId, open_execution: { id: executionId }, window_closes_at: contact.window_closes_at },
  ]);
  await api.call("POST", `/executions/${executionId}/cancel`);
  expect((await get(contactId)).open_execution).toBeNull();
  expect((await api.call("GET", "/contacts/987654")).status).toBe(404);
});

test("fields are set and removed by name, the others stay, and the next conversation sees them", async () => {
  const { flowId } = await talk.answerWith(echo);
  const contact = newPhone();
  const { contactId } = await talk.say(contact, "oi");
  expect((await patch(contactId, { plano: "ouro", endereco: { rua: "A", numero: null } })).body.fields).toEqual({
    plano: "ouro",
    endereco: { rua: "A", numero: null },
  });
  expect((await patch(contactId, { plano: null, cidade: "Recife", nunca: null })).body.fields).toEqual({
    endereco: { rua: "A", numero: null },
    cidade: "Recife",
  });
  const { body: started } = await api.call("POST", "/flows/start", { json: { flow_id: flowId, contact } });
  expect((await api.call("GET", `/executions/${started.execution_id}`)).body.context.contact).toMatchObject({
    cidade: "Recife",
    name: "Ana Souza",
  });
  const entries = await talk.rows<{ details: object }>(
    "SELECT details FROM audit_log WHERE action = 'contact.updated' AND object_id = $1 ORDER BY id",
    [String(contactId)],
  );
  expect(entries.map(({ details }) => details)).toEqual([{ fields: ["plano", "endereco"] }, { fields: ["plano", "cidade", "nunca"] }]);
});

test("a conversation that is open sees an edit with the next thing that happens in it", async () => {
  await talk.answerWith(
    graph({ say: ["send_message", { message: "{{ contact.name }} {{ contact.plano }}" }], hear: ["wait_for_input"] }, [
      ["say", "hear"],
      ["hear", "say"],
    ]),
  );
  const contact = newPhone();
  const { contactId } = await talk.say(contact, "oi");
  await patch(contactId, { plano: "ouro" });
  const { executionId } = await talk.say(contact, "e agora?");
  expect((await api.call("GET", `/executions/${executionId}`)).body.context.contact).toMatchObject({ plano: "ouro", name: "Ana Souza" });
  const sent = await talk.rows<{ text: string }>(
    "SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id DESC LIMIT 1",
    [contactId],
  );
  expect(sent).toEqual([{ text: "Ana Souza ouro" }]);
});

test("fields together have an end: what would pass it is refused, and what makes them smaller never is", async () => {
  await talk.answerWith(echo);
  const { contactId } = await talk.say(newPhone(), "oi");
  const half = "x".repeat(33_000);
  expect((await patch(contactId, { a: half })).status).toBe(200);
  const refused = await patch(contactId, { b: half });
  expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: "/fields", code: "fields-too-large" }]]);
  expect(Object.keys((await get(contactId)).fields)).toEqual(["a"]);
  expect((await patch(contactId, { a: null, b: half })).status).toBe(200);
  await talk.rows("UPDATE contacts SET fields = fields || jsonb_build_object('c', repeat('x', 90000)) WHERE id = $1", [contactId]);
  expect((await patch(contactId, { d: 1 })).status).toBe(422);
  expect((await patch(contactId, { b: null })).status).toBe(200);
});

test.each([
  ["a list", []],
  ["a text", "x"],
  ["an empty name", { "": 1 }],
  ["too much", { text: "x".repeat(64_500) }],
])("fields that are %s are refused and change nothing", async (_, fields) => {
  const { contactId } = await talk.say(newPhone(), "oi");
  expect((await patch(contactId, fields)).status).toBe(422);
  expect((await get(contactId)).fields).toEqual({});
});

test("a reset ends the conversation, discards what waits, and the next message begins anew", async () => {
  await talk.answerWith(delayed(600));
  const contact = newPhone();
  const { contactId, executionId } = await talk.say(contact, "oi");
  await talk.say(contact, "alô?");
  await talk.say(contact, "tem alguém?");
  expect(await get(contactId)).toMatchObject({ unheard_count: 2 });
  const { status, body } = await api.call("POST", `/contacts/${contactId}/reset`, { token: api.tokens.editor });
  expect(status).toBe(200);
  expect(body).toEqual({ execution_id: executionId, discarded: 2 });
  await talk.advance(contactId);
  expect(await get(contactId)).toMatchObject({ unheard_count: 0, open_execution: null, execution_count: 1 });
  expect(await talk.rows("SELECT id FROM scheduled_actions WHERE contact_id = $1 AND status = 'pending'", [contactId])).toEqual([]);
  expect((await talk.say(contact, "de novo")).executionId).not.toBe(executionId);
  expect(await talk.rows("SELECT details FROM audit_log WHERE action = 'contact.reset' AND object_id = $1", [String(contactId)])).toEqual([
    { details: body },
  ]);
});

test("a reset waits for whoever moves the conversation", async () => {
  await talk.answerWith(echo);
  const { contactId } = await talk.say(newPhone(), "oi");
  expect((await talk.heldUp(contactId, () => api.call("POST", `/contacts/${contactId}/reset`))).status).toBe(200);
});

test("a reset of someone in no conversation is harmless", async () => {
  const { contactId, executionId } = await talk.say(newPhone(), "oi");
  await api.call("POST", `/executions/${executionId}/cancel`);
  expect((await api.call("POST", `/contacts/${contactId}/reset`)).body).toEqual({ execution_id: null, discarded: 0 });
  expect((await api.call("POST", "/contacts/987654/reset")).status).toBe(404);
});

test("name, language, labels and consent are changed alone, and null takes away what may be gone", async () => {
  const id = await contactWith({ a: 1 });
  const patch = async (json: object) => (await api.call("PATCH", `/contacts/${id}`, { json })).body;
  expect(await patch({ name: " Ana ", language: "pt-BR", labels: ["vip", "vip", "novo"], consent: "opted_in" })).toMatchObject({
    name: "Ana",
    language: "pt-BR",
    labels: ["vip", "novo"],
    consent: "opted_in",
    is_silenced: false,
    fields: { a: 1 },
  });
  expect(await patch({ labels: [] })).toMatchObject({ labels: [], name: "Ana", language: "pt-BR", consent: "opted_in" });
  expect(await patch({ consent: "opted_out" })).toMatchObject({ consent: "opted_out", is_silenced: true });
  expect(await patch({ name: null, language: null, consent: null })).toMatchObject({
    name: null,
    language: null,
    consent: null,
    is_silenced: false,
  });
  for (const json of [{ name: " " }, { language: "português" }, { labels: [""] }, { consent: "maybe" }, { phone: "1" }])
    expect((await api.call("PATCH", `/contacts/${id}`, { json })).status, JSON.stringify(json)).toBe(422);
});

test("a field with a type holds that type alone, and others hold anything", async () => {
  const id = await contactWith({});
  await api.call("POST", "/contact-fields", { json: { key: "born", name: "Nascimento", type: "date" } });
  await api.call("POST", "/contact-fields", { json: { key: "plan", name: "Plano", type: "choice", choices: ["Ouro"] } });
  const patch = (fields: object) => api.call("PATCH", `/contacts/${id}`, { json: { fields } });
  const refused = await patch({ born: "ontem", other: 1 });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/fields/born" }] } });
  expect((await patch({ plan: "Prata" })).body.detail).toContain("Ouro");
  expect((await patch({ born: "2026-02-28", plan: "Ouro", other: { a: [1] } })).body.fields).toEqual({
    born: "2026-02-28",
    plan: "Ouro",
    other: { a: [1] },
  });
  expect((await patch({ born: null })).body.fields).toEqual({ plan: "Ouro", other: { a: [1] } });
});
