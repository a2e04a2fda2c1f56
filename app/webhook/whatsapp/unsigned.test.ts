import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { messageValue, webhookBody, webhookInit } from "../../../scripts/fakes/webhook.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";
import type { Env } from "#server/platform/env";

const server = await startTestServer();
const { POST } = await import("./route.ts");
const settings = await import("#server/platform/env");
const { clearChannelCache } = await import("#server/inbound/channels");
afterAll(() => server.close());

beforeEach(async () => {
  vi.restoreAllMocks();
  await server.rows("DELETE FROM channels");
  clearChannelCache();
});

const body = webhookBody(messageValue("1001", [{ from: "5511999990001", text: "oi" }]));
async function post(headers: Record<string, string> = {}): Promise<number> {
  const init = webhookInit(body);
  const response = await POST(new Request("http://127.0.0.1:3000/webhook/whatsapp", { ...init, headers: { ...init.headers, ...headers } }));
  if (response.status === 401) expect(await response.text()).toContain("WORKFLOW_WHATSAPP_APP_SECRET");
  return response.status;
}
const stored = async () => (await server.rows("SELECT id FROM messages")).length;
function setting(changes: Partial<Env>): void {
  const current = settings.env();
  vi.spyOn(settings, "env").mockReturnValue({ ...current, ...changes });
}

test("on a machine where nothing can leave, an unsigned webhook of a program is taken", async () => {
  await server.channel({ phoneNumberId: "1001", token: null });
  expect([
    await post(),
    await post({ "sec-fetch-site": "none" }),
    await post({ "content-type": "application/json; charset=utf-8" }),
    await post({ host: "localhost:3000" }),
    await post({ host: "[::1]:3000" }),
  ]).toEqual([200, 200, 200, 200, 200]);
  expect(await stored()).toBe(1);
});

test.each([
  ["from a page of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.test" }],
  ["from a page of a sister site", { "sec-fetch-site": "same-site" }],
  ["from a page at a name that now leads here", { "sec-fetch-site": "same-origin" }],
  ["from a page at such a name whose browser tells of no site", { host: "evil.test:3000" }],
  ["for a name that only looks like this machine", { host: "127.evil.test" }],
  ["for no name", { host: "a b" }],
  ["as a form may send it", { "content-type": "text/plain" }],
  ["as a form may send it, with JSON in its parameters", { "content-type": "text/plain; a=application/json" }],
  ["without a type", { "content-type": "" }],
])("an unsigned webhook %s is refused", async (_, headers) => {
  await server.channel({ phoneNumberId: "1001", token: null });
  expect(await post(headers)).toBe(401);
  expect(await stored()).toBe(0);
});

test("once any channel has a token, paused, unclaimed or of another number, unsigned ones are refused at once", async () => {
  const real = await server.channel({ phoneNumberId: "2002" });
  expect(await post()).toBe(401);
  await server.rows("UPDATE channels SET status = 'unclaimed', paused_until = now() + interval '1 day'");
  expect(await post()).toBe(401);
  await server.rows("UPDATE channels SET access_token_encrypted = NULL WHERE id = $1", [real]);
  expect(await post()).toBe(200);
});

test.each(["0.0.0.0", "::", "192.168.1.7", "siga.internal", "127.evil.test"])(
  "where others reach this machine (HOST=%s), unsigned ones are refused",
  async (HOST) => {
    setting({ HOST });
    expect(await post()).toBe(401);
  },
);

test.each(["localhost", "127.0.0.1", "127.8.8.8", "::1"])("HOST=%s is this machine alone", async (HOST) => {
  setting({ HOST });
  expect(await post()).toBe(200);
});

test("production takes none", async () => {
  setting({ production: true });
  expect(await post()).toBe(401);
});
