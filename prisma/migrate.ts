import { join } from "node:path";
import type pg from "pg";
import { connectionConfig, DatabaseClient, refusePooler } from "#server/platform/database-client";
import type { DatabaseSettings } from "#server/platform/database-settings";
import { env } from "#server/platform/env";
import { installQueues } from "#server/platform/queue";
import { applyMigrations } from "./apply-migrations.ts";
import { grantProductRole } from "./product-role.ts";

/**
 * `npm run db:migrate`: applies the migrations that the database lacks, installs the queues, and gives the role of web and worker its
 * rights. Safe to run again, and from several places at once. As the owner of the schema (MIGRATION_DATABASE_URL); without one all is one
 * role's, of DIRECT_URL before DATABASE_URL: a transaction pooler can not hold the lock.
 */
async function asOwner<T>(owner: DatabaseSettings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new DatabaseClient(connectionConfig(owner));
  // The statement under way tells of a connection that breaks; without a listener that would be one more, uncaught.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function explain(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(explain).join("\n");
  return error instanceof Error ? error.message : String(error);
}

try {
  const { ownerDatabase, directDatabase } = env();
  const owner = ownerDatabase ?? directDatabase;
  if (owner === null)
    throw new Error("No database is configured: set DATABASE_URL, or use `npm run db:migrate`, which falls back to the embedded one.");
  await refusePooler(owner, "migrations hold a lock for as long as they take");
  const applied = await asOwner(owner, (client) => applyMigrations(client, join(import.meta.dirname, "migrations")));
  await installQueues(owner);
  // As the direct address has it: a pooler's users may be called otherwise than their roles.
  if (ownerDatabase !== null && directDatabase !== null) await asOwner(owner, (client) => grantProductRole(client, directDatabase));
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
} catch (error) {
  console.error(`The database could not be migrated: ${explain(error)}`);
  process.exitCode = 1;
}
