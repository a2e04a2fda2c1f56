import { afterAll, expect, test } from "vitest";
import pg from "pg";
import { messageValue, webhookBody, webhookInit } from "../scripts/fakes/webhook.ts";
import { createTestDatabase } from "../scripts/test-setup/database.ts";
import { accepted, expectQuiet, NUMBER, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { echo } from "../scripts/test-setup/graphs.ts";
import { HAS_PGBOUNCER, startPgBouncer } from "../scripts/test-setup/pgbouncer.ts";
import { startPooler } from "../scripts/test-setup/pooler.ts";
import { startProcess, startWebhook } from "../scripts/test-setup/processes.ts";
import { runTask } from "../scripts/run-task.ts";

/** Webs may go through a pooler that gives each transaction another of a few connections and remembers nothing. */
const POOLERS = [
  { name: "one of our own", start: startPooler, isThere: true },
  { name: "PgBouncer", start: startPgBouncer, isThere: HAS_PGBOUNCER },
];
const SIZE = 4;
const closings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closings.reverse()) await close();
});

/** What another program on the same pooler finds on each of its connections. */
async function leftBehind(url: string): Promise<unknown[]> {
  const clients = Array.from({ length: SIZE }, () => new pg.Client(url));
  await Promise.all(clients.map((client) => client.connect()));
  const found = await Promise.all(
    clients.map(async (client) => {
      await client.query("BEGIN");
      const { rows } = await client.query(
        `SELECT current_setting('statement_timeout') AS timeout, current_setting('enable_seqscan') AS seqscan, current_setting('jit') AS jit,
                (SELECT count(*)::int FROM pg_prepared_statements) AS statements,
                (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks`,
      );
      await client.query("SELECT pg_sleep(0.2)");
      await client.query("COMMIT");
      return rows[0] as unknown;
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return found;
}

test.each(POOLERS.filter(({ isThere }) => isThere))(
  "two webs behind $name: 200 webhooks, 20 at a time, all taken, nothing lost, doubled or left behind",
  async ({ start }) => {
    const path = await startEndToEnd(echo, { statuses: false });
    closings.push(path.close);
    const direct = path.env.DATABASE_URL ?? "";
    const before = await leftBehind(direct);
    const pooler = await start(direct, SIZE);
    closings.push(() => pooler.close());
    Object.assign(path.env, { DATABASE_URL: pooler.url, DIRECT_URL: direct });
    const webs = await Promise.all([startWebhook(path.env), startWebhook(path.env)]);
    closings.push(() => Promise.all(webs.map((web) => web.end("SIGKILL"))));
    await path.worker();

    const refused: unknown[] = [];
    let next = 0;
    const client = async () => {
      for (let n = next++; n < 200; n = next++) {
        const body = JSON.stringify(
          webhookBody(messageValue(NUMBER, [{ from: `55119${String(n % 50).padStart(8, "0")}`, id: `wamid.p${n}`, text: `m${n}` }])),
        );
        const response = await fetch(
          `http://127.0.0.1:${webs[n % 2]?.port}/webhook/whatsapp`,
          webhookInit(body, path.env.WORKFLOW_WHATSAPP_APP_SECRET),
        );
        if (response.status !== 200) refused.push([n, response.status]);
      }
    };
    await Promise.all(Array.from({ length: 20 }, client));
    expect(refused).toEqual([]);
    await path.graph.until((calls) => accepted(calls).length >= 200, 60_000);
    await expectQuiet(path);
    expect(
      accepted(path.graph.calls)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(Array.from({ length: 200 }, (_, n) => `eco m${n}`).sort());
    expect(await leftBehind(pooler.url)).toEqual(before);
  },
);

test.skipIf(HAS_PGBOUNCER)("PgBouncer itself is not on this machine's PATH, so only the pooler of our own was tried", () => {});

test("the worker and the migrations say that they need the database's own address", async () => {
  const database = await createTestDatabase();
  const pooler = await startPooler(database.url, 2);
  const env = { DATABASE_URL: pooler.url };
  const worker = startProcess("worker/index.ts", [], env);
  await worker.printed(/DIRECT_URL/);
  await expect(runTask("prisma/migrate.ts", { env: { ...process.env, ...env }, quiet: true })).rejects.toThrow(/DIRECT_URL/);
  await runTask("prisma/migrate.ts", { env: { ...process.env, ...env, DIRECT_URL: database.url }, quiet: true });
  await pooler.close();
  await database.drop();
});
