import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";

let api: TestApi;
let channelId: number;
let flowId: number;
beforeAll(async () => {
  api = await startTestApi();
  channelId = (await api.call("POST", "/channels", { json: { name: "Principal", phone_number_id: "100" } })).body.id;
  flowId = await publish([
    { id: "hello", node_type: "send_message", config: { message: "Olá, {nome}!" } },
    { id: "ask", node_type: "wait_for_input", config: { context_key: "resposta" } },
  ]);
});
afterAll(() => api.close());

async function publish(nodes: { id: string; node_type: string; config?: object }[]): Promise<number> {
  const { body: flow } = await api.call("POST", "/flows", { json: { name: "Fluxo" } });
  const transitions = nodes.slice(1).map((node, index) => ({ id: `t${index}`, from: nodes[index]?.id, to: node.id }));
  await api.call("PUT", `/flows/${flow.id}/draft`, { json: { nodes, transitions, start: nodes[0]?.id, revision: 1 } });
  expect((await api.call("POST", `/flows/${flow.id}/publish`)).status).toBe(200);
  return flow.id;
}

let phone = 5511900000000;
async function start(json: object = {}) {
  phone += 1;
  const answer = await api.call("POST", "/flows/start", { json: { flow_id: flowId, contact: `+${phone}`, ...json } });
  expect(answer.status).toBe(201);
  return answer.body;
}

test("a start runs the first nodes at once, with the context given, and the log tells", async () => {
  const started = await start({ context: { nome: "Ana", idade: 30 } });
  expect(started.status).toBe("waiting");
  const { body } = await api.call("GET", `/executions/${started.execution_id}`);
  expect(body).toMatchObject({
    id: started.execution_id,
    flow_id: flowId,
    flow_version: 1,
    contact: { id: started.contact_id, channel_id: channelId, wa_id: String(phone) },
    status: "waiting",
    node_id: "ask",
    reason: null,
    context: { nome: "Ana", idade: 30 },
    waiting_for: { for: ["message"], kind: "message" },
    ended_at: null,
    log_truncated: false,
  });
  expect(body.log.map((visit: { seq: number; node_id: string; outcome: string }) => [visit.seq, visit.node_id, visit.outcome])).toEqual([
    [1, "hello", "left"],
    [2, "ask", "waits"],
  ]);
  const { body: messages } = await api.call("GET", `/contacts/${started.contact_id}/messages`);
  expect(messages.items).toMatchObject([
    {
      direction: "outbound",
      text: "Olá, Ana!",
      status: "queued",
      execution_id: started.execution_id,
      node_id: "hello",
      wamid: null,
      status_history: [],
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('"token"');
});

test.each([
  ["an unknown flow", { flow_id: 987654 }, 404, "987654"],
  ["a flow id that is text", { flow_id: "1" }, 422, "/flow_id"],
  ["a flow id beyond the database's", { flow_id: 2 ** 31 }, 422, "/flow_id"],
  ["no contact", { contact: undefined }, 422, "/contact"],
  ["a contact that is a number", { contact: 5511912345678 }, 422, "/contact"],
  ["a contact that is no phone number", { contact: "Ana" }, 422, "/contact"],
  ["a context that is a list", { context: [1] }, 422, "/context"],
  ["a context too large", { context: { text: "x".repeat(300_000) } }, 422, "/context"],
  ["a key that texts can not read", { context: { pedido: 1, "order-id": "A-17" } }, 422, "/context/order-id"],
  ["a key that texts can not read, with the name to write", { context: { "order-id": "A-17" } }, 422, "order_id"],
  ["an unknown channel", { channel_id: 987654 }, 422, "/channel_id"],
])("a start with %s is refused and leaves nothing behind", async (_, json, status, mention) => {
  const counts =
    "SELECT (SELECT count(*) FROM contacts) || '/' || (SELECT count(*) FROM executions) || '/' || (SELECT count(*) FROM mailbox) AS n";
  const before = (await api.db.query(counts)).rows[0].n;
  const answer = await api.call("POST", "/flows/start", { json: { flow_id: flowId, contact: "+55 11 98888-7777", ...json } });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).toContain(mention);
  expect((await api.db.query(counts)).rows[0].n).toBe(before);
});

test("a flow that was never published can not be started", async () => {
  const { body: flow } = await api.call("POST", "/flows", { json: { name: "Rascunho" } });
  const { status, body } = await api.call("POST", "/flows/start", { json: { flow_id: flow.id, contact: "+55 11 98888-7777" } });
  expect(status).toBe(409);
  expect(body.detail).toMatch(/publish/i);
});

test("a cancelled execution has ended, with who did it; a second cancel is refused", async () => {
  const { execution_id: id } = await start();
  const { status, body } = await api.call("POST", `/executions/${id}/cancel`, { token: api.tokens.editor });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    status: "cancelled",
    waiting_for: null,
    reason: "cancelled by editor",
    problem: { code: "cancelled_by", params: { who: "editor" } },
  });
  expect(body.ended_at).not.toBeNull();
  const again = await api.call("POST", `/executions/${id}/cancel`);
  expect(again.status).toBe(409);
  expect(again.body.detail).toContain("cancelled");
  const { rows } = await api.db.query("SELECT count(*)::int AS n FROM audit_log WHERE action = 'execution.cancelled' AND object_id = $1", [
    String(id),
  ]);
  expect(rows[0].n).toBe(1);
});

test("the list is narrowed by flow, status, contact and time, and pages through all of it", async () => {
  const own = await publish([{ id: "bye", node_type: "end" }]);
  const ids: number[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift((await start({ flow_id: own })).execution_id);
  const found = async (query: string) => (await api.call("GET", `/executions?${query}`)).body.items.map((item: { id: number }) => item.id);

  const seen: number[] = [];
  let next = `flow_id=${own}&limit=2`;
  while (next !== "") {
    const { body } = await api.call("GET", `/executions?${next}`);
    seen.push(...body.items.map((item: { id: number }) => item.id));
    next = body.next_cursor === null ? "" : `flow_id=${own}&limit=2&cursor=${body.next_cursor}`;
  }
  expect(seen).toEqual(ids);
  expect(await found(`flow_id=${own}&status=completed`)).toEqual(ids);
  expect(await found(`flow_id=${own}&status=waiting,failed`)).toEqual([]);
  expect(await found(`contact=${encodeURIComponent(`+${phone}`)}`)).toEqual([ids[0]]);
  await api.db.query("UPDATE executions SET started_at = '2020-05-05T12:00:00Z' WHERE id = $1", [ids[4]]);
  expect(await found("from=2020-05-05&to=2020-05-06")).toEqual([ids[4]]);
  expect(await found("from=2020-05-05T12:00:00Z&to=2020-05-05T12:00:01%2B00:00")).toEqual([ids[4]]);
  expect(await found("to=2020-05-05T12:00:00Z")).toEqual([]);
  await api.db.query("UPDATE contacts SET name = 'Zuleide 100%' WHERE wa_id = $1", [String(phone)]);
  expect(await found("search=zuleide")).toEqual([ids[0]]);
  expect(await found(`search=${encodeURIComponent("100%")}`)).toEqual([ids[0]]);
  expect(await found(`flow_id=${own}&search=${String(phone).slice(-4)}`)).toEqual([ids[0]]);
  const { contact_id: contactId } = (await api.call("GET", `/executions/${ids[1]}`)).body;
  expect(await found(`contact_id=${contactId}`)).toEqual([ids[1]]);
});

test("within a time the list goes by the start, each execution once, although ids were drawn in another order", async () => {
  const own = await publish([{ id: "bye", node_type: "end" }]);
  const ids: number[] = [];
  for (let n = 0; n < 7; n += 1) ids.push((await start({ flow_id: own })).execution_id);
  // Minutes of their starts; two began at the same moment.
  const minutes = [5, 1, 4, 4, 2, 7, 3];
  for (const [index, id] of ids.entries())
    await api.db.query("UPDATE executions SET started_at = '2019-03-03T00:00:00Z'::timestamptz + $2 * interval '1 minute' WHERE id = $1", [
      id,
      minutes[index],
    ]);
  const wanted = [5, 0, 3, 2, 6, 4, 1].map((index) => ids[index]);
  const page = async (cursor: string | null) =>
    (await api.call("GET", `/executions?from=2019-03-03&to=2019-03-04&limit=2${cursor === null ? "" : `&cursor=${cursor}`}`)).body;
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const { items, next_cursor: next } = await page(cursor);
    seen.push(...items.map((item: { id: number }) => item.id));
    cursor = next;
  } while (cursor !== null);
  expect(seen).toEqual(wanted);
});

test.each(["status=nope", "flow_id=x", "contact=x", "from=yesterday", "to=0000-01-01", "to=2026-13-01", "contact_id=-1"])(
  "the filter ?%s is a 400",
  async (query) => {
    const { status, body } = await api.call("GET", `/executions?${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].parameter).toBe(query.split("=")[0]);
  },
);

test("a very long log is cut at its beginning, and says so", async () => {
  const { execution_id: id } = await start();
  await api.db.query(
    `INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, changes, at)
     SELECT $1, 100 + n, 'x', 'end', 'message_received', 'left', '{}', now() FROM generate_series(1, 1000) n`,
    [id],
  );
  const { body } = await api.call("GET", `/executions/${id}`);
  expect(body.log).toHaveLength(1000);
  expect(body.log[0].seq).toBe(101);
  expect(body.log_truncated).toBe(true);
});
