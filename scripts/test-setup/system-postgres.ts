import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../postgres.ts";

/** A PostgreSQL of the machine itself with all its tools, such as Debian's; the packaged one has neither pg_dump nor pg_restore. */
export const SYSTEM_POSTGRES: string | undefined = globSync(["/usr/lib/postgresql/*/bin", "/usr/local/bin", "/opt/homebrew/bin"])
  .filter((folder) => ["initdb", "postgres", "pg_dump", "pg_restore"].every((tool) => existsSync(join(folder, tool))))
  .at(-1);

/** PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

interface SystemPostgres {
  /** Address of a database of this name. */
  url(database: string): string;
  /** Runs one of its tools to its end. */
  run(tool: string, ...args: string[]): void;
  stop(): Promise<void>;
}

/** One that is thrown away. */
export async function startSystemPostgres(): Promise<SystemPostgres> {
  const bin = SYSTEM_POSTGRES ?? "";
  const folder = mkdtempSync(join(tmpdir(), "siga-system-postgres-"));
  chmodSync(folder, 0o755);
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const [data, port] = [join(folder, "data"), await freePort()];
  const options = { ...account, cwd: "/", env: { LC_ALL: "C", NODE_ENV: "test" } as const };
  const run = (tool: string, ...args: string[]) =>
    void execFileSync(join(bin, tool), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  run("initdb", `--pgdata=${data}`, "--username=siga", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((each) => ["-c", each])], { ...options, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = (database: string) => `postgresql://siga@127.0.0.1:${port}/${database}`;
  for (let tries = 0; ; tries += 1) {
    try {
      run("pg_isready", "-d", url("postgres"));
      break;
    } catch (error) {
      if (tries > 300 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    url,
    run,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
