import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** The lock that Prisma's own engine takes, so the two never migrate one database at once. */
export const MIGRATION_LOCK = 72_707_369;

const MIGRATIONS_TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Applies what the database lacks, in the order of the folders' names, and returns the names applied.
 *
 * Same folder, table, checksums and lock as `prisma migrate deploy`, which stays usable. The difference: each migration and
 * its record commit together, so a process killed half way leaves nothing that a person has to resolve.
 * Throws when a migration fails, was changed after it was applied, or was left half done by another tool.
 */
export async function applyMigrations(client: pg.Client, folder: string): Promise<string[]> {
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
      "select migration_name, checksum, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null",
    );
    const known = new Map(rows.map((row) => [row.migration_name, row]));
    const applied: string[] = [];
    for (const migration of readMigrations(folder)) {
      const record = known.get(migration.name);
      if (record) checkRecord(migration, record);
      else {
        await apply(client, migration);
        applied.push(migration.name);
      }
    }
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

function checkRecord(migration: Migration, record: { checksum: string; finished: boolean }): void {
  if (!record.finished) {
    throw new Error(
      `Migration ${migration.name} was begun by another tool and not finished. Look at the database, then run \`prisma migrate resolve\`.`,
    );
  }
  if (record.checksum !== migration.checksum) {
    throw new Error(
      `Migration ${migration.name} was changed after this database applied it. Restore the file, or begin with an empty database.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { name, sql, checksum } = migration;
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const position = error instanceof pg.DatabaseError && error.position !== undefined ? Number(error.position) : undefined;
    const line = position === undefined ? "" : `, line ${sql.slice(0, position).split("\n").length}`;
    throw new Error(`Migration ${name}${line}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
