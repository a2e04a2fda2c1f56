import { freePort } from "../../postgres.ts";
import { HAS_PGBOUNCER, startPgBouncer } from "../../test-setup/pgbouncer.ts";
import { startNext, startWorker } from "../../test-setup/processes.ts";
import { heading, percentile, print, type Figure } from "../report.ts";
import { offer } from "../load.ts";
import type { Stack } from "../stack.ts";
import { cpuFigures } from "./latency.ts";
import { SATURATION } from "./saturation.ts";

const CONNECTIONS = 20;

/** Two webs and two workers instead of one of each, with a pooler in transaction mode between them and the database. */
export async function pooler(stack: Stack): Promise<Figure[]> {
  heading(`Two webs and two workers behind PgBouncer in transaction mode, ${CONNECTIONS} connections`);
  if (!HAS_PGBOUNCER) {
    console.log("  pooler skipped: no pgbouncer on the PATH");
    return [];
  }
  await Promise.all([stack.endWeb("SIGTERM"), stack.endWorker("SIGTERM")]);
  const bouncer = await startPgBouncer(stack.env.DATABASE_URL ?? "", CONNECTIONS);
  const env = { ...stack.env, DATABASE_URL: bouncer.url, DIRECT_URL: stack.env.DATABASE_URL ?? "", WORKFLOW_METRICS_PORT: "0" };
  const webs = [await startNext(env, await freePort()), await startNext(env, await freePort())];
  const workers = [await startWorker(env), await startWorker(env)];
  try {
    const urls = webs.map(({ port }) => `http://127.0.0.1:${port}/webhook/whatsapp`);
    const names = ["web 1", "web 2", "worker 1", "worker 2"];
    const pids = Object.fromEntries([...webs, ...workers].map(({ child }, n) => [names[n] ?? "", child.pid ?? 0]));
    await offer(stack, { ...SATURATION, count: 1_000, urls, pids: {} });
    const load = await offer(stack, { ...SATURATION, urls, pids });
    const figures: Figure[] = [
      { name: "messages sustained", value: load.messagesPerSecond, unit: "/s" },
      { name: "acknowledged p99", value: percentile(load.acknowledged, 0.99), unit: "ms" },
      { name: "lost, refused, repeated", value: load.lost + load.refused + load.repeated, unit: "", target: { atMost: 0 } },
      ...cpuFigures(load.cpu),
    ];
    print(figures);
    return figures.map((figure) => ({ ...figure, name: `pooler ${figure.name}` }));
  } finally {
    await Promise.all([...webs, ...workers].map((process) => process.end("SIGTERM")));
    await bouncer.close();
    await Promise.all([stack.startWeb(), stack.startWorker()]);
  }
}
