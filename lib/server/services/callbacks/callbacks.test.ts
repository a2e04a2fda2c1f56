import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { graph, type NodeSpec, type TransitionSpec } from "../../../../scripts/test-setup/graphs.ts";

let api: TestApi;
let advanceAll: () => Promise<void>;
let post: (url: string, body?: string, type?: string) => Promise<number>;
let phone = 5_511_900_000_000;

beforeAll(async () => {
  api = await startTestApi();
  const { advance } = await import("../../advance/advance.ts");
  const route = await import("../../../../app/callback/[token]/route.ts");
  advanceAll = async () => {
    const { rows } = await api.db.query<{ data: { contactIds: number[] } }>("DELETE FROM pgboss.job WHERE name = 'advance' RETURNING data");
    for (const { data } of rows) await advance(data.contactIds, { sendBy: "job" });
  };
  post = async (url, body = "{}", type = "application/json") => {
    const { status } = await route.POST(new Request(url, { method: "POST", body, headers: { "content-type": type } }), {
      params: Promise.resolve({}),
    });
    return status;
  };
});
afterAll(() => api.close());

/** Asks first where `asks`; the address of the node `pay` is what it says. */
async function begun({ asks = false, timeout = 0 } = {}) {
  const pay = graph(
    {
      say: ["send_message", { message: "{{ callback_url('pay') }}" }],
      ...(asks && { ask: ["wait_for_input"] satisfies NodeSpec }),
      pay: ["wait_for_callback", { context_key: "payment", timeout_seconds: timeout }],
      thanks: ["send_message", { message: "{{ payment.amount }}" }],
      late: ["send_message", { message: "tarde" }],
    },
    [
      ["say", asks ? "ask" : "pay"],
      ...(asks ? [["ask", "pay"] satisfies TransitionSpec] : []),
      ["pay", "thanks", null, "called"],
      ["pay", "late", null, "timeout"],
    ],
  );
  const { body: flow } = await api.call("POST", "/flows/import", { json: { name: `Pagar ${phone}`, graph: pay } });
  await api.call("POST", `/flows/${flow.id}/publish`, { json: {} });
  phone += 1;
  const channel = await channelId();
  const started = await api.call("POST", "/flows/start", {
    json: { flow_id: flow.id, contact: `+${phone}`, channel_id: channel },
  });
  expect(started.status).toBe(201);
  const { execution_id: id, contact_id: contactId } = started.body;
  const said = async () =>
    (
      await api.db.query<{ text: string }>("SELECT text FROM messages WHERE execution_id = $1 AND direction = 'outbound' ORDER BY id", [id])
    ).rows.map(({ text }) => text);
  const [url = ""] = await said();
  return { id, contactId, url, said };
}

let made: number | undefined;
async function channelId(): Promise<number> {
  made ??= (await api.db.query<{ id: number }>("INSERT INTO channels (name, phone_number_id) VALUES ('c', '77001') RETURNING id")).rows[0]
    ?.id;
  return made ?? NaN;
}

test("a call wakes the node with its body; a second gets 200 and does nothing, also when the conversation is over", async () => {
  const { url, said } = await begun();
  expect(url).toMatch(/^https?:\/\/[^/]+\/callback\/[0-9a-z]+\.[0-9a-f]{64}$/);
  expect(await post(url, '{"amount": 10}')).toBe(202);
  expect(await post(url, '{"amount": 11}')).toBe(200);
  await advanceAll();
  expect(await said()).toEqual([url, "10"]);
  expect(await post(url, '{"amount": 12}')).toBe(200);
  await advanceAll();
  expect(await said()).toEqual([url, "10"]);
});

test("a call that comes before its node is entered waits for it", async () => {
  const { url, contactId, said } = await begun({ asks: true });
  expect(await post(url, '{"amount": 7}')).toBe(202);
  await advanceAll();
  expect(await said()).toEqual([url]);
  await api.db.query(
    `INSERT INTO mailbox (contact_id, kind, payload)
      VALUES ($1, 'message_received', '{"message": {"id": "m", "type": "text", "text": "oi"}}')`,
    [contactId],
  );
  const { advance } = await import("../../advance/advance.ts");
  await advance([contactId], { sendBy: "job" });
  expect(await said()).toEqual([url, "7"]);
});

test("after the time is over, the end and the erasure it is 410, and nothing is kept", async () => {
  const late = await begun({ timeout: 60 });
  const { advance } = await import("../../advance/advance.ts");
  const { rows } = await api.db.query<{ token: string }>("SELECT token FROM scheduled_actions WHERE contact_id = $1", [late.contactId]);
  await api.db.query("INSERT INTO mailbox (contact_id, kind, payload, execution_id) VALUES ($1, 'timer_fired', $2, $3)", [
    late.contactId,
    JSON.stringify({ token: rows[0]?.token }),
    late.id,
  ]);
  await advance([late.contactId], { sendBy: "job" });
  expect(await late.said()).toEqual([late.url, "tarde"]);
  expect(await post(late.url)).toBe(410);

  const ended = await begun();
  await api.call("POST", `/executions/${ended.id}/cancel`, { json: {} });
  expect(await post(ended.url)).toBe(410);

  const erased = await begun();
  await api.db.query("DELETE FROM contacts WHERE id = $1", [erased.contactId]);
  expect(await post(erased.url)).toBe(410);
  const { rows: kept } = await api.db.query("SELECT 1 FROM callbacks WHERE execution_id = ANY($1)", [[late.id, ended.id, erased.id]]);
  expect(kept).toEqual([]);
});

test("what is no JSON, too large or no address is refused, and nobody's key opens another's node", async () => {
  const { url } = await begun();
  expect(await post(url, "{")).toBe(400);
  expect(await post(url, "a=1", "application/x-www-form-urlencoded")).toBe(415);
  expect(await post(url, JSON.stringify("x".repeat(65 * 1024)))).toBe(413);
  expect(await post(url.replace(/\/[^/]*$/, "/nothing"))).toBe(404);
  const forged = url.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  expect(await post(forged)).toBe(410);
  expect(await post(url, "")).toBe(202);
});

test("a node of a flow that was begun has an address of its own, also where the flow that begins it has one of the same id", async () => {
  const inner = graph(
    { say: ["send_message", { message: "{{ callback_url('pay') }}" }], pay: ["wait_for_callback", { context_key: "payment" }] },
    [["say", "pay"]],
  );
  const { body: child } = await api.call("POST", "/flows/import", { json: { name: "Pagamento", graph: inner } });
  await api.call("POST", `/flows/${child.id}/publish`, { json: {} });
  const outer = graph(
    {
      call: ["start_flow", { flow_id: child.id }],
      thanks: ["send_message", { message: "{{ child.payment.amount }} {{ callback_url('pay') }}" }],
      pay: ["wait_for_callback", { context_key: "again" }],
      done: ["send_message", { message: "{{ again.amount }}" }],
    },
    [
      ["call", "thanks", null, "completed"],
      ["thanks", "pay"],
      ["pay", "done", null, "called"],
    ],
  );
  const { body: flow } = await api.call("POST", "/flows/import", { json: { name: "Pedido", graph: outer } });
  await api.call("POST", `/flows/${flow.id}/publish`, { json: {} });
  const channel = await channelId();
  phone += 1;
  const { body } = await api.call("POST", "/flows/start", { json: { flow_id: flow.id, contact: `+${phone}`, channel_id: channel } });
  const said = async () =>
    (
      await api.db.query<{ text: string }>("SELECT text FROM messages WHERE execution_id = $1 AND direction = 'outbound' ORDER BY id", [
        body.execution_id,
      ])
    ).rows.map(({ text }) => text);
  const [first = ""] = await said();
  expect(await post(first, '{"amount": 1}')).toBe(202);
  await advanceAll();
  const [, second = ""] = (await said())[1]?.split(" ") ?? [];
  expect(await said()).toEqual([first, `1 ${second}`]);
  expect(second).not.toBe(first);
  // The flow that it belonged to is over.
  expect(await post(first, '{"amount": 2}')).toBe(410);
  expect(await post(second, '{"amount": 3}')).toBe(202);
  await advanceAll();
  expect((await said()).at(-1)).toBe("3");
});
