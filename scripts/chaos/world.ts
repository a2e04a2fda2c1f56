import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { FlowGraph } from "#lib/engine/types.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { startEmulator, type EmulatorServer } from "#lib/meta-emulator/serve/server.ts";
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
  /** SIGKILL, and started again; resolves when it works again. */
  kill(victim: Victim): Promise<void>;
  close(): Promise<void>;
}

interface WorldOptions {
  flow: FlowGraph;
  /** Channels, each by its number's id. */
  numbers: readonly string[];
  workers: number;
  /** Ports that flows may call. */
  outbound: number;
}

/** The real processes on a durable database of their own, and the emulated Meta, which is in this process and is not killed. */
export async function startWorld({ flow, numbers, workers, outbound }: WorldOptions): Promise<World> {
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
  const { flowId } = await setup.publish(flow);
  for (const phoneNumberId of numbers) await setup.channel({ phoneNumberId, flowId, token: null });

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
