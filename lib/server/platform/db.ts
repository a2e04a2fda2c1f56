import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { connectionConfig, type DatabaseClient } from "./database-client.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { env, SettingsError } from "./env.ts";
import { log } from "./log.ts";

// bigint columns are ids and counters, all far below 2^53: numbers are what JSON and the code want.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

declare global {
  // `next dev` reloads modules; without this each reload would leave a pool behind.
  var sigaPool: pg.Pool | undefined;
  var sigaInboundPool: pg.Pool | undefined;
}

/**
 * Longer than a statement may take: the server has had its say by then, unless it is gone without a word (a failover, a cut
 * line), which a connection alone would notice after a quarter of an hour, or never.
 */
const SILENCE_MS = 30_000;

/** How a connection notices that there is nobody at the other end any more. */
export const connectionTimeouts = (silenceMs = SILENCE_MS) => ({
  query_timeout: silenceMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

/** The pool of whatever runs now, if it has one of its own. */
const ownPool = new AsyncLocalStorage<pg.Pool>();

/**
 * The process's pool of connections.
 * @throws SettingsError when no database is configured.
 */
export function pool(): pg.Pool {
  globalThis.sigaPool ??= createPool(env().database, env().DATABASE_POOL_SIZE);
  return ownPool.getStore() ?? globalThis.sigaPool;
}

const INBOUND_CONNECTIONS = 4;
/** Meta gives a webhook some seconds; it repeats what it got no answer to, and what it was told to (503) it repeats too. */
const INBOUND_SILENCE_MS = 4_000;

/**
 * Whatever `work` reads and writes goes through connections that are for webhooks alone, so that no search and no figures can take
 * them away; and a database that hangs is given up soon.
 */
export function forInbound<T>(work: () => Promise<T>): Promise<T> {
  globalThis.sigaInboundPool ??= createPool(env().database, INBOUND_CONNECTIONS, INBOUND_SILENCE_MS);
  return ownPool.run(globalThis.sigaInboundPool, work);
}

/** The pools that this process has made, by what they are for. */
export const openPools = (): [name: string, pool: pg.Pool][] =>
  Object.entries({ main: globalThis.sigaPool, inbound: globalThis.sigaInboundPool }).flatMap(([name, each]) =>
    each ? [[name, each]] : [],
  );

export const NO_DATABASE =
  "No database is configured: set DATABASE_URL (or WORKFLOW_DB_HOST and its companions), or use `npm start`, which brings its own.";

export function createPool(settings: DatabaseSettings | null, max: number, silenceMs?: number): pg.Pool {
  if (settings === null) throw new SettingsError(NO_DATABASE);
  const created = new pg.Pool({
    ...connectionTimeouts(silenceMs),
    ...connectionConfig(settings),
    max,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: Math.min(5_000, silenceMs ?? 5_000),
    application_name: "siga",
    // What does not wait for a response is sent along with what comes before it: a transaction costs fewer round trips.
    pipeline: true,
    // The pool waits for it before it lends the connection.
    verify: (client, done) => void (client as unknown as DatabaseClient).setUp().then(() => done(), done),
  });
  // Without a listener a broken connection would end the process. One that breaks while idle (PostgreSQL restarted) is replaced at
  // the next checkout; a borrower learns of it from the next statement.
  created.on("error", (error) => log.warn({ err: error }, "an idle connection to the database broke"));
  created.on("connect", (client) => client.on("error", () => {}));
  return created;
}

/** Runs a query that reads many rows (figures, exports): the planner chooses freely, and it may take longer. */
export async function reportQuery<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  return inTransaction(async (client) => {
    await client.query(
      `SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on;
        SET LOCAL statement_timeout = '60s'; SET TRANSACTION READ ONLY`,
    );
    // Not written in place, because pg's types don't know the last of the three.
    const query = { text, values, query_timeout: 60_000 + SILENCE_MS };
    return (await client.query<Row>(query)).rows;
  });
}

export type Db = Pick<pg.Pool, "query"> | pg.PoolClient;

/**
 * Queries of one connection that do not wait for each other's result: sent in one go, and run by PostgreSQL one after the other in the
 * order in which they were begun, so each sees what those before it did. One round trip instead of several.
 */
export function inOrder<const T extends readonly unknown[]>(queries: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  return Promise.all(queries);
}

/** Runs `work` in one transaction on one connection; whatever it throws rolls back and is thrown on. */
export async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const [, result] = await inOrder([client.query("BEGIN"), work(client)]);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // A server that was silent for so long is not asked again.
    if (isSilence(error)) broken = error;
    else {
      await client.query("ROLLBACK").catch((rollbackError: Error) => {
        broken = rollbackError;
      });
    }
    throw error;
  } finally {
    // A connection that could not even roll back must not serve anyone else.
    client.release(broken);
  }
}

/** PostgreSQL's code for what went wrong, also where Prisma has wrapped it; empty for errors that PostgreSQL did not give. */
function sqlState(error: unknown): string {
  const code = prismaCause(error) ?? (error instanceof Error && "code" in error ? error.code : undefined);
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !isSystemError(error) ? code : "";
}

/** By shape, so that the message path does not load Prisma. */
function prismaCause(error: unknown): unknown {
  const { meta } = error instanceof Error ? (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }) : {};
  return meta?.driverAdapterError?.cause?.originalCode;
}

const isSystemError = (error: unknown): boolean => error instanceof AggregateError || (error instanceof Error && "syscall" in error);

/** PostgreSQL refused what it was given (bad value, broken constraint, too large), as opposed to being out of reach. */
export function isDataError(error: unknown): boolean {
  return /^(22|23|54)/.test(sqlState(error));
}

/**
 * Of SQLSTATE: no connection (08), no way in (28, 3D), a transaction that may not write or was ended for idling (25), no
 * room (53), stopping or starting (57P), trouble of its own (58); of Prisma: the same, where the driver had no code for it.
 */
const OUTAGE = /^(08|25|28|3D|53|57P|58|P1001|P1002|P1008|P1017|P2024)/;
const NOT_MIGRATED = /^42/;
/** What pg says without a code. */
const LOST = /^Connection terminated|^timeout e\w+|^Query read timeout|not queryable$|^Cannot use a pool after calling end/;
const isSilence = (error: unknown): error is Error => error instanceof Error && error.message === "Query read timeout";
/** A deadlock, a serialisation failure, a lock timeout: another transaction was in the way. */
const IN_THE_WAY = /^(40P01|40001|55P03)/;

const isOutage = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === "" ? isSystemError(error) || (error instanceof Error && LOST.test(error.message)) : OUTAGE.test(state);
};

/** Every statement gets the same error, so no contact is at fault, and trying them one by one finds nothing. */
export function isConnectionError(error: unknown): boolean {
  return isOutage(error) || NOT_MIGRATED.test(sqlState(error));
}

/** The same statements may well succeed now: a row vanished (23503) or appeared (23505), or another transaction was in the way. */
export function isTransientError(error: unknown): boolean {
  return IN_THE_WAY.test(sqlState(error)) || ["23503", "23505"].includes(sqlState(error));
}

/** The database could not do it now: out of reach, too busy for a statement (57014), or with another transaction in the way. */
export function isUnavailable(error: unknown): boolean {
  return isOutage(error) || IN_THE_WAY.test(sqlState(error)) || sqlState(error) === "57014";
}

/** Somebody else has a row with the same key. */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === "23505";
