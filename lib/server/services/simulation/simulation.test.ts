import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

process.env.WORKFLOW_WHATSAPP_APP_SECRET = "test-app-secret";
let api: TestApi;
let work: () => Promise<void>;

beforeAll(async () => {
  api = await startTestApi();
  const { advance } = await import("../../advance/advance.ts");
  const { recordResultsAndClaim } = await import("../../effects/send_message/outbox.ts");
  /** What a worker does: takes the wake-ups from the queue, advances, sends. */
  work = async () => {
    const { rows } = await api.db.query<{ data: { contactIds: number[] } }>("DELETE FROM pgboss.job WHERE name = 'advance' RETURNING data");
    for (const { data } of rows) {
      const { contactsWithMessages } = await advance(data.contactIds, { sendBy: "caller" });
      for (
        let claimed = await recordResultsAndClaim([], contactsWithMessages);
        claimed.length > 0;
        claimed = await recordResultsAndClaim([], contactsWithMessages)
      ) {
        expect(
          claimed.map(({ status }) => status),
          "nothing may leave for Meta",
        ).not.toContain("sending");
      }
    }
  };
});
afterAll(() => api.close());

const position = { x: 0, y: 0 };
const GRAPH = {
  nodes: [
    { id: "hello", name: "", node_type: "send_message", config: { message: "Oi, {{ contact.name }}!" }, position },
    { id: "name", name: "", node_type: "wait_for_input", config: { context_key: "nome" }, position },
    { id: "bye", name: "", node_type: "send_message", config: { message: "Tchau, {{ nome }}." }, position },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "name", exit: "next", condition: null },
    { id: "t2", from: "name", to: "bye", exit: "next", condition: null },
  ],
  start: "hello",
};

async function published(): Promise<number> {
  const { body } = await api.call("POST", "/flows/import", { json: { name: "Simulado", graph: GRAPH } });
  await api.call("POST", `/flows/${body.id}/publish`, { json: {} });
  return body.id;
}
const say = (flowId: number, text: string, token?: string) =>
  api.call("POST", `/flows/${flowId}/simulation`, { json: { text, name: "Ana" }, ...(token === undefined ? {} : { token }) });
const read = async (flowId: number, query = "") => (await api.call("GET", `/flows/${flowId}/simulation${query}`)).body;
const texts = (simulation: { messages: { text: string }[] }) => simulation.messages.map(({ text }) => text);

test("what is said goes through the webhook, the mailbox and the queue, and is answered by the flow's published version", async () => {
  const flowId = await published();
  const { status, body } = await say(flowId, "oi");
  expect(status).toBe(201);
  expect(await read(flowId)).toMatchObject({
    execution: null,
    waiting: 1,
    messages: [{ direction: "inbound", text: "oi", wamid: body.wamid }],
  });
  await work();
  const answered = await read(flowId);
  expect(answered).toMatchObject({
    version: 1,
    waiting: 0,
    execution: { status: "waiting", node_id: "name", context: { last_message: "oi" } },
  });
  expect(texts(answered)).toEqual(["oi", "Oi, Ana!"]);
  expect(answered.messages[1]).toMatchObject({ direction: "outbound", status: "simulated", node_id: "hello" });
  // Nobody takes it for a customer's: it says so where people are listed, and the figures leave it out.
  expect((await api.call("GET", "/executions?flow_id=" + flowId)).body.items).toMatchObject([{ contact: { name: "Ana", is_test: true } }]);
  expect((await api.call("GET", "/contacts")).body.items).toMatchObject([{ name: "Ana", is_test: true }]);
  expect((await api.call("GET", `/flows/${flowId}/figures`)).body).toMatchObject({ executions: 0, nodes: [] });
  expect(
    answered.visits.map(({ node_id, transition_id }: { node_id: string; transition_id: string | null }) => [node_id, transition_id]),
  ).toEqual([
    ["hello", "t1"],
    ["name", null],
  ]);
  await say(flowId, "Bia");
  await work();
  expect(texts(await read(flowId, `?after=${answered.messages[1].id}`))).toEqual(["Bia", "Tchau, Bia."]);
});

test("a tap goes the same way as the reply that Meta would post, and only on what is there in one's own conversation", async () => {
  const graph = {
    nodes: [
      { id: "ask", name: "", node_type: "send_choices", config: { message: "Sim?", choices: [{ id: "yes", title: "Sim" }] }, position },
      { id: "bye", name: "", node_type: "send_message", config: { message: "Tchau: {{ message.type }}." }, position },
    ],
    transitions: [{ id: "t1", from: "ask", to: "bye", exit: "yes", condition: null }],
    start: "ask",
  };
  const { body: made } = await api.call("POST", "/flows/import", { json: { name: "Perguntas", graph } });
  await api.call("POST", `/flows/${made.id}/publish`, { json: {} });
  await say(made.id, "oi");
  await work();
  const [, asked] = (await read(made.id)).messages;
  const tap = (json: object, token?: string) =>
    api.call("POST", `/flows/${made.id}/simulation`, { json, ...(token === undefined ? {} : { token }) });
  const yes = { message_id: asked.id, id: asked.data.choices[0].id };
  expect((await tap({ tap: { ...yes, id: "other" } })).status).toBe(404);
  expect((await tap({ tap: yes }, api.tokens.editor)).status).toBe(404);
  expect((await tap({ tap: yes, text: "oi" })).status).toBe(422);
  expect((await tap({})).status).toBe(422);
  expect((await tap({ tap: yes })).status).toBe(201);
  await work();
  const { messages, execution } = await read(made.id);
  expect(messages.slice(2)).toMatchObject([
    {
      type: "interactive",
      text: "Sim",
      data: { kind: "button_reply", id: yes.id, title: "Sim", context_wamid: `wamid.SIMULATOR.${asked.id}` },
    },
    { text: "Tchau: interactive." },
  ]);
  expect(execution.status).toBe("completed");
});

test("starting over ends what is open, and the next message begins the flow again", async () => {
  const flowId = await published();
  await say(flowId, "oi");
  await work();
  await say(flowId, "ainda não lida");
  const { body } = await api.call("DELETE", `/flows/${flowId}/simulation`);
  await work();
  expect(await read(flowId, `?after=${body.after}`)).toMatchObject({ messages: [], waiting: 0, execution: { status: "cancelled" } });
  await say(flowId, "oi de novo");
  await work();
  expect(texts(await read(flowId, `?after=${body.after}`))).toEqual(["oi de novo", "Oi, Ana!"]);
});

test("the conversation shown is the one that began last, also when another worker had drawn higher ids for one before it", async () => {
  const flowId = await published();
  await say(flowId, "oi");
  await work();
  const [before] = (await api.call("GET", `/executions?flow_id=${flowId}`)).body.items;
  await api.db.query("UPDATE executions SET id = id + 100000 WHERE id = $1", [before.id]);
  await api.call("DELETE", `/flows/${flowId}/simulation`);
  await say(flowId, "oi de novo");
  await work();
  expect(await read(flowId)).toMatchObject({ execution: { status: "waiting", context: { last_message: "oi de novo" } } });
});

test("two people who try a flow have a conversation each", async () => {
  const flowId = await published();
  await say(flowId, "oi");
  await say(flowId, "olá", api.tokens.editor);
  await work();
  expect(texts(await read(flowId))).toEqual(["oi", "Oi, Ana!"]);
});

test("a flow that is not published is not tried through the pipeline", async () => {
  const { body } = await api.call("POST", "/flows/import", { json: { name: "Rascunho", graph: GRAPH } });
  expect((await say(body.id, "oi")).body).toMatchObject({ status: 409, type: "urn:siga:problem:not-published" });
});

test("nothing is said through a channel that could reach Meta", async () => {
  const flowId = await published();
  await say(flowId, "oi");
  await work();
  await api.db.query("UPDATE channels SET access_token_encrypted = 'x' WHERE phone_number_id = $1", [`simulator.flow.${flowId}`]);
  expect((await say(flowId, "oi")).body).toMatchObject({ status: 409, type: "urn:siga:problem:not-simulated" });
});

test("it works beside a live number too, whose channel it never touches", async () => {
  await api.db.query("INSERT INTO channels (name, phone_number_id, access_token_encrypted) VALUES ('Real', '106540352242922', 'sealed')");
  const flowId = await published();
  await say(flowId, "oi");
  await work();
  expect(texts(await read(flowId))).toEqual(["oi", "Oi, Ana!"]);
  const { rowCount } = await api.db.query(
    "SELECT FROM messages m JOIN channels c ON c.id = m.channel_id WHERE c.access_token_encrypted = 'sealed'",
  );
  expect(rowCount).toBe(0);
});

test("a form is tapped with what is filled in, and comes back by the token of its own send", async () => {
  const form = { message: "Dados?", form_id: "1", fields: [{ field: "email", key: "email" }], context_key: "all" };
  const graph = {
    nodes: [
      { id: "form", name: "", node_type: "send_form", config: form, position },
      { id: "bye", name: "", node_type: "send_message", config: { message: "{{ email }}" }, position },
    ],
    transitions: [{ id: "t1", from: "form", to: "bye", exit: "next", condition: null }],
    start: "form",
  };
  const { body: made } = await api.call("POST", "/flows/import", { json: { name: "Ficha", graph } });
  await api.call("POST", `/flows/${made.id}/publish`, { json: {} });
  await say(made.id, "oi");
  await work();
  const [, sent] = (await read(made.id)).messages;
  expect(sent.data.token).toMatch(/^v1\.[0-9a-z]+_[0-9a-f]{24}$/);
  const tap = { message_id: sent.id, id: `${sent.data.token}:form`, values: { email: "ana@exemplo.com.br", idade: 30 } };
  expect((await api.call("POST", `/flows/${made.id}/simulation`, { json: { tap } })).status).toBe(201);
  await work();
  const { messages, execution } = await read(made.id);
  expect(messages.at(-1)).toMatchObject({ text: "ana@exemplo.com.br" });
  expect(execution).toMatchObject({ status: "completed", context: { all: { email: "ana@exemplo.com.br", idade: 30 } } });
});

test("nothing has been said yet: an empty conversation, and nothing to start over", async () => {
  const flowId = await published();
  expect(await read(flowId)).toEqual({ version: null, execution: null, visits: [], messages: [], waiting: 0 });
  expect((await api.call("DELETE", `/flows/${flowId}/simulation`)).body).toEqual({ after: 0 });
});

test("the model is asked as a node would ask it, and a loop is stopped", async () => {
  const ask = () => api.call("POST", "/ai/complete", { json: { messages: [{ role: "user", content: "oi" }] }, token: api.tokens.editor });
  expect((await ask()).body).toMatchObject({ ok: true, simulated: true, text: expect.stringContaining("oi") });
  const statuses = [];
  for (let n = 0; n < 25; n += 1) statuses.push((await ask()).status);
  expect(statuses.at(0)).toBe(200);
  expect(statuses.at(-1)).toBe(429);
});

test("a call is made as a node would make it, by who may write flows, and one that its effect does not take is refused by its place", async () => {
  const request = {
    system: null,
    messages: [{ role: "user", content: "oi" }],
    model: null,
    temperature: null,
    max_tokens: null,
    extra_body: null,
    include_response: false,
  };
  const tried = (json: unknown, token: string) => api.call("POST", "/calls/try", { json, token });
  expect((await tried({ effect: "complete_ai", request }, api.tokens.editor)).body).toMatchObject({
    result: { ok: true, simulated: true },
  });
  expect((await tried({ effect: "complete_ai", request }, api.tokens.viewer)).status).toBe(403);
  const wrong = await tried({ effect: "complete_ai", request: { ...request, messages: [{ role: "user" }] } }, api.tokens.editor);
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "/request/messages/0/content" }] } });
});
