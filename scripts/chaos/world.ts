import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
import { type chaosFlows, flowId, type FlowName, OPT_IN, OPT_OUT } from "./flows.ts";
import { API_TOKEN } from "./outside.ts";
import { freePort, startPostgres } from "../postgres.ts";
import { runTask } from "../run-task.ts";
import { startWebhook, startWorker, type TestProcess } from "../test-setup/processes.ts";
import { testServer } from "../test-setup/server.ts";

export const VICTIMS = ["worker", "web", "PostgreSQL"] as const;
export type Victim = (typeof VICTIMS)[number];

export interface World {
  meta: EmulatorServer;
  /** Asks the database, again and again where it is not there. */
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Where our web is. */
  webUrl: string;
  /** Channels' rows, by their numbers' ids. */
  channels: ReadonlyMap<string, number>;
  /** SIGKILL, and started again; resolves when it works again. */
  kill(victim: Victim): Promise<void>;
  close(): Promise<void>;
}

interface WorldOptions {
  flows: ReturnType<typeof chaosFlows>;
  /** Channels, each by its number's id. */
  numbers: readonly string[];
  workers: number;
  /** Ports that flows may call. */
  outbound: number;
}

/** The real processes on a durable database of their own, and the emulated Meta, which is in this process and is not killed. */
export async function startWorld({ flows, numbers, workers, outbound }: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "siga-chaos-"));
  chmodSync(folder, 0o755);
  const openPostgres = (more = {}) => startPostgres(join(folder, "postgres"), { durable: true, ...more });
  let postgres = await openPostgres();
  // Its session is its own: whoever is interrupted would leave it running.
  const abandon = () => process.kill(postgres.pid, "SIGQUIT");
  process.once("exit", abandon);
  await runTask("prisma/migrate.ts", {
    env: { ...process.env, DATABASE_URL: postgres.productUrl, DIRECT_URL: "", MIGRATION_DATABASE_URL: postgres.url },
    quiet: true,
  });
  const db = new pg.Pool({ connectionString: postgres.url, max: 3 });
  db.on("error", () => {});
  const setup = testServer(postgres.url, db);
  for (const [name, flow] of Object.entries(flows)) {
    const published = await setup.publish(flow);
    if (published.flowId !== flowId(name as FlowName)) throw new Error(`the flow ${name} got another id than the others know it by`);
    await setup.rows("UPDATE flows SET name = $2 WHERE id = $1", [published.flowId, name]);
  }
  const channels = new Map<string, number>();
  for (const phoneNumberId of numbers)
    channels.set(phoneNumberId, await setup.channel({ phoneNumberId, flowId: flowId("main"), token: null }));
  await setup.rows(
    `UPDATE channels SET rescue_flow_id = $1, opt_out_words = ARRAY[$2], opt_out_reply = $3, opt_in_words = ARRAY[$4], opt_in_reply = $5`,
    [flowId("rescue"), OPT_OUT.word, OPT_OUT.reply, OPT_IN.word, OPT_IN.reply],
  );

  const key = randomBytes(32).toString("hex");
  const port = await freePort();
  const meta = await startEmulator({ keys: emulatorKeys(key), webhookUrl: `http://127.0.0.1:${port}/webhook/whatsapp` });
  const env = {
    DATABASE_URL: postgres.productUrl,
    WORKFLOW_ENCRYPTION_KEY: "0b".repeat(32),
    NEXTAUTH_SECRET: "chaos-nextauth-secret-0123456789",
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    WORKFLOW_META_EMULATOR_URL: meta.url,
    WORKFLOW_META_EMULATOR_KEY: key,
    WORKFLOW_OUTBOUND_ALLOW: `127.0.0.1:${outbound}`,
    WORKFLOW_METRICS_PORT: "0",
    WORKFLOW_API_TOKEN: API_TOKEN,
  };
  let web: TestProcess = await startWebhook(env, port);
  const working: TestProcess[] = await Promise.all(Array.from({ length: workers }, () => startWorker(env)));
  let next = 0;
  const kills: Record<Victim, () => Promise<void>> = {
    async worker() {
      const at = next++ % workers;
      await working[at]?.end("SIGKILL");
      working[at] = await startWorker(env);
    },
    async web() {
      await web.end("SIGKILL");
      web = await startWebhook(env, port);
    },
    async PostgreSQL() {
      process.kill(postgres.pid, "SIGKILL");
      await postgres.exited;
      postgres = await openPostgres({ port: postgres.port });
    },
  };
  return {
    meta,
    webUrl: env.NEXTAUTH_URL,
    channels,
    async rows<Row extends object>(sql: string, values: unknown[] = []) {
      for (let tries = 1; ; tries += 1) {
        try {
          return (await db.query<Row>(sql, values)).rows;
        } catch (error) {
          if (tries === 100) throw error;
          await sleep(300);
        }
      }
    },
    kill: (victim) => kills[victim](),
    async close() {
      await Promise.all([web, ...working].map((process) => process.end("SIGKILL")));
      await meta.close();
      await db.end();
      await postgres.stop();
      process.off("exit", abandon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
