import { afterAll, expect, test, vi } from "vitest";
import { startFakeGraph } from "../../../../scripts/fakes/graph-api.ts";
import { selfSigned } from "../../../../scripts/test-setup/certificate.ts";
import { startFakeHttpServer } from "../../../../scripts/fakes/http-server.ts";

const graph = await startFakeGraph();
process.env.WORKFLOW_WHATSAPP_API_BASE_URL = graph.url;
const tls = await startFakeHttpServer(selfSigned("127.0.0.1"));
const { postMessage } = await import("./graph-api.ts");
const { GRAPH_TIMEOUT_MS } = await import("../../platform/graph-url.ts");
const { env } = await import("../../platform/env.ts");
afterAll(async () => {
  await graph.close();
  await tls.close();
});

const body = { messaging_product: "whatsapp", to: "5511999990001", type: "text", text: { body: "oi" }, biz_opaque_callback_data: "7" };

test("what had no connection yet when the process fell asleep does not leave when it wakes: it may have been sent again by then", async () => {
  graph.options.answer = () => undefined;
  const before = graph.calls.length;
  const call = postMessage("1001", "secret", body);
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + GRAPH_TIMEOUT_MS + 1);
  expect(await call).toMatchObject({ outcome: { kind: "retry" }, answer: { outcome: "not_reached" } });
  vi.restoreAllMocks();
  expect(graph.calls).toHaveLength(before);
});

test("a call that is taken brings Meta's id and its way of writing the number", async () => {
  graph.options.answer = () => ({ waId: "551199990001" });
  const { outcome, answer } = await postMessage("1001", "secret", body);
  const wamid = graph.calls.at(-1)?.wamid;
  expect(outcome).toEqual({ kind: "sent", wamid, waId: "551199990001", userId: null });
  expect(answer).toEqual({
    status: 200,
    body: {
      messaging_product: "whatsapp",
      contacts: [{ input: "5511999990001", wa_id: "551199990001" }],
      messages: [{ id: wamid, message_status: "accepted" }],
    },
  });
  expect(graph.calls.at(-1)).toMatchObject({ path: "/v25.0/1001/messages", token: "secret", body });
});

test("an answer without end is read up to a limit", async () => {
  graph.options.answer = () => ({ status: 200, body: "x".repeat(20_000_000) });
  expect(await postMessage("1001", "secret", body)).toMatchObject({ outcome: { kind: "unknown" }, answer: { outcome: "connection_lost" } });
});

test("how long Meta asks us to wait is heard", async () => {
  graph.options.answer = () => ({ status: 429, body: {}, headers: { "retry-after": "42" } });
  expect(await postMessage("1001", "secret", body)).toMatchObject({ outcome: { kind: "retry", retryAfterSeconds: 42 } });
});

test("a number's id can't lead the call elsewhere", async () => {
  graph.options.answer = () => undefined;
  await postMessage("../../me?x=", "secret", body);
  expect(graph.calls.at(-1)?.path).toBe("/v25.0/..%2F..%2Fme%3Fx%3D/messages");
});

test.each<[string, () => string, string, string, string]>([
  ["a token that no header takes", () => graph.url, "EAA\u200b", "token_invalid", "UND_ERR_INVALID_ARG"],
  ["a token with a line break", () => graph.url, "EAA\nx", "token_invalid", "UND_ERR_INVALID_ARG"],
  ["a certificate that is not trusted", () => tls.url, "secret", "untrusted", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["a server without TLS", () => graph.url.replace("http:", "https:"), "secret", "untrusted", "ERR_SSL_WRONG_VERSION_NUMBER"],
  ["a host that nobody knows", () => "http://nobody.invalid", "secret", "unreachable", "ENOTFOUND"],
])("%s: not a byte left, so it is not unknown", async (_, base, token, mend, cause) => {
  const before = graph.calls.length;
  Object.assign(env(), { WORKFLOW_WHATSAPP_API_BASE_URL: base() });
  const { outcome, answer } = await postMessage("1001", token, body);
  Object.assign(env(), { WORKFLOW_WHATSAPP_API_BASE_URL: graph.url });
  expect(outcome).toMatchObject({ kind: "retry", mend });
  expect(answer).toMatchObject({ outcome: "not_reached", cause });
  expect([graph.calls.length - before, tls.seen.length]).toEqual([0, 0]);
});

test("no answer within the limit is an unknown outcome, not a wait without end", async () => {
  graph.options.answer = () => ({ lost: "hang", taken: true });
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  // The same clock, a hundred times as fast: nobody has to wait for ten seconds.
  const limit = vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => timeout(milliseconds / 100));
  expect(await postMessage("1001", "secret", body)).toMatchObject({
    outcome: { kind: "unknown", errorClass: "network" },
    answer: { outcome: "timeout", cause: "TimeoutError" },
  });
  expect(limit.mock.calls).toEqual([[GRAPH_TIMEOUT_MS]]);
  limit.mockRestore();
});
