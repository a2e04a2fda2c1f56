import { expect, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

const asking = (question: string, answer: string, hear = "hear") =>
  graph(
    {
      ask: ["send_message", { message: question }],
      [hear]: ["wait_for_input", { context_key: "nome" }],
      reply: ["send_message", { message: answer }],
      bye: ["end"],
    },
    [
      ["ask", hear],
      [hear, "reply"],
      ["reply", "bye"],
    ],
  );
const FIRST = asking("Nome?", "Oi, {{ nome }}!");
const SECOND = asking("Seu nome?", "Olá, {{ nome }}!");

/** Contacts who have been asked by the flow's first version, and a second version that is live. */
async function setUp(contacts: number, second: FlowGraph = SECOND) {
  const { flowId } = await talk.answerWith(FIRST);
  const people = [];
  for (let n = 0; n < contacts; n += 1) {
    const number = newPhone();
    people.push({ phone: number, ...(await talk.say(number, "oi")) });
  }
  const { revision } = (await api.call("GET", `/flows/${flowId}`)).body;
  await api.call("PUT", `/flows/${flowId}/draft`, { json: { ...second, revision } });
  expect((await api.call("POST", `/flows/${flowId}/publish`, { json: {} })).body.version).toBe(2);
  const act = (action: string, version = 1, token = api.tokens.editor) =>
    api.call("POST", `/flows/${flowId}/versions/${version}/conversations`, { json: { action }, token });
  const inside = async () =>
    Object.fromEntries(
      (await api.call("GET", `/flows/${flowId}/versions`)).body.items.map((version: { number: number; open_executions: number }) => [
        version.number,
        version.open_executions,
      ]),
    );
  return { flowId, people, act, inside };
}
const sent = async (contactId: number) =>
  (
    await talk.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [contactId])
  ).map(({ text }) => text);
const execution = async (id: number) => (await api.call("GET", `/executions/${id}`)).body;

test("moved conversations go on at the same node, in the latest version and with their context", async () => {
  const { people, act, inside } = await setUp(3);
  expect(await inside()).toEqual({ 1: 3, 2: 0 });
  expect(await act("move")).toMatchObject({ status: 200, body: { affected: 3 } });
  expect(await inside()).toEqual({ 1: 0, 2: 3 });
  for (const { phone: number, contactId, executionId } of people) {
    await talk.say(number, "Ana");
    expect(await sent(contactId)).toEqual(["Nome?", "Olá, Ana!"]);
    expect((await execution(executionId)).status).toBe("completed");
  }
});

test.each([
  ["is gone", asking("Seu nome?", "Olá, {{ nome }}!", "listen")],
  ["has become another type", graph({ ask: ["send_message", { message: "Seu nome?" }], hear: ["end"] }, [["ask", "hear"]])],
])("a conversation whose node %s stays in its version and goes on there", async (_, second) => {
  const { people, act, inside } = await setUp(1, second);
  expect((await act("move")).body.affected).toBe(0);
  expect(await inside()).toEqual({ 1: 1, 2: 0 });
  await talk.say(people[0]?.phone ?? "", "Ana");
  expect(await sent(people[0]?.contactId ?? 0)).toEqual(["Nome?", "Oi, Ana!"]);
});

test.each([
  ["goes along, all of it at once", "hear", 1],
  ["holds all of it back where it rests at a node that is gone", "gone", 0],
])("a part that the flow has begun by itself %s; one of another flow keeps its version", async (_, nodeId, affected) => {
  const { flowId, people, act } = await setUp(1);
  const { executionId } = people[0] ?? { executionId: 0 };
  const versions = await talk.rows<{ id: number }>("SELECT id FROM flow_versions WHERE flow_id = $1 ORDER BY number", [flowId]);
  const [first, second] = versions.map(({ id }) => id);
  const frame = (flowVersionId: number | undefined, began: number) => ({
    flow: { flowId, flowVersionId, began },
    nodeId,
    context: {},
    waitingFor: null,
  });
  const state = (await talk.rows<{ state: object }>("SELECT state FROM executions WHERE id = $1", [executionId]))[0]?.state;
  const below = [{ nodeId: "hear", context: {}, waitingFor: null }, frame(first, 2)];
  await talk.rows("UPDATE executions SET state = $2 WHERE id = $1", [
    executionId,
    JSON.stringify({ ...state, below, flow: { flowId: 99, flowVersionId: 990, began: 3 } }),
  ]);
  expect((await act("move")).body).toEqual({ affected });
  const [row] = await talk.rows<{ flow_version_id: number; state: { below: { flow?: { flowVersionId: number } }[]; flow: object } }>(
    "SELECT flow_version_id, state FROM executions WHERE id = $1",
    [executionId],
  );
  const now = affected === 1 ? second : first;
  expect([row?.flow_version_id, row?.state.below[1]?.flow?.flowVersionId]).toEqual([now, now]);
  expect(row?.state.flow).toEqual({ flowId: 99, flowVersionId: 990, began: 3 });
  await talk.rows("UPDATE executions SET status = 'cancelled' WHERE id = $1", [executionId]);
});

test("conversations that stay are no obstacle to those that can move, however many they are", async () => {
  const { flowId, people, act, inside } = await setUp(1);
  const [version] = await talk.rows<{ id: number }>("SELECT id FROM flow_versions WHERE flow_id = $1 AND number = 1", [flowId]);
  // Older than what can move, and more than one call looks at.
  await talk.rows(
    `WITH c AS (INSERT INTO contacts (channel_id, wa_id) SELECT $1, '5511700' || lpad(n::text, 6, '0') FROM generate_series(1, 5100) n
      RETURNING id)
     INSERT INTO executions (id, contact_id, flow_id, flow_version_id, status, node_id, state)
       SELECT -row_number() OVER (), id, $2, $3, 'waiting', 'gone', '{}' FROM c`,
    [talk.channelId, flowId, version?.id],
  );
  expect((await act("move")).body).toEqual({ affected: 1 });
  expect(await inside()).toEqual({ 1: 5100, 2: 1 });
  await talk.say(people[0]?.phone ?? "", "Ana");
  expect(await sent(people[0]?.contactId ?? 0)).toEqual(["Nome?", "Olá, Ana!"]);
  await talk.rows("DELETE FROM executions WHERE id < 0");
});

test("finished conversations end without a word, and the next message begins the latest version", async () => {
  const { people, act, inside } = await setUp(2);
  expect((await act("finish")).body).toEqual({ affected: 2 });
  expect(await inside()).toEqual({ 1: 0, 2: 0 });
  const [one] = people;
  expect(await execution(one?.executionId ?? 0)).toMatchObject({
    status: "cancelled",
    reason: "finished by editor",
    problem: { code: "finished_by", params: { who: "editor" } },
  });
  await talk.say(one?.phone ?? "", "oi");
  expect(await sent(one?.contactId ?? 0)).toEqual(["Nome?", "Seu nome?"]);
});

test("restarted conversations begin anew in the latest version, one for each contact", async () => {
  const { people, act, inside } = await setUp(2);
  expect((await act("restart")).body).toEqual({ affected: 2 });
  expect(await inside()).toEqual({ 1: 0, 2: 2 });
  for (const { contactId, executionId } of people) {
    expect(await sent(contactId)).toEqual(["Nome?", "Seu nome?"]);
    expect((await execution(executionId)).status).toBe("cancelled");
    expect(await talk.rows("SELECT status FROM executions WHERE contact_id = $1 ORDER BY id", [contactId])).toEqual([
      { status: "cancelled" },
      { status: "waiting" },
    ]);
  }
});

test("what has ended is left alone, and the audit log says who did what", async () => {
  const { flowId, people, act } = await setUp(2);
  await talk.say(people[0]?.phone ?? "", "Ana");
  expect((await act("finish")).body).toEqual({ affected: 1 });
  expect((await execution(people[0]?.executionId ?? 0)).status).toBe("completed");
  expect(
    await talk.rows("SELECT details FROM audit_log WHERE action = 'conversations.finish' AND object_id = $1", [String(flowId)]),
  ).toEqual([{ details: { version: 1, affected: 1 } }]);
});

test("there is nowhere to move from the latest version, and none to move from a version that never was", async () => {
  const { act } = await setUp(1);
  expect(await act("move", 2)).toMatchObject({ status: 409, body: { type: "urn:siga:problem:already-latest" } });
  expect((await act("finish", 9)).status).toBe(404);
});

test("a version is read with its graph, and the draft only when it has moved on", async () => {
  const { flowId } = await setUp(0);
  expect((await api.call("GET", `/flows/${flowId}/versions/1`)).body).toMatchObject({ number: 1, graph: FIRST, open_executions: 0 });
  expect((await api.call("GET", `/flows/${flowId}/versions/3`)).status).toBe(404);
  const { body: draft } = await api.call("GET", `/flows/${flowId}/draft`);
  expect(draft.graph).toEqual(SECOND);
  expect((await api.call("GET", `/flows/${flowId}/draft?known_revision=${draft.revision}`)).body).toEqual({
    revision: draft.revision,
    graph: null,
  });
  expect((await api.call("GET", `/flows/${flowId}/draft?known_revision=${draft.revision - 1}`)).body).toEqual(draft);
});
