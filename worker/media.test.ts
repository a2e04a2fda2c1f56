import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Act } from "#lib/meta-emulator/control.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { SAMPLES } from "#lib/meta-emulator/serve/samples.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { freePort } from "../scripts/postgres.ts";
import { startWebhook, startWorker, type TestProcess } from "../scripts/test-setup/processes.ts";
import { startTestServer, type TestServer } from "../scripts/test-setup/server.ts";

/** Files both ways through web, worker and the emulated Meta: fetched from it, kept, brought back to it and sent by its id. */

const SECRET = "emulator-key-of-the-media-test-012345678";
const ANA = "5511987650101";
const position = { x: 0, y: 0 };
const GRAPH: FlowGraph = {
  nodes: [
    { id: "ask", name: "Ask", node_type: "wait_for_input", config: { question: "Foto?", expect: "file", context_key: "photo" }, position },
    {
      id: "back",
      name: "Back",
      node_type: "send_media",
      config: { kind: "image", source: "from", from: "photo", caption: "{{ photo.size }}" },
      position,
    },
    {
      id: "by",
      name: "By",
      node_type: "send_media",
      config: { kind: "document", url: "https://example.com/a.pdf", filename: "a.pdf" },
      position,
    },
  ],
  transitions: [
    { id: "t1", from: "ask", to: "back", exit: "next", condition: null },
    { id: "t2", from: "back", to: "by", exit: "next", condition: null },
  ],
  start: "ask",
};

let server: TestServer;
let meta: EmulatorServer;
let worker: TestProcess;
let web: TestProcess & { port: number };
let env: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  const { flowId } = await server.publish(GRAPH);
  await server.channel({ phoneNumberId: "simulated", flowId, token: null });
  const [port, webPort] = [await freePort(), await freePort()];
  meta = await startEmulator({
    keys: emulatorKeys(SECRET),
    webhookUrl: `http://127.0.0.1:${webPort}/webhook/whatsapp`,
    port,
    settings: { pace: { sent: 10, delivered: 30, read: 30 } },
  });
  env = { DATABASE_URL: server.databaseUrl, WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET };
  [web, worker] = await Promise.all([startWebhook(env, webPort), startWorker(env)]);
});
afterAll(async () => {
  await Promise.all([worker.end("SIGKILL"), web.end("SIGKILL"), meta.close()]);
  await server.close();
});

const say = (wa_id: string, kind: string, values: object = {}) =>
  meta.act({ number: "simulated", act: "say", wa_id, name: "Ana", kind, values } as Act);
const eventually = (holds: () => Promise<void> | void) => vi.waitFor(holds, { timeout: 60_000, interval: 50 });
const sentTo = (waId: string) =>
  Object.values(meta.state().numbers["simulated"]?.contacts ?? {})
    .find((contact) => contact.waId === waId)
    ?.chat.filter(({ from }) => from === "business")
    .map(({ body }) => body) ?? [];

test("a picture comes, is kept, and goes back by an id of its own; a document goes by its address", async () => {
  say(ANA, "text", { text: "oi" });
  await eventually(() => expect(sentTo(ANA)).toHaveLength(1));
  say(ANA, "image");
  await eventually(() => expect(sentTo(ANA)).toHaveLength(3));
  const size = SAMPLES["image/jpeg"]?.bytes.byteLength;
  const [, picture, document] = sentTo(ANA);
  expect(picture).toMatchObject({ type: "image", image: { id: expect.stringMatching(/^\d+$/), caption: String(size) } });
  expect(document).toMatchObject({ type: "document", document: { link: "https://example.com/a.pdf", filename: "a.pdf" } });
  expect(await server.rows("SELECT status, size, mime_type FROM media")).toEqual([{ status: "kept", size, mime_type: "image/jpeg" }]);
  expect(await server.rows("SELECT status FROM media_uploads")).toEqual([{ status: "done" }]);
});

test("a worker that is killed while files come and go loses none, and sends each once", async () => {
  const people = Array.from({ length: 6 }, (_, n) => `55119876503${n + 10}`);
  for (const waId of people) say(waId, "text", { text: "oi" });
  await eventually(() => expect(people.flatMap(sentTo)).toHaveLength(people.length));
  for (const waId of people) say(waId, "image");
  await new Promise((resolve) => setTimeout(resolve, 150));
  await worker.end("SIGKILL");
  worker = await startWorker(env);
  // A message that was in hand in that moment may be in doubt, visibly; none is with its contact twice, and no file is lost.
  const doubtful = async (waId: string) =>
    (
      await server.rows(
        `SELECT FROM messages m JOIN contacts c ON c.id = m.contact_id
          WHERE c.wa_id = $1 AND direction = 'outbound' AND m.status = 'unknown'`,
        [waId],
      )
    ).length;
  await eventually(async () => {
    const counts = await Promise.all(people.map(async (waId) => sentTo(waId).length + (await doubtful(waId))));
    expect(counts).toEqual(people.map(() => 3));
    expect(await server.rows("SELECT FROM media WHERE status <> 'kept'")).toEqual([]);
  });
}, 120_000);
