import { expect, test } from "vitest";
import { echo } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();
const { flowId } = await talk.answerWith(echo);

const found = async (query: string): Promise<number[]> =>
  (await api.call("GET", `/contacts?${query}`, { token: api.tokens.viewer })).body.items.map((item: { id: number }) => item.id);

test("contacts are narrowed by window, conversation, flow and when they were last heard, and tell what was said last", async () => {
  const { contactId: now } = await talk.say(newPhone(), "agora");
  const { contactId: earlier, executionId } = await talk.say(newPhone(), "antes");
  await api.call("POST", `/executions/${executionId}/cancel`);
  await talk.rows("UPDATE contacts SET last_inbound_at = now() - interval '3 days' WHERE id = $1", [earlier]);
  const { body: started } = await api.call("POST", "/flows/start", { json: { flow_id: flowId, contact: `+${newPhone()}` } });
  const never = started.contact_id;
  const other = (await talk.answerWith(echo)).flowId;

  expect(await found("")).toEqual([never, earlier, now]);
  expect(await found("window_open=true")).toEqual([now]);
  expect(await found("window_open=false")).toEqual([never, earlier]);
  expect(await found("in_conversation=true")).toEqual([never, now]);
  expect(await found("in_conversation=false")).toEqual([earlier]);
  expect(await found(`flow_id=${flowId}&in_conversation=false`)).toEqual([earlier]);
  expect(await found(`flow_id=${other}`)).toEqual([]);
  const since = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  expect(await found(`heard_since=${since(1)}`)).toEqual([now]);
  expect(await found(`heard_since=${since(7)}`)).toEqual([earlier, now]);

  const { body } = await api.call("GET", "/contacts");
  expect(body.items.map((item: { last_message: unknown }) => item.last_message)).toMatchObject([
    { direction: "outbound", text: "eco " },
    { direction: "outbound", text: "eco antes" },
    { direction: "outbound", type: "text", text: "eco agora", at: expect.stringMatching(/Z$/) },
  ]);
});

test.each(["window_open=yes", "in_conversation=1", "flow_id=x", "heard_since=ontem"])("?%s is a 400", async (query) => {
  expect((await api.call("GET", `/contacts?${query}`)).status).toBe(400);
});

test("contacts are narrowed by label, language, consent and what stands in a field", async () => {
  const made = async (columns: { labels?: string[]; language?: string; consent?: string; fields?: object }) =>
    (
      await talk.rows<{ id: number }>(
        `INSERT INTO contacts (channel_id, wa_id, name, labels, language, consent, fields)
          VALUES ($1, $2, 'Filtrada', $3, $4, $5, $6) RETURNING id`,
        [talk.channelId, newPhone(), columns.labels ?? [], columns.language, columns.consent, columns.fields ?? {}],
      )
    )[0]?.id;
  const ana = await made({ labels: ["vip", "a,b"], language: "pt-BR", consent: "opted_in", fields: { plan: "Ouro", age: 31, ok: true } });
  const bea = await made({ labels: ["novo"], language: "pt", consent: "opted_out", fields: { plan: "ouro", age: "31" } });
  const caio = await made({ language: "ptx" });
  const of = (query: string) => found(`search=Filtrada&${query}`);
  expect(await of("label=vip")).toEqual([ana]);
  expect(await of("label=a,b")).toEqual([ana]);
  expect(await of("label=VIP")).toEqual([]);
  expect(await of("language=pt")).toEqual([bea, ana]);
  expect(await of("language=PT-br")).toEqual([ana]);
  expect(await of("consent=opted_out")).toEqual([bea]);
  expect(await of("consent=unknown")).toEqual([caio]);
  expect(await of("field=plan")).toEqual([bea, ana]);
  expect(await of("field=plan&field_value=Ouro")).toEqual([ana]);
  expect(await of("field=age&field_value=31")).toEqual([bea, ana]);
  expect(await of("field=ok&field_value=true")).toEqual([ana]);
  await api.call("POST", "/contact-fields", { json: { key: "ok", name: "Ok", type: "boolean" } });
  expect(await of("field=ok&field_value=sim")).toEqual([ana]);
  expect(await of("field_value=31")).toEqual([caio, bea, ana]);
});

test("each of these filters has an index that it goes by, where few of many are meant", async () => {
  await talk.rows(
    `INSERT INTO contacts (channel_id, wa_id, fields, labels)
      SELECT $1, '7' || n, jsonb_build_object('n', n), ARRAY['l' || n % 500] FROM generate_series(1, 20000) n`,
    [talk.channelId],
  );
  await talk.rows("ANALYZE contacts");
  const planOf = async (condition: string) => JSON.stringify(await talk.rows(`EXPLAIN SELECT id FROM contacts c WHERE ${condition}`));
  expect(await planOf(`c.labels @> ARRAY['l7']`)).toContain("contacts_labels_idx");
  expect(await planOf(`(c.fields @> '{"n": 7}' OR c.fields @> '{"n": "7"}')`)).toContain("contacts_fields_idx");
  expect(await planOf("c.consent = 'opted_out'")).toContain("contacts_consent_idx");
  expect(await planOf("(lower(c.language) = 'pt' OR lower(c.language) LIKE 'pt' || '-%')")).toContain("contacts_language_idx");
});
