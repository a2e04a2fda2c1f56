import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { runTask } from "../run-task.ts";
import { startPostgres } from "../postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the `siga_template` database, which holds the migrated schema and no rows. */
    templateDatabaseUrl: string;
    /** The same as the role of web and worker. */
    templateProductUrl: string;
  }
}

const PREFIX = "siga-test-";

/** Starts one throw-away PostgreSQL for the whole run, migrates its template database, and returns the teardown. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${project.name}`);
  mkdirSync(folder, { mode: 0o755 });
  const postgres = await startPostgres(join(folder, "postgres"), {
    database: "siga_template",
    durable: false,
    settings: { max_connections: "300", shared_buffers: "64MB" },
  });
  const teardown = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await runTask("prisma/migrate.ts", {
      env: { ...process.env, DATABASE_URL: postgres.productUrl, DIRECT_URL: "", MIGRATION_DATABASE_URL: postgres.url },
      quiet: true,
    });
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("templateDatabaseUrl", postgres.url);
  project.provide("templateProductUrl", postgres.productUrl);
  return teardown;
}

/** A run that was killed could not stop its server. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number.parseInt(name.slice(PREFIX.length));
    if (!name.startsWith(PREFIX) || !owner || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    try {
      process.kill(Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGQUIT");
    } catch {
      // It had stopped, or never started.
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
