import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { WORKER } from "../build-worker.ts";
import { isBuilt, build } from "../build.ts";
import { freePort, startPostgres, type Postgres } from "../postgres.ts";
import { runTask } from "../run-task.ts";
import { step } from "../progress.ts";
import { startProcess, type TestProcess } from "../test-setup/processes.ts";
import { testServer } from "../test-setup/server.ts";
import type { GraphCommand, GraphReport } from "./graph-process.ts";

export const APP_SECRET = "bench-app-secret";
export const API_TOKEN = "bench-api-token-0123456789";
export const NUMBER = "1000000000000001";
const GRAPH_LATENCY_MS = 80;

export interface Stack {
  db: pg.Pool;
  /** rows, publish, channel: as the tests have them. */
  setup: ReturnType<typeof testServer>;
  env: Record<string, string>;
  webhookUrl: string;
  /** Port and key of the emulated Meta, which channels without a token speak to; a section that wants it starts it. */
  emulator: [port: string, key: string];
  pids(): { web: number; worker: number; postgres: number; graph: number };
  graph(command: GraphCommand): Promise<GraphReport>;
  startWorker(): Promise<void>;
  startWeb(): Promise<void>;
  /** Ends it as told and waits until it has. */
  endWorker(signal: NodeJS.Signals): Promise<void>;
  endWeb(signal: NodeJS.Signals): Promise<void>;
  /** SIGKILL, and the same cluster started again. */
  crashDatabase(): Promise<void>;
  close(): Promise<void>;
}

interface StackOptions {
  /** Use the build that is there, whatever it was made of. */
  asBuilt: boolean;
}

const PG_SETTINGS = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track_utility": "on",
  // Commit times tell when something was really done, for everyone to see.
  track_commit_timestamp: "on",
};

/** A database of its own with durable settings, the built web, one worker and the fake Graph API, each a process. */
export async function startStack({ asBuilt }: StackOptions): Promise<Stack> {
  if (!asBuilt && !isBuilt()) await step("build (only when the source changed)", () => build({ quiet: true, checkTypes: false }));
  const folder = mkdtempSync(join(tmpdir(), "siga-bench-"));
  chmodSync(folder, 0o755);
  const openPostgres = (port?: number) =>
    startPostgres(join(folder, "postgres"), { durable: true, settings: PG_SETTINGS, ...(port === undefined ? {} : { port }) });
  let postgres: Postgres = await step("database", () => openPostgres());
  const db = new pg.Pool({ connectionString: postgres.url, max: 4 });
  db.on("error", () => {});
  await step("migrate", () =>
    runTask("prisma/migrate.ts", {
      env: { ...process.env, DATABASE_URL: postgres.productUrl, MIGRATION_DATABASE_URL: postgres.url },
      quiet: true,
    }),
  );
  await db.query("CREATE EXTENSION pg_stat_statements");

  const graph = startProcess("scripts/bench/graph-process.ts", [String(GRAPH_LATENCY_MS)], {});
  const graphUrl = (await answerOf<{ url: string }>(graph)).url;
  const port = await freePort();
  const emulator: Stack["emulator"] = [String(await freePort()), "0c".repeat(32)];
  const env: Record<string, string> = {
    DATABASE_URL: postgres.productUrl,
    NODE_ENV: "production",
    SIGA_ENV: "development",
    WORKFLOW_LOG_LEVEL: "info",
    WORKFLOW_ENCRYPTION_KEY: "0b".repeat(32),
    NEXTAUTH_SECRET: "bench-nextauth-secret",
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    WORKFLOW_WHATSAPP_APP_SECRET: APP_SECRET,
    WORKFLOW_API_TOKEN: API_TOKEN,
    WORKFLOW_WHATSAPP_API_BASE_URL: graphUrl,
    WORKFLOW_META_EMULATOR_URL: `http://127.0.0.1:${emulator[0]}`,
    WORKFLOW_META_EMULATOR_KEY: emulator[1],
    PORT: String(port),
  };
  Object.assign(process.env, { WORKFLOW_ENCRYPTION_KEY: env.WORKFLOW_ENCRYPTION_KEY });

  let web: TestProcess;
  let worker: TestProcess;
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await Promise.all([web.end("SIGTERM"), worker.end("SIGTERM")]);
    await graph.end("SIGKILL");
    await db.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const stack: Stack = {
    db,
    setup: testServer(postgres.url, db),
    env,
    webhookUrl: `http://127.0.0.1:${port}/webhook/whatsapp`,
    emulator,
    pids: () => ({ web: web.child.pid ?? 0, worker: worker.child.pid ?? 0, postgres: postgres.pid, graph: graph.child.pid ?? 0 }),
    graph: async (command) => {
      const answer = answerOf<GraphReport>(graph);
      graph.child.send(command);
      return answer;
    },
    async startWeb() {
      web = startProcess("node_modules/next/dist/bin/next", ["start", "-H", "127.0.0.1", "-p", String(port)], env);
      await web.printed(/Ready/);
    },
    async startWorker() {
      worker = startProcess(WORKER, [], env);
      await worker.printed(/worker ready/);
    },
    endWeb: async (signal) => void (await web.end(signal)),
    endWorker: async (signal) => void (await worker.end(signal)),
    async crashDatabase() {
      process.kill(postgres.pid, "SIGKILL");
      await postgres.exited;
      postgres = await openPostgres(postgres.port);
    },
    close: () => (closing ??= close()),
  };
  await step("web and worker", () => Promise.all([stack.startWeb(), stack.startWorker()]));
  return stack;
}

export function answerOf<T>(process: TestProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`a process of the benchmark ended:\n${process.output().slice(-2_000)}`));
    process.child.once("exit", onExit);
    process.child.once("message", (message) => {
      process.child.off("exit", onExit);
      resolve(message as T);
    });
  });
}
