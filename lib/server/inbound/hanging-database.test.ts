import { afterAll, expect, test } from "vitest";
import { messageValue, webhookBody, webhookInit } from "../../../scripts/fakes/webhook.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const SECRET = "app-secret-0123456789";
const server = await startTestServer({ DATABASE_POOL_SIZE: "2", WORKFLOW_WHATSAPP_APP_SECRET: SECRET });
const { POST } = await import("../../../app/webhook/whatsapp/route.ts");
const { pool } = await import("../platform/db.ts");
afterAll(() => server.close());

let number = 0;
const post = () =>
  POST(
    new Request(
      "https://siga.test/webhook/whatsapp",
      webhookInit(webhookBody(messageValue("1001", [{ from: `55119999900${(number += 1)}` }])), SECRET),
    ),
  );
const stored = async () => (await server.rows<{ count: number }>("SELECT count(*) FROM messages"))[0]?.count;

test("while viewers hold every connection of the console, webhooks are stored", async () => {
  const held = await Promise.all([pool().connect(), pool().connect()]);
  const { status } = await post();
  for (const client of held) client.release();
  expect(status).toBe(200);
  expect(await stored()).toBe(1);
});

test("a database that hangs is answered with a 503 within seconds, and nothing of it is lost or doubled when Meta repeats", async () => {
  const inbound = globalThis.sigaInboundPool;
  if (inbound === undefined) throw new Error("webhooks have no pool of their own");
  const pids = await Promise.all([1, 2].map(() => inbound.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")));
  const stop = (signal: NodeJS.Signals) => {
    for (const pid of new Set(pids.map(({ rows }) => rows[0]?.pid ?? 0))) process.kill(pid, signal);
  };
  stop("SIGSTOP");
  const began = performance.now();
  try {
    expect((await post()).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(9_500);
  } finally {
    stop("SIGCONT");
  }
  number -= 1;
  expect((await post()).status).toBe(200);
  expect(await stored()).toBe(2);
});
