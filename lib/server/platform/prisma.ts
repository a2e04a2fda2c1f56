import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "#lib/generated/prisma/client.ts";
import { type Db, pool } from "./db.ts";

declare global {
  // As the pool itself (see db.ts): `next dev` reloads modules, and the connections outlive them.
  var sigaPrismas: WeakMap<Db, PrismaClient> | undefined;
}

/** One client per connection of the pool, for as long as the connection lives, and one for the pool itself. */
const clients = (globalThis.sigaPrismas ??= new WeakMap<Db, PrismaClient>());

/**
 * Prisma on the process's own connections, for rows that are read or written one by one. Without `db` each operation takes
 * a connection of the pool; with the client of `inTransaction` it is part of that transaction, beside whatever SQL is there.
 */
export function prisma(db: Db = pool()): PrismaClient {
  let client = clients.get(db);
  if (client === undefined) {
    client = new PrismaClient({ adapter: db instanceof pg.Pool ? new PrismaPg(db) : onConnection(db as pg.PoolClient) });
    clients.set(db, client);
  }
  return client;
}

type AdapterFactory = Pick<PrismaPg, "provider" | "adapterName" | "connect">;

/**
 * Prisma's adapter wants a pool: this is one that always lends the same connection. Operations of several statements open a
 * transaction of their own, which here is the one that is open already: it begins and ends with `inTransaction`.
 */
function onConnection(connection: pg.PoolClient): AdapterFactory {
  const lender = Object.assign(new pg.Pool({ max: 1 }), { query: connection.query.bind(connection) });
  const factory = new PrismaPg(lender);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect();
      const transaction = {
        provider: adapter.provider,
        adapterName: adapter.adapterName,
        queryRaw: adapter.queryRaw.bind(adapter),
        executeRaw: adapter.executeRaw.bind(adapter),
        // Prisma sends no COMMIT or ROLLBACK of its own then.
        options: { usePhantomQuery: true },
        commit: () => Promise.resolve(),
        rollback: () => Promise.resolve(),
      };
      return Object.assign(adapter, { startTransaction: () => Promise.resolve(transaction) });
    },
  };
}

/** A value that has been parsed, or is of our own making, for a JSON column. */
export const toJson = (value: object): Prisma.InputJsonObject => value as Prisma.InputJsonObject;
