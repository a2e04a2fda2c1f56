import { join } from "node:path";
import { connectionConfig, DatabaseClient, refusePooler } from "#server/platform/database-client";
import type { DatabaseSettings } from "#server/platform/database-settings";
import { env } from "#server/platform/env";
import { installQueues } from "#server/platform/queue";
import { applyMigrations } from "./apply-migrations.ts";

/**
 * `npm run db:migrate`: applies the migrations that the database lacks and installs the queues. Safe to run again, and from
 * several places at once. DIRECT_URL, when set, goes before DATABASE_URL: a transaction pooler can not hold the lock.
 */
async function migrate(database: DatabaseSettings): Promise<string[]> {
  const client = new DatabaseClient(connectionConfig(database));
  // The statement under way tells of a connection that breaks; without a listener that would be one more, uncaught.
  client.on("error", () => {});
  await client.connect();
  try {
    return await applyMigrations(client, join(import.meta.dirname, "migrations"));
  } finally {
    await client.end();
  }
}

function explain(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(explain).join("\n");
  return error instanceof Error ? error.message : String(error);
}

try {
  const database = env().directDatabase;
  if (database === null)
    throw new Error("No database is configured: set DATABASE_URL, or use `npm run db:migrate`, which falls back to the embedded one.");
  await refusePooler(database, "migrations hold a lock for as long as they take");
  const applied = await migrate(database);
  await installQueues(database);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
} catch (error) {
  console.error(`The database could not be migrated: ${explain(error)}`);
  process.exitCode = 1;
}
