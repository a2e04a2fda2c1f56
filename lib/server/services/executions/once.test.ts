import { beforeEach, expect, test } from "vitest";
import { echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();
const { flowId } = await talk.answerWith(echo);

let keys = 0;
const newKey = () => `key-${(keys += 1)}`;
beforeEach(() => talk.rows("DELETE FROM idempotency_keys"));

const start = (key: string, json: object, more: { token?: string } = {}) =>
  api.call("POST", "/flows/start", { json, headers: { "idempotency-key": key }, ...more });
const executionsOf = (contact: string) =>
  talk.rows<{ id: number }>("SELECT e.id FROM executions e JOIN contacts c ON c.id = e.contact_id WHERE c.wa_id = $1 ORDER BY e.id", [
    contact,
  ]);
const wish = () => ({ flow_id: flowId, contact: `+${newPhone()}`, context: { a: 1, b: 2 } });
const phoneOf = ({ contact }: { contact: string }) => contact.slice(1);

test("one key starts one execution and gets one answer, whatever the order of the body's fields", async () => {
  const [key, body] = [newKey(), wish()];
  const first = await start(key, body);
  const again = await start(key, { context: { b: 2, a: 1 }, contact: body.contact, flow_id: body.flow_id });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect([first.headers.get("idempotency-replayed"), again.headers.get("idempotency-replayed")]).toEqual([null, "true"]);
  expect(await executionsOf(phoneOf(body))).toHaveLength(1);
  // Without a key, or with another one, it is a new thing to be done.
  await start(newKey(), body);
  await api.call("POST", "/flows/start", { json: body });
  expect(await executionsOf(phoneOf(body))).toHaveLength(3);
});

test("a key that came with another body, or for another operation, is refused", async () => {
  const [key, body] = [newKey(), wish()];
  const { body: started } = await start(key, body);
  for (const other of [
    { ...body, context: { a: 1, b: 3 } },
    { ...body, contact: `+${newPhone()}` },
  ]) {
    const { status, body: problem } = await start(key, other);
    expect([status, problem.type]).toEqual([422, expect.stringContaining("idempotency-key-reused")]);
  }
  const retried = await api.call("POST", `/executions/${started.execution_id}/retry`, { json: {}, headers: { "idempotency-key": key } });
  expect(retried.status).toBe(422);
});

test("of many at once one starts; the others are told that it runs, or get its answer", async () => {
  const [key, body] = [newKey(), wish()];
  const answers = await Promise.all(Array.from({ length: 6 }, () => start(key, body)));
  expect(await executionsOf(phoneOf(body))).toHaveLength(1);
  const done = answers.filter(({ status }) => status === 201);
  expect(new Set(done.map((answer) => answer.body.execution_id)).size).toBe(1);
  for (const { status, body: problem, headers } of answers.filter((answer) => !done.includes(answer)))
    expect([status, problem.type, headers.get("retry-after")]).toEqual([409, expect.stringContaining("idempotency-key-in-use"), "1"]);
});

test("while the first runs, the same key is a 409", async () => {
  const [key, body] = [newKey(), wish()];
  const { body: started } = await start(newKey(), body);
  const client = await api.db.connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM executions WHERE id = $1 FOR UPDATE", [started.execution_id]);
  const first = start(key, body);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await start(key, body)).status).toBe(409);
  await client.query("ROLLBACK");
  client.release();
  expect((await first).status).toBe(201);
});

test("a key is its bearer's own", async () => {
  const [key, body] = [newKey(), wish()];
  await start(key, body);
  expect((await start(key, body, { token: api.tokens.editor })).headers.get("idempotency-replayed")).toBeNull();
  expect(await executionsOf(phoneOf(body))).toHaveLength(2);
});

test("what was refused did nothing, so its key may be used again", async () => {
  const [key, body] = [newKey(), wish()];
  expect((await start(key, { ...body, flow_id: 9_999 })).status).toBe(404);
  expect((await start(key, body)).status).toBe(201);
});

test("a key is good for a day", async () => {
  const [key, body] = [newKey(), wish()];
  await start(key, body);
  await talk.rows("UPDATE idempotency_keys SET at = now() - interval '25 hours'");
  expect((await start(key, body)).headers.get("idempotency-replayed")).toBeNull();
  expect(await executionsOf(phoneOf(body))).toHaveLength(2);
  await talk.rows("UPDATE idempotency_keys SET at = now() - interval '25 hours'");
  const { applyRetention } = await import("#server/services/retention/apply");
  expect((await applyRetention()).deleted).toMatchObject({ idempotency_keys: 1 });
});

test.each(["", "a b", "é", "x".repeat(256)])("%j is no key", async (key) => {
  const { status, body } = await start(key, wish());
  expect([status, body.type]).toEqual([400, expect.stringContaining("invalid-idempotency-key")]);
});

test("a failed execution is retried once for a key", async () => {
  const failing = graph({ hear: ["wait_for_input", {}], think: ["ai_completion", { prompt: "", send_response: true }] }, [
    ["hear", "think"],
  ]);
  const { flowId: fails } = await talk.answerWith(failing);
  const contact = newPhone();
  const { executionId } = await talk.say(contact, "oi");
  await talk.rows(
    'UPDATE executions SET status = \'failed\', node_id = \'hear\', ended_at = now(), state = state || \'{"status": "failed", "nodeId": "hear"}\' WHERE id = $1',
    [executionId],
  );
  const headers = { "idempotency-key": newKey() };
  const first = await api.call("POST", `/executions/${executionId}/retry`, { json: {}, headers });
  const again = await api.call("POST", `/executions/${executionId}/retry`, { json: { version: "same" }, headers });
  expect([first.status, again.status, fails]).toEqual([200, 200, first.body.flow_id]);
  expect(again.body).toEqual(first.body);
  expect(
    await talk.rows("SELECT FROM audit_log WHERE action = 'execution.retried' AND object_id = $1", [String(executionId)]),
  ).toHaveLength(1);
});

test("a call is tried once for a key", async () => {
  const json = { messages: [{ role: "user", content: "oi" }] };
  const headers = { "idempotency-key": newKey() };
  const first = await api.call("POST", "/ai/complete", { json, headers });
  const again = await api.call("POST", "/ai/complete", { json, headers });
  expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([200, 200, "true"]);
  expect(again.body).toEqual(first.body);
});

test("after an erasure nothing of the answer is left, and nothing is started again", async () => {
  const [key, body] = [newKey(), wish()];
  const { body: started } = await start(key, body);
  const exported = await api.call("GET", `/contacts/${started.contact_id}/export`);
  expect(exported.body.idempotency_keys).toMatchObject([{ key, answer: started }]);
  await api.call("DELETE", `/contacts/${started.contact_id}`);
  expect(await talk.rows("SELECT answer FROM idempotency_keys")).toEqual([{ answer: null }]);
  expect((await start(key, body)).status).toBe(410);
  expect(await executionsOf(phoneOf(body))).toEqual([]);
});

test("the document names the header wherever it is heeded", async () => {
  const { body } = await api.call("GET", "/openapi.json");
  const heeding = Object.entries(body.paths as Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>).flatMap(
    ([path, operations]) =>
      Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
        parameters.some((parameter) => parameter.in === "header" && parameter.name === "Idempotency-Key") ? [`${method} ${path}`] : [],
      ),
  );
  expect(heeding.sort()).toEqual([
    "post /ai/complete",
    "post /calls/try",
    "post /contacts/{id}/messages",
    "post /executions/{id}/retry",
    "post /flows/start",
    "post /flows/{id}/simulation",
    "post /flows/{id}/versions/{number}/conversations",
  ]);
});
