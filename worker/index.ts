import { setTimeout as sleep } from "node:timers/promises";
import { createAdvancer } from "#server/advance/advance";
import { pool } from "#server/platform/db";
import { env, SettingsError } from "#server/platform/env";
import { recordHeartbeat, deregister, startHeartbeat } from "#server/recovery/heartbeat";
import { log } from "#server/platform/log";
import { createBoss, enqueue, useBoss } from "#server/platform/queue";
import { createReceipts } from "#server/effects/receipts/receipts";
import { postMessage } from "#server/effects/send_message/graph-api";
import { createSender } from "#server/effects/send_message/sender";
import { registerAdvance } from "./jobs/advance.ts";
import { registerCalls } from "./jobs/call.ts";
import { startMetricsServer } from "./metrics-server.ts";
import { startScheduleLoop } from "./loops/schedules.ts";
import { startTimerLoop } from "./loops/timers.ts";
import { registerImports } from "./jobs/imports.ts";
import { registerMedia } from "./jobs/media.ts";
import { registerRetention } from "./jobs/retention.ts";
import { registerSend } from "./jobs/send.ts";
import { registerSweep } from "./jobs/sweep.ts";

/** Jobs under way get this long to end. A call may take far longer; another worker makes it again, if it may be made again. */
const JOBS_SECONDS = 3;
/**
 * After them sends under way (GRAPH_TIMEOUT_MS), and calls that nobody may make again. Then the process ends; the rest is in
 * the database and moves on with the next worker.
 */
const DRAIN_SECONDS = JOBS_SECONDS + 12;

/** What a dead worker or database left behind: now, and again when heartbeats and Graph calls of that time have certainly run out. */
async function scheduleRecovery(): Promise<void> {
  await enqueue(pool(), "sweep", [{}]);
  await enqueue(pool(), "sweep", [{}], { startAfterSeconds: 13 });
}

async function main(): Promise<void> {
  const workerId = crypto.randomUUID();
  const boss = await createBoss({
    max: 4,
    useListenNotify: true,
    migrate: false,
    // That a job was fetched or done may be forgotten in a crash: it would only wake once more.
    options: "-c synchronous_commit=off",
    // A dead worker's jobs are noticed within seconds, not within the default minute.
    monitorIntervalSeconds: 10,
    superviseIntervalSeconds: 10,
  });
  await boss.start();
  useBoss(boss);
  await recordHeartbeat(workerId);
  const heartbeat = startHeartbeat(workerId, scheduleRecovery);

  const stopping = new AbortController();
  // Who wakes whom: an advance wakes the sender, the timers and the receipts, timers that fire are advanced. Everything else comes by jobs.
  const sender = createSender();
  const receipts = createReceipts(postMessage);
  const advance = createAdvancer({
    sender: (contactIds) => sender.wake(contactIds),
    timers: (dueAt) => timers.wakeAt(dueAt),
    receipts: (given) => receipts.give(given),
  });
  const timers = startTimerLoop(stopping.signal, advance);

  await registerAdvance(boss, advance);
  await registerSend(boss, sender);
  const calls = await registerCalls(boss, workerId);
  await registerMedia(boss, workerId);
  await registerImports(boss);
  await registerSweep(boss);
  await registerRetention(boss);
  await scheduleRecovery();
  const schedules = startScheduleLoop(stopping.signal);
  startMetricsServer();
  log.info({ workerId }, "worker ready");

  async function stop(signal: string): Promise<void> {
    if (stopping.signal.aborted) return;
    log.info({ signal }, "worker draining");
    stopping.abort();
    heartbeat.stop();
    receipts.stop();
    await Promise.race([drain(), sleep(DRAIN_SECONDS * 1000)]);
    process.exit(0);
  }

  async function drain(): Promise<void> {
    await boss.stop({ graceful: true, timeout: JOBS_SECONDS * 1000 });
    await Promise.all([timers.stopped, schedules.stopped]);
    await Promise.all([sender.stop(), calls.unrepeatableEnded()]);
    await deregister(workerId);
    // Signed off, it is not missed by the others: they are told to look for the calls it leaves behind.
    await enqueue(pool(), "sweep", [{}]);
    await pool().end();
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

try {
  env();
  await main();
} catch (error) {
  if (error instanceof SettingsError) console.error(error.message);
  else log.fatal({ err: error }, "worker could not start");
  process.exit(1);
}
