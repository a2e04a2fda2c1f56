import { join } from "node:path";
import { parseEnv, withoutQuotes } from "#server/platform/env";
import { startPostgres, type Postgres } from "./postgres.ts";
import { makeSigaFolder, SIGA_FOLDER } from "./siga-folder.ts";
import { ROOT } from "./run-task.ts";

/** Where `npm start` keeps its own database. */
export const EMBEDDED_DATA = join(SIGA_FOLDER, "postgres");

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
  if (parseEnv(process.env).database !== null) return null;
  makeSigaFolder();
  return startPostgres(EMBEDDED_DATA);
}

export const MIGRATE = "prisma/migrate.ts";

/**
 * The environment of a script of ours: where the embedded database is, if it is that one (a configured one it finds by itself). Only a
 * migration learns who owns the schema.
 */
export function databaseEnv(script: string, embedded: Postgres | null | undefined): NodeJS.ProcessEnv {
  const { MIGRATION_DATABASE_URL, ...env } = process.env;
  const owner = embedded ? embedded.url : MIGRATION_DATABASE_URL;
  return {
    ...env,
    ...(embedded && { DATABASE_URL: embedded.productUrl }),
    ...(script === MIGRATE && owner !== undefined && { MIGRATION_DATABASE_URL: owner }),
  };
}
