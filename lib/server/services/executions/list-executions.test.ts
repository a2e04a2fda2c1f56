import { expect, test } from "vitest";
import { simulatorNumber } from "#server/flows/test-channel";
import { answerOnce, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const asking = graph({ hello: ["send_message", { message: "Qual é o seu nome?" }], hear: ["wait_for_input"] }, [["hello", "hear"]]);
asking.nodes[1] = { ...(asking.nodes[1] ?? asking.nodes[0]), name: "Ouvir o nome" } as (typeof asking.nodes)[number];

const list = async (query: string) => (await api.call("GET", `/executions?${query}`, { token: api.tokens.viewer })).body.items;
const counts = async (query: string) => (await api.call("GET", `/executions/counts?${query}`, { token: api.tokens.viewer })).body.counts;

test("each execution tells where it rests and what was said last", async () => {
  const { flowId } = await talk.answerWith(asking);
  const phone = newPhone();
  const { contactId, executionId } = await talk.say(phone, "oi");
  expect(await list(`contact_id=${contactId}`)).toMatchObject([
    {
      id: executionId,
      node_name: "Ouvir o nome",
      last_message: { direction: "outbound", type: "text", text: "Qual é o seu nome?", at: expect.stringMatching(/^\d{4}-.*Z$/) },
    },
  ]);
  await talk.post({ from: phone, text: "é Ana" });
  expect((await list(`contact_id=${contactId}`))[0].last_message).toMatchObject({ direction: "inbound", text: "é Ana" });
  await talk.advance(contactId);
  // It went through the wait and ended there, having said nothing more; what is said later is another conversation's.
  await talk.answerWith(answerOnce);
  await talk.say(phone, "de novo");
  expect((await list(`contact_id=${contactId}`)).map((item: { last_message: unknown }) => item.last_message)).toMatchObject([
    { direction: "outbound", text: "eco de novo" },
    { direction: "outbound", text: "Qual é o seu nome?" },
  ]);
  await talk.rows("DELETE FROM messages WHERE contact_id = $1", [contactId]);
  expect((await list(`flow_id=${flowId}`))[0].last_message).toEqual({ direction: "inbound", type: "text", text: "é Ana", at: null });
});

test("they are counted by status with the filters of the list, up to a bound, and with or without tests", async () => {
  const { flowId, versionId } = await talk.answerWith(asking);
  const { rows: channel } = await api.db.query("INSERT INTO channels (name, phone_number_id) VALUES ('Simulator', $1) RETURNING id", [
    simulatorNumber(flowId),
  ]);
  await api.db.query(
    `WITH person AS (INSERT INTO contacts (channel_id, wa_id, name)
       SELECT $3, (5547911110000 + n)::text, 'Pessoa ' || n FROM generate_series(1, 3) n RETURNING id, name),
     tried AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($4, '5500') RETURNING id)
     INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, started_at)
     SELECT id, $1::int, $2::int, 'failed', '{}'::jsonb, now() - interval '10 days' FROM person WHERE name = 'Pessoa 1'
     UNION ALL SELECT id, $1, $2, 'failed', '{}', now() FROM person WHERE name = 'Pessoa 2'
     UNION ALL SELECT id, $1, $2, 'waiting', '{}', now() FROM person
     UNION ALL SELECT id, $1, $2, 'completed', '{}', now() FROM person, generate_series(1, 400)
     UNION ALL SELECT id, $1, $2, 'failed', '{}', now() FROM tried`,
    [flowId, versionId, talk.channelId, channel[0].id],
  );
  expect(await counts(`flow_id=${flowId}`)).toEqual({ waiting: 3, completed: 1_001, failed: 3 });
  expect(await counts(`flow_id=${flowId}&is_test=false`)).toEqual({ waiting: 3, completed: 1_001, failed: 2 });
  expect(await counts(`flow_id=${flowId}&is_test=true`)).toEqual({ failed: 1 });
  expect(await counts(`flow_id=${flowId}&status=failed&search=pessoa 1`)).toEqual({ failed: 1 });
  const lately = new Date(Date.now() - 7 * 86_400_000).toISOString();
  expect(await counts(`flow_id=${flowId}&status=failed,expired&is_test=false&from=${lately}`)).toEqual({ failed: 1 });
  expect(await counts("search=pe")).toBeNull();
  expect((await list(`flow_id=${flowId}&status=failed&is_test=false`)).map((item: { contact: object }) => item.contact)).toMatchObject([
    { name: "Pessoa 2" },
    { name: "Pessoa 1" },
  ]);
  const { countFailures } = await import("#server/services/flows/open-executions");
  const reader = { id: "user:1", role: "viewer" } as const;
  expect(await countFailures(reader, [flowId, flowId + 1])).toEqual({ [flowId]: 1 });
  expect(await countFailures(reader, [])).toEqual({});
});

test.each(["status=nope", "limit=5", "is_test=maybe"])("counts refuse ?%s", async (query) => {
  expect((await api.call("GET", `/executions/counts?${query}`)).status).toBe(400);
});
