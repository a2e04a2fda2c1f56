import { afterAll, beforeEach, expect, test } from "vitest";
import { echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { startFlow, StartFlowError } = await import("./start-flow.ts");
const { advance } = await import("../../advance/advance.ts");
const { flowId } = await server.publish(echo);
const { flowId: greeting } = await server.publish(
  graph(
    {
      hi: ["send_message", { message: "oi {{ contact.phone }}, {{ pedido }}" }],
      hear: ["wait_for_input", { context_key: "resposta" }],
      bye: ["send_message", { message: "{{ resposta }} anotado" }],
    },
    [
      ["hi", "hear"],
      ["hear", "bye"],
    ],
  ),
);
const channelId = await server.channel({ phoneNumberId: "1001", flowId });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
  const { clearContactCache } = await import("../../contacts/resolve.ts");
  clearContactCache();
});

const waId = "5584999990001";
const begin = (more: object = {}) => startFlow({ actor: { id: "test" }, flowId: greeting, waId, context: { pedido: "42" }, ...more });
const said = async () =>
  (await server.rows<{ text: string }>("SELECT text FROM messages WHERE direction = 'outbound' ORDER BY id")).map((row) => row.text);
const executions = () =>
  server.rows<{ id: number; status: string; flow_id: number }>("SELECT id, status, flow_id FROM executions ORDER BY id");

test("the first nodes have run when it answers, with the given context, and the worker is told to send", async () => {
  const started = await begin();
  expect(started.status).toBe("waiting");
  expect(await executions()).toEqual([{ id: started.execution_id, status: "waiting", flow_id: greeting }]);
  expect(await said()).toEqual([`oi ${waId}, 42`]);
  expect(await server.rows("SELECT data FROM pgboss.job WHERE name = 'send'")).toEqual([{ data: { contactIds: [started.contact_id] } }]);
  expect(await server.rows("SELECT kind, execution_id, processed_at IS NOT NULL AS done FROM mailbox")).toEqual([
    { kind: "execution_started", execution_id: started.execution_id, done: true },
  ]);
});

test("the contact's answer goes to the started flow, and after it to the channel's own", async () => {
  const { contact_id: contactId } = await begin();
  for (const text of ["sim", "e agora?"])
    await server.rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', $2)", [
      contactId,
      JSON.stringify({ message: { id: text, type: "text", text } }),
    ]);
  await advance([contactId], { sendBy: "job" });
  expect(await said()).toEqual([`oi ${waId}, 42`, "sim anotado", "eco e agora?"]);
});

test("a second start ends the first, and only one stays open, also when many start at once", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => begin()));
  expect(new Set(answers.map((answer) => answer.contact_id)).size).toBe(1);
  const rows = await executions();
  expect(rows.map((row) => row.status)).toEqual(expect.arrayContaining([...Array.from({ length: 7 }, () => "cancelled"), "waiting"]));
  expect(rows).toHaveLength(8);
});

test("a contact known under the other way of writing the number is the same person", async () => {
  const [known] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '558499990001') RETURNING id", [
    channelId,
  ]);
  expect((await begin()).contact_id).toBe(known?.id);
  expect(await said()).toEqual(["oi 558499990001, 42"]);
});

test("of several channels it takes the first that leaves for Meta, and never one of the simulator's unless it is named", async () => {
  await server.rows("UPDATE channels SET status = 'unclaimed' WHERE id = $1", [channelId]);
  const simulator = await server.channel({ phoneNumberId: "simulator.flow.7", token: null });
  try {
    await expect(begin()).rejects.toMatchObject({ code: "channel_not_found" });
    expect((await begin({ channelId: simulator })).status).toBe("waiting");
    const simulated = await server.channel({ phoneNumberId: "simulated", token: null });
    const { contact_id: contactId } = await begin();
    expect(await server.rows("SELECT channel_id FROM contacts WHERE id = $1", [contactId])).toEqual([{ channel_id: simulated }]);
  } finally {
    await server.rows("UPDATE channels SET status = CASE id WHEN $1 THEN 'active' ELSE 'unclaimed' END", [channelId]);
  }
});

test("a contact whom another process erased is started anew", async () => {
  await begin();
  await server.rows("DELETE FROM contacts");
  const started = await begin();
  expect(await server.rows("SELECT id, wa_id FROM contacts")).toEqual([{ id: started.contact_id, wa_id: waId }]);
  expect(await executions()).toEqual([{ id: started.execution_id, status: "waiting", flow_id: greeting }]);
});

test("how many flows stand behind it is known to the calls that it makes, and after many events still", async () => {
  const { flowId: asks } = await server.publish(
    graph(
      {
        ask: ["http_request", { url: "https://api.example.com" }],
        hear: ["wait_for_input", {}],
        again: ["http_request", { url: "https://api.example.com" }],
      },
      [
        ["ask", "hear", null, "success"],
        ["hear", "again"],
      ],
    ),
  );
  const { claimCall } = await import("../../effects/calls/claim.ts");
  const { answerCall } = await import("../../effects/calls/answer.ts");
  const { contact_id: contactId, execution_id: executionId } = await begin({ flowId: asks, hops: 2 });
  const claimLast = async () => {
    const [row] = await server.rows<{ id: number }>("SELECT id FROM calls ORDER BY id DESC LIMIT 1");
    return claimCall("call_http", row?.id ?? 0, "w");
  };
  const first = await claimLast();
  expect(first?.origin).toMatchObject({ executionId, visit: 1, hops: 2 });
  const result = { ok: true, status: 200, headers: {}, body: "", is_json: false, duration_ms: 1, tries: 1 };
  expect(await answerCall(first?.id ?? 0, "w", result)).toBe(true);
  await server.rows("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', $2)", [
    contactId,
    JSON.stringify({ message: { id: "m1", type: "text", text: "oi" } }),
  ]);
  await advance([contactId], { sendBy: "job" });
  expect((await claimLast())?.origin).toMatchObject({ executionId, visit: 5, hops: 2 });
  expect((await begin({ flowId: asks })).execution_id).not.toBe(executionId);
  expect((await claimLast())?.origin.hops).toBe(0);
});

test.each([
  ["flow_not_found", { flowId: 999 }],
  ["channel_not_found", { channelId: 999 }],
])("%s: nothing is written", async (code, more) => {
  await expect(begin(more)).rejects.toMatchObject({ code });
  await expect(begin(more)).rejects.toThrow(StartFlowError);
  expect([await executions(), await server.rows("SELECT id FROM contacts")]).toEqual([[], []]);
});

test("a flow that was never published, or is archived, is refused by name", async () => {
  const [draft] = await server.rows<{ id: number }>("INSERT INTO flows (name, draft) VALUES ('rascunho', '{}') RETURNING id");
  await expect(begin({ flowId: draft?.id ?? 0 })).rejects.toMatchObject({ code: "flow_not_published" });
  await server.rows("UPDATE flows SET archived_at = now() WHERE id = $1", [greeting]);
  await expect(begin()).rejects.toMatchObject({ code: "flow_archived" });
  await server.rows("UPDATE flows SET archived_at = NULL WHERE id = $1", [greeting]);
});
