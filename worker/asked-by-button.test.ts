import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Act } from "#lib/meta-emulator/control.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { freePort } from "../scripts/postgres.ts";
import { startWebhook, startWorker, type TestProcess } from "../scripts/test-setup/processes.ts";
import { startTestServer, type TestServer } from "../scripts/test-setup/server.ts";

/** Somebody with a user name, known by an id only, the whole real way: what speaks without words, and the two buttons. */

const SECRET = "emulator-key-of-the-button-test-0123456789";
const ANA = "5511987650101";
const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"]) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: 0, y: 0 },
});
const path = (from: string, to: string) => ({ id: `${from}-${to}`, from, to, exit: "next", condition: null });
const GRAPH: FlowGraph = {
  nodes: [
    node("like", "react", { emoji: "👍" }),
    node("where", "ask_location", { question: "Onde?", context_key: "lugar" }),
    node("number", "ask_contact", { question: "Seu número?", context_key: "telefone" }),
    node("place", "send_location", { latitude: "{{ lugar.latitude }}", longitude: "{{ lugar.longitude }}", name: "{{ lugar.name }}" }),
    node("card", "send_contact", { contacts: [{ name: { formatted_name: "Bia" }, phones: [{ phone: "190", type: "WORK" }] }] }),
    node("link", "send_link", { message: "Veja", button: "Abrir", url: "https://exemplo.com.br/{{ telefone }}" }),
  ],
  transitions: [path("like", "where"), path("where", "number"), path("number", "place"), path("place", "card"), path("card", "link")],
  start: "like",
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
const tap = (tapId: string) => act({ act: "tap", message: ours().at(-1)?.wamid ?? "", tap: tapId });

test("Meta takes every body, and what the buttons send is kept", async () => {
  act({ act: "set", username: "ana" });
  act({ act: "say", kind: "text", values: { text: "oi" } });
  await eventually(() => expect(bodies().length).toBe(2));
  expect(ours().every(({ byUserId }) => byUserId)).toBe(true);
  expect(chat().find(({ from }) => from === "contact")?.reactions.business).toBe("👍");
  expect(bodies()[1]).toEqual({
    type: "interactive",
    interactive: { type: "location_request_message", body: { text: "Onde?" }, action: { name: "send_location" } },
  });
  tap("location");
  await eventually(() => expect(bodies().length).toBe(3));
  expect(bodies()[2]).toEqual({
    type: "interactive",
    interactive: { type: "request_contact_info", body: { text: "Seu número?" }, action: { name: "request_contact_info" } },
  });
  tap("contact");
  await eventually(() => expect(bodies().length).toBe(6));
  expect(bodies().slice(3)).toEqual([
    { type: "location", location: { latitude: -23.5614, longitude: -46.6559, name: "Av. Paulista" } },
    { type: "contacts", contacts: [{ name: { formatted_name: "Bia", first_name: "Bia" }, phones: [{ phone: "190", type: "WORK" }] }] },
    {
      type: "interactive",
      interactive: {
        type: "cta_url",
        body: { text: "Veja" },
        action: { name: "cta_url", parameters: { display_text: "Abrir", url: "https://exemplo.com.br/%2B5511987650101" } },
      },
    },
  ]);
  await eventually(async () =>
    expect(
      await server.rows(
        "SELECT e.status, e.state->'context'->>'telefone' AS number, c.wa_id FROM executions e JOIN contacts c ON c.id = e.contact_id",
      ),
    ).toEqual([{ status: "completed", number: `+${ANA}`, wa_id: ANA }]),
  );
  const failed = "SELECT type, error FROM messages WHERE direction = 'outbound' AND status NOT IN ('sent', 'delivered', 'read')";
  await eventually(async () => expect(await server.rows(failed)).toEqual([]));
});
