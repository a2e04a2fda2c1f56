import { readFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

const TOKEN = "metrics-token-of-the-test";
let server: TestServer;
let read: typeof import("./read-metrics.ts");

beforeAll(async () => {
  server = await startTestServer({ WORKFLOW_METRICS_TOKEN: TOKEN });
  read = await import("./read-metrics.ts");
});
afterAll(() => server.close());

const direct = { authorization: undefined, isDirect: true };
const body = async () => (await read.readMetrics(direct)).body;

test.each([
  ["a program of this machine", undefined, true, 200],
  ["somebody else", undefined, false, 404],
  ["the bearer, from anywhere", `Bearer ${TOKEN}`, false, 200],
  ["another bearer, from anywhere", "Bearer another-token-of-the-test", false, 404],
  ["another bearer, from here", "Bearer another-token-of-the-test", true, 404],
  ["the token without its scheme", TOKEN, false, 404],
])("%s", async (_who, authorization, isDirect, status) => {
  const answer = await read.readMetrics({ authorization, isDirect });
  expect(answer.status).toBe(status);
  if (status === 404) expect(answer.body).toBe("Not found.\n");
});

test("a proxy's caller is nobody of this machine, nor is whoever says it is", async () => {
  const { isDirect } = await import("../../platform/request-id.ts");
  const http = createServer((request, response) => response.end(String(isDirect(request))));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const ask = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      httpRequest({ port, host: "127.0.0.1", headers }, (response) => response.setEncoding("utf8").on("data", resolve)).end();
    });
  expect(await ask({})).toBe("true");
  expect(await ask({ "x-forwarded-for": "127.0.0.1" })).toBe("false");
  expect(await ask({ "x-forwarded-for": "" })).toBe("false");
  http.close();
});

test("the dashboard and the six alerts name no metric that is not there", async () => {
  const text = await body();
  const there = new Set(
    Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm)).flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
  expect(Array.from(there).filter((name) => !name.startsWith("siga_"))).toEqual([]);
  for (const file of ["dashboard.json", "alerts.yaml"]) {
    const source = readFileSync(join(import.meta.dirname, file), "utf8");
    const named = Array.from(source.matchAll(/\bsiga_\w+/g), ([name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(
      named.filter((name) => !there.has(name)),
      file,
    ).toEqual([]);
  }
  const alerts = Array.from(
    readFileSync(join(import.meta.dirname, "alerts.yaml"), "utf8").matchAll(/- alert: (\w+)/g),
    ([, name = ""]) => name,
  );
  expect(alerts).toHaveLength(6);
  const explained = readFileSync(join(import.meta.dirname, "../../OPERATIONS.md"), "utf8");
  for (const alert of alerts) expect(explained).toContain(alert);
});

test("what the database knows is told, and once in a while only", async () => {
  const before = await body();
  expect(before).toMatch(/^siga_database_up 1$/m);
  expect(before).toMatch(/^siga_workers 0$/m);
  expect(before).toMatch(/^siga_messages_unsettled\{status="unknown"\} 0$/m);
  expect(before).toMatch(/^siga_contacts_unanswered 0$/m);
  await server.rows("INSERT INTO workers (id) VALUES ('a')");
  expect(await body()).toMatch(/^siga_workers 0$/m);
});

test("what is done is counted, without a word of any contact", async () => {
  const { noteRefusal, noteAcceptance } = await import("../../inbound/outcomes.ts");
  const { problemResponse, badRequest } = await import("../../platform/api-error.ts");
  const { performCall } = await import("../../effects/calls/perform.ts");
  noteRefusal("signature_mismatch");
  noteAcceptance();
  noteAcceptance();
  problemResponse(badRequest("no", { code: "invalid-address" }));
  const request = { system: null, messages: [{ role: "user", content: "Ana" }], model: null, temperature: null, max_tokens: null };
  await performCall("complete_ai", { ...request, include_response: false, extra_body: {} }, null);
  const text = await body();
  for (const line of [
    'siga_webhooks_total{outcome="signature_mismatch"} 1',
    'siga_webhooks_total{outcome="accepted"} 2',
    'siga_requests_refused_total{status="400",code="invalid-address"} 1',
    'siga_calls_total{effect="complete_ai",outcome="ok"} 1',
    'siga_call_duration_seconds_count{effect="complete_ai"} 1',
  ])
    expect(text).toContain(line);
  // Only names and labels: the values are sizes and durations, in whose digits any number may turn up.
  expect(text.replaceAll(/ \S+$/gm, "")).not.toMatch(/Ana|5511|wamid/);
});
