import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { type EmulatorServer, startEmulator } from "#lib/meta-emulator/serve/server.ts";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

const EDITOR = { id: "user:1", role: "editor" } as const;
const SECRET = "emulator-key-of-the-forms-test-0123456789";

let graph: Server;
let asked: string[] = [];
let meta: EmulatorServer;
let server: TestServer;
let list: typeof import("./forms.ts").listChannelForms;

/** A number of each kind, and an account of two pages. */
function answerTo(url: string): [number, object] {
  const path = url.replace("/v25.0/", "");
  const health = (...entities: object[]) => ({ id: "1", health_status: { can_send_message: "AVAILABLE", entities } });
  if (path.startsWith("1001?")) return [200, health({ entity_type: "PHONE_NUMBER", id: "1001" }, { entity_type: "WABA", id: "2100" })];
  if (path.startsWith("1002?")) return [200, health({ entity_type: "PHONE_NUMBER", id: "1002" })];
  if (path.startsWith("2100/flows") && !path.includes("after="))
    return [
      200,
      {
        data: [
          { id: "12", name: "zona", status: "PUBLISHED", categories: ["OTHER"] },
          { name: "no id", status: "PUBLISHED" },
          { id: "13", name: "rascunho", status: "DRAFT", categories: [] },
        ],
        paging: { cursors: { after: "MTA=" }, next: "https://graph.facebook.com/next" },
      },
    ];
  if (path.startsWith("2100/flows"))
    return [200, { data: [{ id: "11", name: "alfa", status: "THROTTLED" }], paging: { cursors: { after: "MjA=" } } }];
  return [401, { error: { code: 190, message: "Invalid OAuth access token secret-token" } }];
}

beforeAll(async () => {
  graph = createServer((request, response) => {
    asked.push(`${request.headers.authorization} ${request.url}`);
    const [status, body] = answerTo(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => graph.once("listening", resolve));
  meta = await startEmulator({ keys: emulatorKeys(SECRET), webhookUrl: "http://127.0.0.1:1/webhook/whatsapp" });
  server = await startTestServer({
    WORKFLOW_WHATSAPP_API_BASE_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v25.0`,
    WORKFLOW_META_EMULATOR_URL: meta.url,
    WORKFLOW_META_EMULATOR_KEY: SECRET,
  });
  ({ listChannelForms: list } = await import("./forms.ts"));
});
afterAll(async () => {
  graph.close();
  await meta.close();
  await server.close();
});

test("the forms of the number's account, over all pages and by name; only what is published may be sent", async () => {
  asked = [];
  const id = await server.channel({ phoneNumberId: "1001", token: "secret-token" });
  expect(await list(EDITOR, id)).toEqual({
    items: [
      { id: "11", name: "alfa", status: "THROTTLED", categories: [], sendable: false },
      { id: "13", name: "rascunho", status: "DRAFT", categories: [], sendable: false },
      { id: "12", name: "zona", status: "PUBLISHED", categories: ["OTHER"], sendable: true },
    ],
    next_cursor: null,
  });
  expect(asked.map((line) => line.split("?")[0])).toEqual([
    "Bearer secret-token /v25.0/1001",
    "Bearer secret-token /v25.0/2100/flows",
    "Bearer secret-token /v25.0/2100/flows",
  ]);
});

test("an account that is not told and a token that Meta refuses are said, without the token", async () => {
  const [untold, refused] = [
    await server.channel({ phoneNumberId: "1002", token: "secret-token" }),
    await server.channel({ phoneNumberId: "1003", token: "secret-token" }),
  ];
  await expect(list(EDITOR, untold)).rejects.toMatchObject({ status: 502, extras: { code: "account-unknown" } });
  const error = await list(EDITOR, refused).catch((thrown: unknown) => thrown as Error & { status: number });
  expect(error).toMatchObject({ status: 502, message: expect.stringContaining("Invalid OAuth access token") });
  expect(String((error as Error).message)).not.toContain("secret-token");
  await expect(list(EDITOR, 987_654)).rejects.toMatchObject({ status: 404 });
});

test("a channel without a token lists the emulated Meta's, and of a token that can not be opened it is said", async () => {
  const id = await server.channel({ phoneNumberId: "simulated", token: null });
  const { items } = await list(EDITOR, id);
  expect(items).toEqual([
    { id: "1123581322", name: "agendamento", status: "PUBLISHED", categories: ["APPOINTMENT_BOOKING"], sendable: true },
    { id: "1123581321", name: "cadastro", status: "PUBLISHED", categories: ["LEAD_GENERATION"], sendable: true },
    { id: "1123581323", name: "pesquisa", status: "DRAFT", categories: ["SURVEY"], sendable: false },
  ]);
  await server.rows("UPDATE channels SET access_token_encrypted = 'v1.AAAA.AAAA.AAAA' WHERE id = $1", [id]);
  await expect(list(EDITOR, id)).rejects.toMatchObject({ status: 409, extras: { code: "token-sealed" } });
});
