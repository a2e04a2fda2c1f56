import { rmSync } from "node:fs";
import { join } from "node:path";
import { PgBoss } from "pg-boss";
import { ROOT, runTask } from "../../run-task.ts";
import { startProcess } from "../../test-setup/processes.ts";
import { heading, print, type Figure } from "../report.ts";
import { offer } from "../load.ts";
import type { Stack } from "../stack.ts";
import { SATURATION } from "./saturation.ts";

/**
 * What this machine can do at best, here and now: the same work without us. `ours` is what we sustained in this run, if it was measured.
 */
export async function limits(stack: Stack, ours: number | undefined): Promise<Figure[]> {
  heading("The machine's own limits");
  await stack.endWorker("SIGTERM");
  await stack.endWeb("SIGTERM");
  const figures = [await bareInserts(stack), ...(await bareBoss(stack))];
  print(figures);
  const bare = await bareLoop(stack);
  const ratio: Figure[] =
    ours === undefined
      ? []
      : [{ name: "share of that which ours reaches, engine and all", value: ours / bare.value, unit: "", target: { atLeast: 0.55 } }];
  print([bare, ...ratio]);
  await Promise.all([stack.startWeb(), stack.startWorker()]);
  return [...figures, bare, ...ratio];
}

const BATCH = 100;
const BATCHES = 150;

/** The rows that one message leaves behind, a hundred messages a commit, four connections. */
async function bareInserts(stack: Stack): Promise<Figure> {
  const [contact] = await stack.setup.rows<{ id: number; channel_id: number }>("SELECT id, channel_id FROM contacts LIMIT 1");
  const [version] = await stack.setup.rows<{ id: number; flow_id: number }>("SELECT id, flow_id FROM flow_versions LIMIT 1");
  const state = JSON.stringify({
    status: "completed",
    nodeId: "hear",
    context: { last_message: "oi", contact: { name: "Ana", phone: "5511999990001" } },
    waitingFor: null,
    visitCount: 2,
    reason: null,
  });
  const insert = (batch: number) =>
    stack.db.query({
      name: "bare-rows",
      text: `WITH execution AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at)
        SELECT $1, $3, $4, 'completed', $5, now() FROM generate_series(1, ${BATCH}) RETURNING id),
        heard AS (INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, status)
          SELECT $2, $1, 'inbound', 'bare.' || $6::int || '.' || n, 'text', 'oi', 'received' FROM generate_series(1, ${BATCH}) AS n),
        mail AS (INSERT INTO mailbox (contact_id, kind, payload, processed_at)
          SELECT $1, 'message_received', '{"message":{"id":"w","type":"text","text":"oi"}}', now() FROM generate_series(1, ${BATCH})),
        visits AS (INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, changes, at)
          SELECT id, seq, 'say', 'send_message', 'message_received', 'left', '{}', now() FROM execution, generate_series(1, 3) AS seq)
        INSERT INTO messages (channel_id, contact_id, direction, type, text, status) SELECT $2, $1, 'outbound', 'text', 'eco oi', 'sent'
          FROM generate_series(1, ${BATCH})`,
      values: [contact?.id, contact?.channel_id, version?.flow_id, version?.id, state, batch],
    });
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < BATCHES) await insert(next++);
    }),
  );
  return {
    name: "bare inserts of one message's rows",
    value: (BATCH * BATCHES * 1000) / (performance.now() - startedAt),
    unit: "/s",
    note: "seven rows each, a hundred messages a commit",
  };
}

/** pg-boss alone: jobs put in and taken out in hundreds. */
async function bareBoss(stack: Stack): Promise<Figure[]> {
  const boss = new PgBoss({ connectionString: stack.env.DATABASE_URL ?? "", max: 4, useListenNotify: true, migrate: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.createQueue("bare", { notify: true });
  const count = BATCH * BATCHES;
  const insertedAt = performance.now();
  for (let n = 0; n < BATCHES; n += 1)
    await boss.insert(
      "bare",
      Array.from({ length: BATCH }, (_, job) => ({ data: { job } })),
    );
  const inserted = performance.now() - insertedAt;
  await stack.db.query("ANALYZE");
  let done = 0;
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    boss
      .work("bare", { batchSize: BATCH, localConcurrency: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }, async (jobs) => {
        done += jobs.length;
        if (done >= count) resolve();
      })
      .catch(reject);
  });
  const worked = performance.now() - startedAt;
  await boss.stop({ graceful: true, timeout: 5_000 });
  return [
    { name: "bare pg-boss, jobs inserted", value: (count * 1000) / inserted, unit: "/s" },
    { name: "bare pg-boss, jobs worked off", value: (count * 1000) / worked, unit: "/s" },
  ];
}

/** Insert, enqueue, fetch, send behind a Next route, under the same load. */
async function bareLoop(stack: Stack): Promise<Figure> {
  await stack.db.query("CREATE TABLE bare_messages (wamid text PRIMARY KEY, contact text NOT NULL, text text NOT NULL, sent_as text)");
  await runTask("node_modules/next/dist/bin/next", {
    name: "next build of the bare loop",
    args: ["build", "scripts/bench/bare"],
    env: { ...process.env, NODE_ENV: "production" },
    quiet: true,
  });
  const port = Number(stack.env.PORT) + 1;
  const web = startProcess(
    "node_modules/next/dist/bin/next",
    ["start", "scripts/bench/bare", "-H", "127.0.0.1", "-p", String(port)],
    stack.env,
  );
  const worker = startProcess("scripts/bench/bare/worker.ts", [], stack.env);
  await Promise.all([web.printed(/Ready/), worker.printed(/worker ready/)]);
  const urls = [`http://127.0.0.1:${port}/webhook/whatsapp`];
  await offer(stack, { ...SATURATION, count: 500, urls, pids: {}, reply: (text) => `bare ${text}` });
  const load = await offer(stack, { ...SATURATION, urls, pids: {}, reply: (text) => `bare ${text}` });
  await Promise.all([web.end("SIGKILL"), worker.end("SIGKILL")]);
  rmSync(join(ROOT, "scripts/bench/bare/.next"), { recursive: true, force: true });
  return {
    name: "bare loop without an engine, behind a Next route",
    value: load.messagesPerSecond,
    unit: "/s",
    note: load.lost === 0 ? "insert, enqueue, fetch, send; no order" : `${load.lost} lost`,
  };
}
