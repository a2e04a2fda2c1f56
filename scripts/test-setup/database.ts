import { randomBytes } from "node:crypto";
import type { EventEmitter } from "node:events";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  /** As the owner, who may do everything. */
  url: string;
  /** As web and worker connect. */
  productUrl: string;
  /** Closes this pool or connection before the database is dropped. Returns it. */
  adopt<Connection extends pg.Pool | pg.Client>(connection: Connection): Connection;
  /** Closes what it has adopted and removes it; whatever is still connected then (a killed process) is cut. */
  drop(): Promise<void>;
}

/** An empty, migrated database of the caller's own (about 20 ms). One a test file is enough. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject("templateDatabaseUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(template, `create database ${name} template siga_template`);
  const [url, productUrl] = [new URL(template), new URL(inject("templateProductUrl"))];
  url.pathname = productUrl.pathname = `/${name}`;
  const closings: (() => Promise<void>)[] = [];
  let isDropped = false;
  return {
    url: url.href,
    productUrl: productUrl.href,
    adopt(connection) {
      closings.push(connection instanceof pg.Pool ? closingOf(connection) : () => connection.end());
      // What a drop cuts was to be closed anyway; anything else that breaks fails the run, as it would without a listener.
      (connection as EventEmitter).on("error", (error: Error) => {
        if (!isDropped) throw error;
      });
      return connection;
    },
    async drop() {
      await Promise.all(closings.map((close) => close()));
      isDropped = true;
      await onServer(template, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Ends a new pool once it is called, and waits until its connections are closed: `pool.end()` resolves while they still close. */
function closingOf(pool: pg.Pool): () => Promise<void> {
  const open = new Set<pg.PoolClient>();
  pool.on("connect", (client) => open.add(client));
  pool.on("remove", (client) => open.delete(client));
  return async () => {
    if (!pool.ending) await pool.end();
    while (open.size > 0) await new Promise((resolve) => pool.once("remove", resolve));
  };
}

async function onServer(template: string, statement: string): Promise<void> {
  const admin = new URL(template);
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
