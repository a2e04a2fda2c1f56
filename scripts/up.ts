import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv, refuseWeakSecrets, type Env } from "#server/platform/env";
import { address, claimPort, claimFolder } from "./locks.ts";
import { WORKER } from "./build-worker.ts";
import { build, isBuilt } from "./build.ts";
import { completeEnvFile } from "./env-file.ts";
import { databaseEnv, EMBEDDED_DATA, loadDotEnv, MIGRATE, openDatabase } from "./local-database.ts";
import { freePort, startPostgres, type Postgres } from "./postgres.ts";
import { ROOT, runTask } from "./run-task.ts";
import { EMULATOR_FILE, makeSigaFolder, SIGA_FOLDER } from "./siga-folder.ts";
import { report, step } from "./progress.ts";
import { backoff, Supervised } from "./supervise.ts";

/**
 * `npm start` (and with --dev `npm run dev`): brings up everything Siga needs, keeps it up, and takes it down in order:
 * web and worker first, the database last.
 */
const dev = process.argv.includes("--dev");
const NEXT = "node_modules/next/dist/bin/next";
const NEXT_BANNER = /^(\x1b\[\?25h)?\s*$|^\s*(▲|- (Local|Network|Environments)|✓ (Starting|Ready|Running))/;

let children: Supervised[] = [];
let database: Postgres | undefined;
let opening: Promise<unknown> | undefined;
/** Of the emulated Meta, where there is one. */
let emulatorUrl: string | undefined;
const cancel = new AbortController();
let stoppingSince: number | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
try {
  await up();
} catch (error) {
  await fail(error instanceof Error ? error.message : String(error));
}

async function up(): Promise<void> {
  const isPasswordGiven = (process.env.WORKFLOW_ADMIN_PASSWORD ?? "") !== "";
  loadDotEnv();
  const place = parseEnv(process.env);
  refuseWeakSecrets(place);
  makeSigaFolder();
  claimFolder(join(SIGA_FOLDER, "running.json"), address(place));
  await claimPort(place);
  const made = completeEnvFile(join(ROOT, ".env"), process.env);
  if (made.length > 0) report(`wrote ${made.join(", ")} to .env`);
  const settings = parseEnv(process.env);

  if (settings.database === null) await connect();
  if (settings.emulated) emulatorUrl = `http://127.0.0.1:${await freePort()}`;
  const env = childEnv("web and worker", settings);
  if (database && database.dataDir !== EMBEDDED_DATA)
    report(`the database lives in ${database.dataDir}: PostgreSQL's account can not enter this folder`);
  await step("migrate", () => runTask(MIGRATE, { env: childEnv(MIGRATE, settings), quiet: true, signal: cancel.signal }));
  await step("seed", () => runTask("prisma/seed.ts", { env, quiet: true, signal: cancel.signal }));
  if (!dev && !isBuilt())
    await step("build (only when the source changed)", () => build({ quiet: true, checkTypes: false, signal: cancel.signal }));
  cancel.signal.throwIfAborted();

  const nextArgs = [NEXT, dev ? "dev" : "start", "-H", settings.HOST, "-p", String(settings.PORT)];
  const giveUp = (reason: string) => void fail(reason);
  const web = new Supervised({ name: "web", args: nextArgs, env, hide: NEXT_BANNER }, giveUp);
  const worker = new Supervised({ name: "worker", args: [dev ? "worker/index.ts" : WORKER], env }, giveUp);
  const meta =
    emulatorUrl === undefined ? [] : [new Supervised({ name: "emulated Meta", args: ["scripts/meta.ts", EMULATOR_FILE], env }, giveUp)];
  children = [web, worker, ...meta];
  if (dev) restartOnChange(worker);
  await step("web and worker", () => untilHealthy(address(settings)), { prints: true });
  for (const child of children) child.settled();
  greet(settings, isPasswordGiven);
}

async function connect(): Promise<void> {
  await step("database", () => {
    const opened = openDatabase().then((embedded) => {
      if (embedded) superviseDatabase(embedded);
    });
    opening = opened;
    return opened;
  });
}

function superviseDatabase(server: Postgres): void {
  database = server;
  void server.exited.then(async () => {
    for (let attempt = 1; stoppingSince === undefined; attempt++) {
      const delay = backoff(attempt);
      report(`PostgreSQL ended, starting it again in ${delay / 1000} s`);
      await sleep(delay);
      if (stoppingSince !== undefined) return;
      try {
        opening = startPostgres(EMBEDDED_DATA, { port: server.port }).then(superviseDatabase);
        await opening;
        return report("PostgreSQL is back");
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
  });
}

function childEnv(script: string, settings: Env): NodeJS.ProcessEnv {
  const { NODE_ENV } = process.env;
  return {
    ...databaseEnv(script, database),
    // `next start` and `next dev` have their own idea of NODE_ENV, so the operator's travels beside it.
    SIGA_ENV: NODE_ENV === "production" || NODE_ENV === "test" ? NODE_ENV : "development",
    NODE_ENV: dev ? "development" : "production",
    HOST: settings.HOST,
    PORT: String(settings.PORT),
    ...(emulatorUrl === undefined ? {} : { WORKFLOW_META_EMULATOR_URL: emulatorUrl }),
    NEXTAUTH_URL: settings.NEXTAUTH_URL ?? address(settings),
  };
}

function restartOnChange(worker: Supervised): void {
  let pending: NodeJS.Timeout | undefined;
  for (const folder of ["lib", "worker"]) {
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
      if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
      clearTimeout(pending);
      pending = setTimeout(() => worker.restart(), 150);
    });
  }
}

async function untilHealthy(base: string): Promise<void> {
  let last = "no answer";
  const deadline = performance.now() + 90_000;
  for (;;) {
    cancel.signal.throwIfAborted();
    try {
      const response = await fetch(`${base}/api/v1/health`, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline) throw new Error(`${base}/api/v1/health does not say that all is well: ${last}`);
    await sleep(100);
  }
}

/** `isPasswordGiven`: by the environment, which goes before the file. */
function greet(settings: Env, isPasswordGiven: boolean): void {
  const whatsApp = settings.live
    ? "connected: messages leave for Meta"
    : settings.emulated
      ? "not connected: an emulated Meta stands in (Phone, in the console); .env.example says what to set"
      : "not connected: replies are simulated; .env.example says what to set";
  console.log(`
  Siga is running   ${address(settings)}
  Log in            ${settings.WORKFLOW_ADMIN_EMAIL}  the password is WORKFLOW_ADMIN_PASSWORD ${isPasswordGiven ? "of your environment" : "in .env"}
  Talk to it        npm run chat   (in another terminal)
  REST API          Authorization: Bearer <WORKFLOW_API_TOKEN of .env>   ${address(settings)}/api/v1/openapi.json
  WhatsApp          ${whatsApp}
  Stop              Ctrl-C
`);
}

function onSignal(): void {
  // npm and the terminal both pass Ctrl-C on, so the same key press can arrive twice.
  if (stoppingSince === undefined) void stop(0);
  else if (performance.now() - stoppingSince > 1_000) {
    for (const child of children) child.kill();
    if (database) process.kill(database.pid, "SIGQUIT");
    process.exit(130);
  }
}

async function stop(code: number): Promise<never> {
  stoppingSince = performance.now();
  const something = children.length > 0 || opening !== undefined;
  if (something) report("stopping");
  cancel.abort();
  await Promise.all(children.map((child) => child.stop(17_000)));
  await opening?.catch(() => {});
  await database?.stop();
  if (something) report("stopped");
  process.exit(code);
}

async function fail(reason: string): Promise<void> {
  if (stoppingSince !== undefined) return;
  console.error(`\n${reason}\n`);
  await stop(1);
}
