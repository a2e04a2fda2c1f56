/** HTTP requests of flows on the whole path: signed webhook, worker, a system that is asked, Graph API; all of them over HTTP. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Context } from "#lib/engine/types.ts";
import { startFakeHttpServer, type FakeHttpServer } from "../scripts/fakes/http-server.ts";
import { eventually, expectQuiet, type EndToEnd, PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { graph } from "../scripts/test-setup/graphs.ts";

const ana = "5511999990001";
const LONG = 2 * PATIENCE;

/** Asks the shop once for each message, and tells what came of it. */
async function start(
  options: (shop: FakeHttpServer) => Context,
): Promise<{ path: EndToEnd; shop: FakeHttpServer; worker: () => ReturnType<EndToEnd["worker"]> }> {
  const shop = await startFakeHttpServer();
  const flow = graph(
    {
      ask: ["http_request", { response_mapping: [{ key: "id", path: "order.id" }], exits: "simple", ...options(shop) }],
      yes: ["send_message", { message: "pedido {id}" }],
      no: ["send_message", { message: "falhou: {http_error.code}" }],
    },
    [
      ["ask", "yes", null, "success"],
      ["ask", "no", null, "error"],
    ],
  );
  const path = await startEndToEnd(flow);
  return { path, shop, worker: () => path.worker({ WORKFLOW_OUTBOUND_ALLOW: `127.0.0.1:${shop.port}` }) };
}

/** The first request gets no answer, those after it do. */
function hangsAtFirst(shop: FakeHttpServer): void {
  shop.respond = (_request, response) => {
    if (shop.seen.length > 1) response.setHeader("content-type", "application/json").end('{"order":{"id":7}}');
  };
}

async function asked(shop: FakeHttpServer): Promise<void> {
  while (shop.seen.length === 0) await sleep(10);
}

test.concurrent(
  "a message is asked about once, and the contact gets what was answered",
  async () => {
    const { path, shop, worker } = await start(({ url }) => ({
      method: "POST",
      url: `${url}/orders`,
      body: { type: "json", value: { text: "{{ last_message }}" } },
      idempotency_header: "Idempotency-Key",
    }));
    shop.respond = (_request, response) => response.setHeader("content-type", "application/json").end('{"order":{"id":7}}');
    await worker();
    await path.post({ from: ana, text: 'um "pão"' });
    await path.graph.until((calls) => calls.length === 1, PATIENCE);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual(["pedido 7"]);
    const { rows } = await path.db.query<{ id: string }>("SELECT id FROM executions");
    expect(shop.seen).toMatchObject([{ method: "POST", url: "/orders", body: '{"text":"um \\"pão\\""}' }]);
    expect(shop.seen[0]?.headers).toMatchObject({ "idempotency-key": `${rows[0]?.id}:1`, "x-flow-hop": "1" });
    await shop.close();
    await path.close();
  },
  LONG,
);

test.concurrent.each([
  ["POST, which may have done its work, is not made again", { method: "POST" }, 1, "falhou: interrupted"],
  ["POST with an idempotency header is made again", { method: "POST", idempotency_header: "Idempotency-Key" }, 2, "pedido 7"],
  ["GET is made again", { method: "GET" }, 2, "pedido 7"],
])(
  "a %s when its worker is killed",
  async (_, options, requests, said) => {
    const { path, shop, worker } = await start(({ url }) => ({ url: `${url}/orders`, timeout_seconds: 60, ...options }));
    hangsAtFirst(shop);
    const first = await worker();
    await path.post({ from: ana, text: "oi" });
    await asked(shop);
    await first.end("SIGKILL");
    await worker();
    await path.graph.until((calls) => calls.length === 1, PATIENCE);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual([said]);
    expect(shop.seen).toHaveLength(requests);
    expect(new Set(shop.seen.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    await shop.close();
    await path.close();
  },
  LONG,
);

test.concurrent(
  "a POST under way when its worker is told to stop is ended and answered first",
  async () => {
    const { path, shop, worker } = await start(({ url }) => ({ method: "POST", url: `${url}/orders` }));
    const answered = Promise.withResolvers<void>();
    shop.respond = (_request, response) =>
      void answered.promise.then(() => response.setHeader("content-type", "application/json").end('{"order":{"id":7}}'));
    const first = await worker();
    await path.post({ from: ana, text: "oi" });
    await asked(shop);
    const stopped = first.end("SIGTERM");
    await eventually(async () => expect(first.output()).toContain("worker draining"));
    // Longer than jobs are waited for.
    await sleep(4_000);
    answered.resolve();
    expect(await stopped).toBe(0);
    await worker();
    await path.graph.until((calls) => calls.length === 1, PATIENCE);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual(["pedido 7"]);
    expect(shop.seen).toHaveLength(1);
    await shop.close();
    await path.close();
  },
  LONG,
);
