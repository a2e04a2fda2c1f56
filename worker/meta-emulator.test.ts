import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Act } from "#lib/meta-emulator/control.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { tapsOfEntry } from "#lib/meta-emulator/phone/taps.ts";
import { freePort } from "../scripts/postgres.ts";
import { startProcess, startWebhook, startWorker, type TestProcess } from "../scripts/test-setup/processes.ts";
import { startTestServer, type TestServer } from "../scripts/test-setup/server.ts";

/** The whole real way on a channel without a token: HTTP out to the emulated Meta, signed webhooks and statuses in. */

const SECRET = "emulator-key-of-the-path-test-0123456789";
const KEYS = emulatorKeys(SECRET);
const ANA = "5511987650101";
const position = { x: 0, y: 0 };
const GRAPH: FlowGraph = {
  nodes: [
    {
      id: "menu",
      name: "Menu",
      node_type: "send_choices",
      config: {
        message: "Vamos?",
        choices: [
          { id: "yes", title: "Sim" },
          { id: "no", title: "Não" },
        ],
        context_key: "x",
      },
      position,
    },
    { id: "bye", name: "Bye", node_type: "send_message", config: { message: "{{ x_title }}!" }, position },
  ],
  transitions: [{ id: "t1", from: "menu", to: "bye", exit: "yes", condition: null }],
  start: "menu",
};

const FORM: FlowGraph = {
  nodes: [
    {
      id: "form",
      name: "Form",
      node_type: "send_form",
      config: {
        message: "Seus dados?",
        button: "Começar",
        form_id: "1123581321",
        screen: "CADASTRO",
        data: { saudacao: "{{ contact.name }}" },
        fields: [{ field: "email", key: "email" }],
      },
      position,
    },
    { id: "bye", name: "Bye", node_type: "send_message", config: { message: "{{ email }}!" }, position },
  ],
  transitions: [{ id: "t1", from: "form", to: "bye", exit: "next", condition: null }],
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
  await server.channel({ phoneNumberId: "forms", flowId: (await server.publish(FORM)).flowId, token: null });
  const [port, webPort] = [await freePort(), await freePort()];
  const webhookUrl = `http://127.0.0.1:${webPort}/webhook/whatsapp`;
  meta = await startEmulator({ keys: KEYS, webhookUrl, port, settings: { pace: { sent: 10, delivered: 30, read: 30 } } });
  const env = { DATABASE_URL: server.databaseUrl, WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET };
  [web, worker] = await Promise.all([startWebhook(env, webPort), startWorker(env)]);
});
afterAll(async () => {
  await Promise.all([worker.end("SIGKILL"), web.end("SIGKILL"), meta.close()]);
  await server.close();
});

const act = (more: object) => meta.act({ number: "simulated", ...more } as Act);
const say = (wa_id: string, text: string) => act({ act: "say", wa_id, name: "Ana", kind: "text", values: { text } });
const sent = (wa_id: string) =>
  server.rows<{ text: string; status: string; code: number | null; wamid: string }>(
    `SELECT m.text, m.status, (m.error->>'code')::int AS code, m.wamid FROM messages m JOIN contacts c ON c.id = m.contact_id
     WHERE c.wa_id = $1 AND m.direction = 'outbound' ORDER BY m.id`,
    [wa_id],
  );
const chatOf = (waId: string) =>
  Object.values(meta.state().numbers["simulated"]?.contacts ?? {}).find((contact) => contact.waId === waId)?.chat ?? [];
const eventually = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 60_000, interval: 50 });
const textsAndStatuses = async (waId: string) => (await sent(waId)).map(({ text, status }) => `${status}: ${text}`);

test("what a contact says is answered over HTTP, tapped, and read; the channel stays simulated", async () => {
  say(ANA, "oi");
  await eventually(async () => expect(await textsAndStatuses(ANA)).toEqual(["read: Vamos?"]));
  const menu = chatOf(ANA).find(({ from }) => from === "business");
  const [yes] = menu === undefined ? [] : tapsOfEntry(meta.state().settings, menu);
  expect(act({ act: "tap", wa_id: ANA, message: menu?.wamid ?? "", tap: yes?.id ?? "" })).toMatchObject({ wamid: expect.any(String) });
  await eventually(async () => expect(await textsAndStatuses(ANA)).toEqual(["read: Vamos?", "read: Sim!"]));
  expect(await server.rows("SELECT access_token_encrypted AS token FROM channels WHERE phone_number_id = 'simulated'")).toEqual([
    { token: null },
  ]);
});

test("a form is opened by its own token, which nobody can guess, and what is filled in comes back", async () => {
  const rui = "5511987650109";
  const play = (more: object) => meta.act({ number: "forms", wa_id: rui, name: "Rui", ...more } as Act);
  const chat = () => Object.values(meta.state().numbers["forms"]?.contacts ?? {}).find(({ waId }) => waId === rui)?.chat ?? [];
  play({ act: "say", kind: "text", values: { text: "oi" } });
  await eventually(async () => expect(await textsAndStatuses(rui)).toEqual(["read: Seus dados?"]));
  const [sentForm] = chat().filter(({ from }) => from === "business");
  const { parameters } = (sentForm?.body["interactive"] as { action: { parameters: Record<string, unknown> } }).action;
  expect(parameters).toMatchObject({
    flow_message_version: "3",
    flow_id: "1123581321",
    flow_cta: "Começar",
    flow_action: "navigate",
    flow_action_payload: { screen: "CADASTRO", data: { saudacao: "Rui" } },
    flow_token: expect.stringMatching(/^v1\.[0-9a-z]+_[0-9a-f]{24}$/),
  });
  const json = (token: unknown) => JSON.stringify({ flow_token: token, email: "alheio@exemplo.com.br" });
  play({ act: "say", kind: "form_reply", values: { json: json("v1.1") } });
  await eventually(async () => expect(await textsAndStatuses(rui)).toEqual(["read: Seus dados?", "read: Seus dados?"]));
  const tokens = chat().flatMap(({ body }) => JSON.stringify(body).match(/"flow_token":"([^"]+)"/)?.[1] ?? []);
  expect(new Set(tokens).size).toBe(2);
  play({ act: "tap", message: sentForm?.wamid ?? "", tap: "form", values: { email: "rui@exemplo.com.br" } });
  await eventually(async () => expect((await textsAndStatuses(rui)).at(-1)).toBe("read: rui@exemplo.com.br!"));
});

test("refusals, throttles, lost answers and disorderly webhooks come out as with Meta", async () => {
  const [bia, eva] = ["5511987650102", "5511987650103"];
  act({ act: "faults", faults: { fail_with: 131026 } });
  say(bia, "oi");
  await eventually(async () => expect(await sent(bia)).toMatchObject([{ status: "failed", code: 131026 }]));
  act({ act: "faults", faults: { fail_with: null, throttled: 1 } });
  say(eva, "oi");
  await eventually(async () => expect(await sent(eva)).toMatchObject([{ status: "queued", code: 130429 }]));
  act({ act: "faults", faults: { throttled: 0, lost_after: 0.5, duplicated: 1, reordered: 0.3 } });
  const others = Array.from({ length: 6 }, (_, n) => `55119876502${n + 10}`);
  for (const waId of others) say(waId, "oi");
  await eventually(async () => {
    for (const waId of [eva, ...others])
      expect(await textsAndStatuses(waId)).toEqual([expect.stringMatching(/^(sent|delivered|read): Vamos\?$/)]);
  });
  act({ act: "faults", faults: { lost_after: 0, duplicated: 0, reordered: 0 } });
  // Each got it once, whatever was lost on the way.
  for (const waId of [eva, ...others]) expect(chatOf(waId).filter(({ from }) => from === "business").length, waId).toBe(1);
});

test("what it signs about a number that has a token is refused, and nobody without its keys is let in", async () => {
  await server.rows("INSERT INTO channels (name, phone_number_id, access_token_encrypted) VALUES ('Real', '1001', 'v1.sealed')");
  const post = (phoneNumberId: string, secret: string) => {
    const value = {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "551140000000", phone_number_id: phoneNumberId },
      contacts: [{ wa_id: "5511900000001", profile: { name: "Eva" } }],
      messages: [{ id: `wamid.${phoneNumberId}`, from: "5511900000001", timestamp: "1790000000", type: "text", text: { body: "oi" } }],
    };
    const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] });
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    return fetch(`http://127.0.0.1:${web.port}/webhook/whatsapp`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": signature },
      body,
    }).then(({ status }) => status);
  };
  expect([await post("1001", KEYS.appSecret), await post("simulated", "another"), await post("simulated", KEYS.appSecret)]).toEqual([
    401, 401, 200,
  ]);
  await server.rows("DELETE FROM channels WHERE phone_number_id = '1001'");
  const ask = (path: string, token: string) =>
    fetch(`${meta.url}${path}`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);
  expect([
    await ask("/v25.0/simulated", KEYS.token),
    await ask("/v25.0/simulated", KEYS.control),
    await ask("/control/numbers/simulated", KEYS.control),
    await ask("/control/numbers/simulated", KEYS.token),
  ]).toEqual([200, 401, 200, 401]);
});

test("its command says where it listens, and does not run in production or beside a real number unless told", async () => {
  const env = { WORKFLOW_META_EMULATOR_KEY: SECRET, WORKFLOW_META_EMULATOR_URL: `http://127.0.0.1:${await freePort()}` };
  const running = startProcess("scripts/meta.ts", [], env);
  await eventually(async () => {
    const { status } = await fetch(`${env.WORKFLOW_META_EMULATOR_URL}/v25.0/1`, { headers: { authorization: `Bearer ${KEYS.token}` } });
    expect(status).toBe(200);
  });
  expect(await running.end("SIGTERM")).toBe(0);
  const refused = startProcess("scripts/meta.ts", [], { ...env, SIGA_ENV: "production" });
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toContain("WORKFLOW_META_EMULATOR=true");
});
