import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Act } from "#lib/meta-emulator/control.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { freePort } from "../scripts/postgres.ts";
import { graph } from "../scripts/test-setup/graphs.ts";
import { startWebhook, startWorker, type TestProcess } from "../scripts/test-setup/processes.ts";
import { startTestServer, type TestServer } from "../scripts/test-setup/server.ts";

/** A flow that waits for what becomes of its messages, on the whole real way, whatever dies meanwhile. */

const SECRET = "emulator-key-of-the-exits-test-0123456789";
const KEYS = emulatorKeys(SECRET);
const exits = { failed: true, window_closed: true };
const FLOW: FlowGraph = {
  ...graph(
    {
      hello: ["send_message", { message: "um", exits, quote: true }],
      more: ["send_message", { message: "dois" }],
      ask: ["wait_for_input", { question: "três?", exits }],
      refused: ["wait_for_input"],
      late: ["wait_for_input"],
    },
    [
      ["hello", "more"],
      ["more", "ask"],
      ...(["hello", "ask"] as const).flatMap((from): [string, string, null, string][] => [
        [from, "refused", null, "failed"],
        [from, "late", null, "window_closed"],
      ]),
    ],
  ),
  settings: { join_messages: true, mark_read: "received" },
};

let server: TestServer;
let meta: EmulatorServer;
let worker: TestProcess;
let web: TestProcess & { port: number };
let env: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  const { flowId } = await server.publish(FLOW);
  await server.channel({ phoneNumberId: "simulated", flowId, token: null });
  const [port, webPort] = [await freePort(), await freePort()];
  const webhookUrl = `http://127.0.0.1:${webPort}/webhook/whatsapp`;
  meta = await startEmulator({ keys: KEYS, webhookUrl, port, settings: { pace: { sent: 10, delivered: 30, read: 30 } } });
  env = { DATABASE_URL: server.databaseUrl, WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET };
  [web, worker] = await Promise.all([startWebhook(env, webPort), startWorker(env)]);
});
afterAll(async () => {
  await Promise.all([worker.end("SIGKILL"), web.end("SIGKILL"), meta.close()]);
  await server.close();
});

const act = (more: object) => meta.act({ number: "simulated", ...more } as Act);
const faults = (given: object) => act({ act: "faults", faults: given });
const say = (wa_id: string, text: string) => act({ act: "say", wa_id, name: "Ana", kind: "text", values: { text } });
const chatOf = (waId: string) =>
  Object.values(meta.state().numbers["simulated"]?.contacts ?? {}).find((contact) => contact.waId === waId)?.chat ?? [];
const heard = (waId: string) =>
  chatOf(waId).flatMap(({ from, body, quotes }) =>
    from === "business" ? [{ text: (body["text"] as { body: string }).body, quotes }] : [],
  );
const eventually = (holds: () => Promise<void> | void) => vi.waitFor(holds, { timeout: 90_000, interval: 50 });
const at = async (waId: string) =>
  (
    await server.rows<{ node_id: string; status: string }>(
      "SELECT e.node_id, e.status FROM executions e JOIN contacts c ON c.id = e.contact_id WHERE c.wa_id = $1",
      [waId],
    )
  ).map((row) => `${row.node_id} ${row.status}`);

test("accepted: on to the question, what leaves together is one message, the first quotes, and what was said is read", async () => {
  const ana = "5511987650101";
  say(ana, "oi");
  await eventually(async () => expect(await at(ana)).toEqual(["ask waiting"]));
  const [said] = chatOf(ana);
  expect(heard(ana)).toEqual([
    { text: "um", quotes: said?.wamid },
    { text: "dois\n\ntrês?", quotes: null },
  ]);
  await eventually(() => expect(chatOf(ana)[0]?.status).toBe("read"));
});

test("refused, and past the 24 hours: by the way for each", async () => {
  const [bia, eva] = ["5511987650102", "5511987650103"];
  faults({ refuse_with: 131026 });
  say(bia, "oi");
  await eventually(async () => expect(await at(bia)).toEqual(["refused waiting"]));
  faults({ refuse_with: 131047 });
  say(eva, "oi");
  await eventually(async () => expect(await at(eva)).toEqual(["late waiting"]));
  faults({ refuse_with: null });
});

test("a worker that is killed between a send and its answer loses nothing and says nothing twice", async () => {
  const people = Array.from({ length: 8 }, (_, n) => `55119876503${n + 10}`);
  faults({ answer_delay_ms: 400 });
  for (const waId of people) say(waId, "oi");
  await eventually(() => expect(people.some((waId) => heard(waId).length > 0)).toBe(true));
  await worker.end("SIGKILL");
  faults({ answer_delay_ms: 0 });
  worker = await startWorker(env);
  await eventually(async () => {
    for (const waId of people) expect(await at(waId), waId).toEqual(["ask waiting"]);
  });
  for (const waId of people)
    expect(
      heard(waId).map(({ text }) => text),
      waId,
    ).toEqual(["um", "dois\n\ntrês?"]);
});
