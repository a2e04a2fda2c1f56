import { join } from "node:path";
import { parseEnv, withoutQuotes } from "#server/platform/env";
import { startPostgres, type Postgres } from "./postgres.ts";
import { ROOT } from "./run-task.ts";

/** Where `npm start` keeps its own database. */
export const EMBEDDED_DATA = join(ROOT, ".siga", "postgres");

/** `.env` fills in what the environment does not set; whoever is started from here finds settings without quotes around them. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile(join(ROOT, ".env"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  Object.assign(process.env, withoutQuotes(process.env));
}

/**
 * The configured database (DATABASE_URL, or WORKFLOW_DB_HOST and its companions); without one the embedded PostgreSQL, which is
 * started unless it runs already and returned. Throws SettingsError when a setting is wrong.
 */
export async function openDatabase(): Promise<Postgres | null> {
  return parseEnv(process.env).database === null ? startPostgres(EMBEDDED_DATA) : null;
}

/** What a child process has to be told to find it; a configured one it finds by itself. */
export const addressOf = (embedded: Postgres | null | undefined): { DATABASE_URL?: string } =>
  embedded ? { DATABASE_URL: embedded.url } : {};
