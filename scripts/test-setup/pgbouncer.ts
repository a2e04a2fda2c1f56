import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../postgres.ts";
import type { Pooler } from "./pooler.ts";

/** Whether this machine has PgBouncer; no package of npm brings it. */
export const HAS_PGBOUNCER = ((): boolean => {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** The real one, in transaction mode, without tracking of prepared statements. */
export async function startPgBouncer(databaseUrl: string, size: number): Promise<Pooler> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const own = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "siga-pgbouncer-"));
  chmodSync(folder, 0o755);
  const [database, file] = [pathname.slice(1), join(folder, "pgbouncer.ini")];
  const secret = password === "" ? "" : ` password=${decodeURIComponent(password)}`;
  const version = execFileSync("pgbouncer", ["--version"], { encoding: "utf8" });
  const tracks = Number(/PgBouncer 1\.(\d+)/.exec(version)?.[1] ?? 0) >= 21;
  writeFileSync(
    file,
    `[databases]
${database} = host=${hostname} port=${port} dbname=${database} user=${username}${secret}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${size}
${tracks ? "max_prepared_statements = 0\n" : ""}`,
  );
  const child = spawn("pgbouncer", [...(process.getuid?.() === 0 ? ["-u", "nobody"] : []), file], { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!(await answers(own))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `postgresql://${username}@127.0.0.1:${own}/${database}`,
    async close() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
