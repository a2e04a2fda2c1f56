import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { objectOf } from "#lib/json/read-json.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import type { Act } from "../control.ts";
import { emulatorKeys } from "./keys.ts";
import { startEmulator } from "./server.ts";

const KEYS = emulatorKeys("emulator-key-of-the-restart-test-0123456789");
const ANA = "5511987650101";
const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "siga-meta-"));
const file = join(folder, "meta.json");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a restart forgets no chat, no window, and nothing that is still to be told; an upload is gone as with Meta", async () => {
  const told: string[] = [];
  let isUp = false;
  const web = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const news = isUp ? parseWebhook(JSON.parse(body), Date.now()) : null;
      told.push(...(news?.statuses ?? []).map(({ status }) => status), ...(news?.messages ?? []).map(({ text }) => text));
      response.writeHead(isUp ? 200 : 503).end();
    });
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}/`;
  const start = () => startEmulator({ keys: KEYS, webhookUrl, file, settings: { pace: { sent: 50, delivered: 400, read: 400 } } });
  const call = async (url: string, path: string, body: BodyInit) => {
    const answer = await fetch(`${url}/v25.0/1/${path}`, { method: "POST", headers: { authorization: `Bearer ${KEYS.token}` }, body });
    return objectOf(await answer.json());
  };
  const message = (more: object) => JSON.stringify({ messaging_product: "whatsapp", to: `+${ANA}`, ...more });

  const before = await start();
  before.act({ act: "say", number: "1", wa_id: ANA, name: "Ana", kind: "text", values: { text: "oi" } } as Act);
  const sent = await call(before.url, "messages", message({ type: "text", text: { body: "Olá" } }));
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new Blob(["texto"], { type: "text/plain" }), "a.txt");
  const { id } = await call(before.url, "media", form);
  await before.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);

  isUp = true;
  const after = await start();
  const chat = () => after.state().numbers["1"]?.contacts[ANA]?.chat ?? [];
  expect(chat().map(({ from }) => from)).toEqual(["contact", "business"]);
  // The web was down for what Ana said, and what became of our word was not told yet.
  await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining(["oi", "sent", "delivered", "read"])), 10_000);
  const again = await call(after.url, "messages", message({ type: "text", text: { body: "Olá de novo" } }));
  expect([sent, again].map(({ messages }) => messages)).toEqual([[{ id: expect.any(String) }], [{ id: expect.any(String) }]]);
  expect(again["messages"]).not.toEqual(sent["messages"]);
  expect(await call(after.url, "messages", message({ type: "document", document: { id } }))).toMatchObject({ error: { code: 100 } });
  await after.close();

  // A day later the window is shut, because it is known when Ana wrote.
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/"lastInboundAt":\d+/g, `"lastInboundAt":${Date.now() - DAY_MS - 60_000}`));
  const later = await start();
  expect(await call(later.url, "messages", message({ type: "text", text: { body: "Ei" } }))).toMatchObject({ error: { code: 131047 } });
  await later.close();

  for (const broken of ["", "{", '{"form":0}']) {
    writeFileSync(file, broken);
    const fresh = await start();
    expect(fresh.state().numbers).toEqual({});
    await fresh.close();
  }
  await new Promise((resolve) => web.close(resolve));
});
