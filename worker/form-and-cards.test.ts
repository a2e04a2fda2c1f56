import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Act } from "#lib/meta-emulator/control.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { tapsOfEntry } from "#lib/meta-emulator/phone/taps.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { freePort } from "../scripts/postgres.ts";
import { startWebhook, startWorker, type TestProcess } from "../scripts/test-setup/processes.ts";
import { startTestServer, type TestServer } from "../scripts/test-setup/server.ts";

/** Forms and carousels, the whole real way. */

const SECRET = "emulator-key-of-the-form-test-0123456789ab";
const ANA = "5511987650101";
const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"]) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const path = (from: string, to: string, exit = "next") => ({ id: `${from}-${exit}`, from, to, exit, condition: null });
const cake = (id: string, title: string) => ({
  media_url: `https://exemplo.com.br/${id}.jpg`,
  body: title,
  choices: [{ id, title: "Quero" }],
});
const GRAPH: FlowGraph = {
  nodes: [
    node("form", "send_form", { message: "Quem é?", button: "Preencher", form_id: "cadastro", fields: [{ field: "email", key: "email" }] }),
    node("cakes", "send_carousel", { message: "Qual?", cards: [cake("cenoura", "Cenoura"), cake("milho", "Milho")], context_key: "bolo" }),
    node("bye", "send_message", { message: "{{ bolo }} para {{ email }}." }),
  ],
  transitions: [path("form", "cakes"), path("cakes", "bye", "cenoura"), path("cakes", "bye", "milho")],
  start: "form",
};

let server: TestServer;
let meta: EmulatorServer;
let worker: TestProcess;
let web: TestProcess & { port: number };

beforeAll(async () => {
  server = await startTestServer();
  const { flowId } = await server.publish(GRAPH);
  await server.channel({ phoneNumberId: "simulated", flowId, token: null });
  const [port, webPort] = [await freePort(), await freePort()];
  const webhookUrl = `http://127.0.0.1:${webPort}/webhook/whatsapp`;
  meta = await startEmulator({ keys: emulatorKeys(SECRET), webhookUrl, port, settings: { pace: { sent: 10, delivered: 30, read: 30 } } });
  const env = { DATABASE_URL: server.databaseUrl, WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET };
  [web, worker] = await Promise.all([startWebhook(env, webPort), startWorker(env)]);
});
afterAll(async () => {
  await Promise.all([worker.end("SIGKILL"), web.end("SIGKILL"), meta.close()]);
  await server.close();
});

const act = (more: object) => meta.act({ number: "simulated", wa_id: ANA, name: "Ana", ...more } as Act);
const chat = () => Object.values(meta.state().numbers["simulated"]?.contacts ?? {})[0]?.chat ?? [];
const ours = () => chat().filter(({ from }) => from === "business");
const bodies = () => ours().map(({ body }) => body);
const eventually = (holds: () => void | Promise<void>) => vi.waitFor(holds, { timeout: 60_000, interval: 50 });
const taps = () => {
  const last = ours().at(-1);
  return last === undefined ? [] : tapsOfEntry(meta.state().settings, last);
};
const tap = (id: string | undefined, values: object = {}) =>
  act({ act: "tap", message: ours().at(-1)?.wamid ?? "", tap: id ?? "", values });

test("what a form brings back leads on, and so does the reply of a card", async () => {
  act({ act: "say", kind: "text", values: { text: "oi" } });
  await eventually(() => expect(bodies().length).toBe(1));
  tap(taps()[0]?.id, { nome: "Davi", email: "davi@exemplo.com.br" });
  await eventually(() => expect(bodies().length).toBe(2));
  tap(taps().at(-1)?.id);
  await eventually(() => expect(bodies()[2]).toMatchObject({ type: "text", text: { body: "milho para davi@exemplo.com.br." } }));
  const failed = "SELECT type, error FROM messages WHERE direction = 'outbound' AND status NOT IN ('sent', 'delivered', 'read')";
  await eventually(async () => expect(await server.rows(failed)).toEqual([]));
});
