import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOnce } from "../../../../scripts/test-setup/graphs.ts";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

const ADMIN = { id: "user:1", role: "admin" } as const;
let graph: Server;
let asked: { url: string | undefined; authorization: string | undefined }[] = [];
let server: TestServer;
let check: typeof import("./check-connection.ts").checkConnection;
beforeAll(async () => {
  graph = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    const known = request.url?.startsWith("/v25.0/good") === true;
    response.writeHead(known ? 200 : 401, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        known
          ? { id: "good", display_phone_number: "+55 11 4000-1234", verified_name: "Padaria", platform_type: "CLOUD_API" }
          : { error: { code: 190, message: "Invalid OAuth access token secret-token" } },
      ),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => graph.once("listening", resolve));
  server = await startTestServer({ WORKFLOW_WHATSAPP_API_BASE_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v25.0` });
  ({ checkConnection: check } = await import("./check-connection.ts"));
});
afterAll(async () => {
  graph.close();
  await server.close();
});

const codes = async (id: number) => (await check(ADMIN, id)).map(({ code, level }) => `${level} ${code}`);

test("a channel that works says so of each part, and asks Graph with its own token", async () => {
  asked = [];
  const { flowId } = await server.publish(answerOnce);
  const id = await server.channel({ phoneNumberId: "good", flowId, token: "secret-token" });
  await server.rows("INSERT INTO contacts (channel_id, wa_id, last_inbound_at) VALUES ($1, '5511999990000', now())", [id]);
  expect(await codes(id)).toEqual(["ok connected", "ok flow_ready", "ok heard", "warning webhook_unsigned"]);
  expect(asked).toEqual([{ url: expect.stringMatching(/^\/v25\.0\/good\?fields=/), authorization: "Bearer secret-token" }]);
});

test("a bad token, a flow that is not published and a silent webhook are each named", async () => {
  const [flow] = await server.rows<{ id: number }>("INSERT INTO flows (name, draft) VALUES ('x', '{}') RETURNING id");
  const id = await server.channel({ phoneNumberId: "bad", flowId: flow?.id ?? null });
  expect(await codes(id)).toEqual(["error token_invalid", "error flow_unpublished", "warning never_heard", "warning webhook_unsigned"]);
});

test("what a pause waited for is seen to be mended, and sending goes on; a debt only a message can show", async () => {
  const { flowId } = await server.publish(answerOnce);
  await server.rows("DELETE FROM channels");
  const id = await server.channel({ phoneNumberId: "good", flowId, token: "secret-token" });
  const pause = (code: string) =>
    server.rows("UPDATE channels SET paused_until = now() + interval '5 min', paused_code = $2, paused_reason = 'x' WHERE id = $1", [
      id,
      code,
    ]);
  const paused = async () => (await server.rows("SELECT FROM channels WHERE id = $1 AND paused_until IS NOT NULL", [id])).length;
  await pause("unknown_number");
  expect((await codes(id)).slice(0, 2)).toEqual(["ok connected", "ok flow_ready"]);
  expect(await paused()).toBe(0);
  await pause("payment");
  expect((await codes(id)).slice(0, 2)).toEqual(["ok connected", "warning paused"]);
  expect(await paused()).toBe(1);
});

test("a simulated channel asks nobody", async () => {
  asked = [];
  const id = await server.channel({ phoneNumberId: "sim", token: null });
  expect((await codes(id))[0]).toBe("warning simulated");
  expect(asked).toEqual([]);
});

test("a token sealed with a lost key is told apart from a bad one", async () => {
  const id = await server.channel({ phoneNumberId: "good2" });
  await server.rows("UPDATE channels SET access_token_encrypted = 'v1.AAAA.AAAA.AAAA', status = 'unclaimed' WHERE id = $1", [id]);
  expect((await codes(id)).slice(0, 2)).toEqual(["error unclaimed", "error token_sealed"]);
});

test("only an administrator may ask", async () => {
  await expect(check({ id: "user:2", role: "editor" }, 1)).rejects.toMatchObject({ status: 403 });
});
