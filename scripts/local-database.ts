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

export interface LocalDatabase {
  /** As web and worker connect. */
  url: string;
  /** As migrations do, where that is another role. */
  ownerUrl?: string | undefined;
  embedded?: Postgres;
}

/**
 * The configured database (DATABASE_URL, or WORKFLOW_DB_HOST and its companions); without one the embedded PostgreSQL, which is
 * started unless it runs already. Throws SettingsError when a setting is wrong.
 */
export async function openDatabase(): Promise<LocalDatabase> {
  const { databaseUrl, MIGRATION_DATABASE_URL } = parseEnv(process.env);
  if (databaseUrl !== "") return { url: databaseUrl, ownerUrl: MIGRATION_DATABASE_URL };
  const embedded = await startPostgres(EMBEDDED_DATA);
  return { url: embedded.productUrl, ownerUrl: embedded.url, embedded };
}

/** The environment of a script of ours: only a migration learns who owns the schema. */
export function databaseEnv(script: string, { url, ownerUrl }: Pick<LocalDatabase, "url" | "ownerUrl">): NodeJS.ProcessEnv {
  const { MIGRATION_DATABASE_URL: _, ...env } = process.env;
  return { ...env, DATABASE_URL: url, ...(script === MIGRATE && ownerUrl !== undefined && { MIGRATION_DATABASE_URL: ownerUrl }) };
}

export const MIGRATE = "prisma/migrate.ts";
