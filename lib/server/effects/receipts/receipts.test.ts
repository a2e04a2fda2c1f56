import { afterAll, afterEach, expect, test } from "vitest";
import { startFakeGraph } from "../../../../scripts/fakes/graph-api.ts";
import { messageValue, webhookBody } from "../../../../scripts/fakes/webhook.ts";
import { askAi, echo, graph as flow } from "../../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";
import type { FlowGraph, FlowSettings } from "#lib/engine/types.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";

const graph = await startFakeGraph();
const server = await startTestServer({ WORKFLOW_WHATSAPP_API_BASE_URL: graph.url });
const { createReceipts } = await import("./receipts.ts");
const { postMessage } = await import("../send_message/graph-api.ts");
const { createAdvancer } = await import("../../advance/advance.ts");
const { receive } = await import("../../inbound/receive.ts");
const channelId = await server.channel({ phoneNumberId: "1001", token: "token of 1001" });

let clock = 0;
let receipts = createReceipts(postMessage, () => clock, 5);
const advance = createAdvancer({ sender: () => {}, timers: () => {}, receipts: (given) => receipts.give(given) });
afterEach(async () => {
  receipts.stop();
  graph.options.answer = () => undefined;
  graph.calls.length = 0;
  clock += 100_000;
  receipts = createReceipts(postMessage, () => clock, 5);
  await server.rows("UPDATE channels SET mark_read = 'never', typing = false, paused_until = NULL, status = 'active'");
});
afterAll(async () => {
  receipts.stop();
  await graph.close();
  await server.close();
});

async function begins(given: FlowGraph, settings?: FlowSettings): Promise<void> {
  const { flowId } = await server.publish({ ...given, ...(settings && { settings }) });
  await server.rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, flowId]);
}
const shows = (markRead: string, typing = false) => server.rows("UPDATE channels SET mark_read = $1, typing = $2", [markRead, typing]);

let people = 0;
/** Somebody new writes this, message by message, and what they wrote is handled. */
async function hears(...said: string[]): Promise<{ id: number; wamids: string[] }> {
  people += 1;
  const from = String(5_511_922_000_000 + people);
  const wamids = said.map((_, index) => `wamid.${from}.${index}`);
  await receive(
    parseWebhook(
      webhookBody(
        messageValue(
          "1001",
          said.map((text, index) => ({ from, id: wamids[index] ?? "", text })),
        ),
      ),
      Date.now(),
    ),
  );
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [from]);
  const id = contact?.id ?? NaN;
  await advance([id]);
  return { id, wamids };
}
const READ = { messaging_product: "whatsapp", status: "read" };
const TYPING = { typing_indicator: { type: "text" } };
const bodies = () => graph.calls.map(({ body }) => body);
const count = (expected: number) => expect.poll(() => graph.calls.length, { interval: 5 }).toBe(expected);
const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));

const listens = flow({ hear: ["wait_for_input"] }, []);

test("nothing is told of messages unless a channel or a flow says so", async () => {
  await begins(echo);
  await hears("oi");
  await begins(askAi);
  await hears("oi");
  await quiet();
  expect(graph.calls).toEqual([]);
});

test("received: the newest message, with all before it, once; answered: only where something is said", async () => {
  await begins(listens);
  await shows("received");
  const { id, wamids } = await hears("oi", "tudo bem?");
  await count(1);
  expect(bodies()).toEqual([{ ...READ, message_id: wamids[1] }]);
  expect(graph.calls[0]).toMatchObject({ path: "/v25.0/1001/messages", token: "token of 1001" });
  await advance([id]);
  await shows("answered");
  await hears("oi");
  await quiet();
  expect(graph.calls).toHaveLength(1);
  await begins(echo);
  const answered = await hears("oi");
  await count(2);
  expect(bodies()[1]).toEqual({ ...READ, message_id: answered.wamids[0] });
});

test("a flow's setting comes before the channel's", async () => {
  await shows("received", true);
  await begins(askAi, { mark_read: "never", typing: false });
  await hears("oi");
  await shows("never");
  await begins(listens, { mark_read: "received" });
  const { wamids } = await hears("oi");
  await count(1);
  expect(bodies()).toEqual([{ ...READ, message_id: wamids[0] }]);
});

test("typing is shown while a call is awaited, renewed before Meta ends it, and no longer when the result is there", async () => {
  await shows("received", true);
  await begins(askAi);
  const { id, wamids } = await hears("oi");
  await count(1);
  const shown = { ...READ, message_id: wamids[0], ...TYPING };
  expect(bodies()).toEqual([shown]);
  clock += 19_000;
  await quiet();
  expect(graph.calls).toHaveLength(1);
  clock += 1_000;
  await count(2);
  clock += 20_000;
  await count(3);
  expect(bodies()).toEqual([shown, shown, shown]);
  // Another process has got the result.
  await server.rows("UPDATE executions SET status = 'waiting' WHERE contact_id = $1", [id]);
  clock += 20_000;
  await quiet();
  clock += 20_000;
  await quiet();
  expect(graph.calls).toHaveLength(3);
});

test("where a message leaves first, typing is shown after it", async () => {
  await shows("never", true);
  await begins(flow({ say: ["send_message", { message: "um momento" }], ask: ["ai_completion", { prompt: "x" }] }, [["say", "ask"]]));
  await hears("oi");
  await quiet();
  expect(graph.calls).toEqual([]);
  clock += 2_000;
  await count(1);
  expect(bodies()[0]).toMatchObject(TYPING);
});

test("what is refused or lost is not tried again; a paused channel and one without a token show nothing; and too much is left out", async () => {
  await begins(listens);
  await shows("received");
  graph.options.answer = () => ({ lost: "reset", taken: false });
  await hears("oi");
  await count(1);
  await quiet();
  expect(graph.calls).toHaveLength(1);
  delete graph.options.answer;
  await server.rows("UPDATE channels SET paused_until = now() + interval '1 h'");
  clock += 20_000;
  await hears("oi");
  await quiet();
  expect(graph.calls).toHaveLength(1);
  const [before] = await server.rows<{ sealed: string }>("SELECT access_token_encrypted AS sealed FROM channels");
  await server.rows("UPDATE channels SET paused_until = NULL, access_token_encrypted = NULL");
  clock += 20_000;
  await hears("oi");
  await quiet();
  expect(graph.calls).toHaveLength(1);
  await server.rows("UPDATE channels SET access_token_encrypted = $1", [before?.sealed]);
  clock += 20_000;
  receipts.give(Array.from({ length: 60 }, (_, n) => ({ contactId: 1_000_000 + n, channelId, read: `w${n}`, typing: null })));
  await expect.poll(() => graph.calls.length).toBeGreaterThan(10);
  await quiet();
  expect(graph.calls.length).toBeLessThanOrEqual(21);
});
