import { execFileSync, spawn } from "node:child_process";
import { closeSync, fchmodSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { initialiseCluster, locatePostgres, PRODUCT_ROLE, productPassword, SUPERUSER, type PostgresFiles } from "./postgres-files.ts";

interface PostgresOptions {
  /** Fixed port. Without it: the port of the last start if it is still free, else any free one. */
  port?: number;
  /** Database made on first use; "siga" unless told. */
  database?: string;
  /** `false` trades crash safety for speed. For throw-away clusters of unit tests only. */
  durable?: boolean;
  /** Further server settings, as `postgres -c name=value` takes them. */
  settings?: Record<string, string>;
}

export interface Postgres {
  /** As the superuser, who owns the schema. */
  url: string;
  /** As the role of web and worker, which the migration makes. */
  productUrl: string;
  port: number;
  pid: number;
  /** Where the cluster lives: not where it was asked for when root's folder is closed to PostgreSQL's account. */
  dataDir: string;
  /** The server was running already: an earlier owner died without stopping it. */
  adopted: boolean;
  /** Resolves when the server process has ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, what was committed is on disk. */
  stop(): Promise<void>;
}

interface Server {
  pid: number;
  port: number;
  exited: Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, or takes over the one already running in `dataDir`.
 * Throws with the end of the server's own log when it does not come up.
 */
export async function startPostgres(dataDir: string, options: PostgresOptions = {}): Promise<Postgres> {
  const files = locatePostgres(dataDir);
  initialiseCluster(files, options.durable ?? true);
  const password = readFileSync(join(files.dataDir, "siga-password"), "utf8");
  const running = await findRunning(files.dataDir);
  const server = running ?? (await launch(files, options));
  const urlAs = (user: string, secret: string, database: string) => `postgresql://${user}:${secret}@127.0.0.1:${server.port}/${database}`;
  const database = options.database ?? "siga";
  await ensureDatabase(urlAs(SUPERUSER, password, "postgres"), database);
  const url = urlAs(SUPERUSER, password, database);
  const productUrl = urlAs(PRODUCT_ROLE, productPassword(files.dataDir), database);
  return { ...server, url, productUrl, dataDir: files.dataDir, adopted: running !== undefined, stop: () => stop(server) };
}

async function launch(files: PostgresFiles, options: PostgresOptions): Promise<Server> {
  const portFile = join(files.dataDir, "siga-port");
  const port = options.port ?? (await freePort(rememberedPort(portFile)));
  const settings = { ...serverSettings(options.durable ?? true), ...options.settings, port: String(port) };
  const args = ["-D", files.dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  for (let attempt = 1; ; attempt++) {
    const log = openSync(files.logFile, "w", 0o600);
    // One that was there keeps its mode, and what a statement fails at, with its values, stands in it.
    fchmodSync(log, 0o600);
    // Its own session: Ctrl-C in the terminal reaches web and worker first, which still need the database to finish.
    const child = spawn(files.binary("postgres"), args, { ...files.spawn, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    const { pid } = child;
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    let over = false;
    void exited.then(() => (over = true));
    while (!over && !(pid !== undefined && isReady(files.dataDir, pid))) await sleep(15);
    if (!over && pid !== undefined) {
      writeFileSync(portFile, String(port));
      return { pid, port, exited };
    }
    const story = readFileSync(files.logFile, "utf8");
    // After a SIGKILL of the server its backends hold the shared memory for a moment longer.
    if (attempt > 20 || !story.includes("pre-existing shared memory block")) {
      throw new Error(`PostgreSQL did not start (${files.logFile}):\n${story.trim().split("\n").slice(-6).join("\n")}`);
    }
    await sleep(250);
  }
}

function serverSettings(durable: boolean): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "128MB",
    jit: "off",
    max_wal_size: "1GB",
    min_wal_size: "128MB",
    wal_level: "minimal",
    max_wal_senders: "0",
    random_page_cost: "1.1",
    log_checkpoints: "off",
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
}

/** `postmaster.pid` is PostgreSQL's own record: process id, folder, start time, port, socket folder, address, memory, state. */
function readPidFile(dataDir: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

function isReady(dataDir: string, pid: number): boolean {
  const record = readPidFile(dataDir);
  return record?.pid === pid && record.ready;
}

/** Whether a server has this data open. */
export function isRunning(dataDir: string): boolean {
  const record = readPidFile(dataDir);
  return record !== undefined && commandLine(record.pid).includes(dataDir);
}

async function findRunning(dataDir: string): Promise<Server | undefined> {
  for (;;) {
    const record = readPidFile(dataDir);
    if (!record) return undefined;
    const { pid, port } = record;
    if (!isRunning(dataDir)) {
      // A leftover whose number may by now be another program's, which PostgreSQL would take for a living server.
      rmSync(join(dataDir, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (record.ready) return { pid, port, exited: watch(pid, dataDir) };
    await sleep(50);
  }
}

/** How a running process was started, or "" when there is none of that number. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

function watch(pid: number, dataDir: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (commandLine(pid).includes(dataDir)) return;
      clearInterval(timer);
      resolve();
    }, 200);
    timer.unref();
  });
}

async function stop(server: Server): Promise<void> {
  try {
    process.kill(server.pid, "SIGINT");
  } catch {
    return;
  }
  const patience = setTimeout(() => process.kill(server.pid, "SIGQUIT"), 20_000);
  await server.exited;
  clearTimeout(patience);
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  // The statement under way fails with it; unheard, it would end the process besides.
  client.on("error", () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function rememberedPort(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Below the range for outgoing connections: there a client that retries while the server restarts can connect to itself and keep the port.
 */
export async function freePort(preferred?: number): Promise<number> {
  for (let candidate = preferred; ; candidate = undefined) {
    const port = candidate ?? 20_000 + Math.floor(Math.random() * 10_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
