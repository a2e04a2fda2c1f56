import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeHttpServer, type FakeHttpServer } from "../../../../scripts/fakes/http-server.ts";
import { startTestApi, type TestApi } from "../../../../scripts/test-setup/api.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

const VALUE = "wjalrXUtnFEMI-K7MDENG";
let api: TestApi;
let shop: FakeHttpServer;
beforeAll(async () => {
  shop = await startFakeHttpServer();
  process.env.WORKFLOW_OUTBOUND_ALLOW = `127.0.0.1:${shop.port}`;
  api = await startTestApi();
});
afterAll(() => Promise.all([api.close(), shop.close()]));

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const { rows: tables } = await api.db.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
  );
  let all = "";
  for (const { name } of tables) all += JSON.stringify((await api.db.query(`SELECT to_jsonb(t) AS row FROM ${name} t`)).rows);
  return all;
}

test("a secret's value is in no row, no history and no export after a request that used it and an answer that repeated it", async () => {
  shop.respond = (request, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ key: request.headers.authorization, order: { id: 7 } }));
  await api.call("POST", "/secrets", { json: { name: "shop_token", value: VALUE, hosts: [`127.0.0.1:${shop.port}`] } });
  const flow = graph(
    {
      ask: [
        "http_request",
        {
          method: "POST",
          url: `${shop.url}/{{ secret.shop_token }}/orders`,
          auth: { type: "bearer", token: "{{ secret.shop_token }}" },
          body: { type: "json", value: '{"key": "{{ secret.shop_token }}"}' },
          response_mapping: [{ key: "echo", path: "key" }],
          store_response: "answer",
        },
      ],
      hear: ["wait_for_input"],
    },
    [["ask", "hear", null, "success"]],
  );
  const { body: made } = await api.call("POST", "/flows", { json: { name: "Pedidos" } });
  await api.call("PUT", `/flows/${made.id}/draft`, { json: { ...flow, revision: 1 } });
  expect((await api.call("POST", `/flows/${made.id}/publish`)).status).toBe(200);
  await api.call("POST", "/channels", { json: { name: "Loja", phone_number_id: "1001" } });
  const { body: started } = await api.call("POST", "/flows/start", { json: { flow_id: made.id, contact: "+5511999990001" } });

  const { claimCall } = await import("../calls/claim.ts");
  const { performCall } = await import("../calls/perform.ts");
  const { answerCall } = await import("../calls/answer.ts");
  const { advance } = await import("../../advance/advance.ts");
  const { rows } = await api.db.query<{ id: number }>("SELECT id FROM calls");
  const call = await claimCall("call_http", rows[0]?.id ?? 0, "w");
  if (call === null) throw new Error("the call can't be claimed");
  expect(await answerCall(call.id, "w", await performCall("call_http", call.request, call.origin))).toBe(true);
  await advance([started.contact_id], { sendBy: "job" });
  expect(shop.seen).toMatchObject([{ url: `/${VALUE}/orders`, body: JSON.stringify({ key: VALUE }) }]);

  const { body: history } = await api.call("GET", `/executions/${started.execution_id}/history`);
  expect(history.calls).toMatchObject([
    {
      effect: "call_http",
      visit_seq: 1,
      status: "done",
      request: { url: `${shop.url}/[secret shop_token]/orders`, auth: { type: "bearer", token: "[secret shop_token]" } },
      result: { ok: true, status: 200, body: { key: "Bearer [secret shop_token]", order: { id: 7 } } },
    },
  ]);
  expect(history.ai_calls).toEqual([]);
  const { body: exported } = await api.call("GET", `/contacts/${started.contact_id}/export`);
  expect(exported.calls).toMatchObject([{ effect: "call_http", result: { body: { key: "Bearer [secret shop_token]" } } }]);
  const { body: execution } = await api.call("GET", `/executions/${started.execution_id}`);
  expect(JSON.stringify(execution)).toContain("Bearer [secret shop_token]");
  for (const kept of [history, exported, execution, await everything()]) {
    const text = JSON.stringify(kept);
    expect(text).not.toContain(VALUE);
    expect(text).not.toContain(btoa(VALUE).replaceAll("=", ""));
  }
});

test("above three flows that start each other nothing is started", async () => {
  const start = (hop: string) =>
    api.call("POST", "/flows/start", { json: { flow_id: 1, contact: "+5511999990002" }, headers: { "X-Flow-Hop": hop } });
  expect(await start("4")).toMatchObject({ status: 409, body: { type: expect.stringContaining("too-many-hops") } });
  expect((await start("3")).status).toBe(201);
  expect((await start("a lot")).status).toBe(201);
});
