import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";
import { parseDatabaseUrl } from "./database-settings.ts";

const server = await startTestServer();
const { createPool, inTransaction, isDataError, isConnectionError, isTransientError, pool } = await import("./db.ts");
await server.rows("CREATE TABLE note (text text PRIMARY KEY)");
afterAll(() => server.close());

/** Resolves when its connection is closed. Hears no error, so that one nobody listens for stays uncaught. */
const endOf = (client: pg.PoolClient) => new Promise((resolve) => client.once("end", resolve));
const notes = async () => (await server.rows<{ text: string }>("SELECT text FROM note ORDER BY text")).map((row) => row.text);

test("a transaction is kept whole or not at all", async () => {
  await inTransaction((client) => client.query("INSERT INTO note VALUES ('kept')"));
  const broken = inTransaction(async (client) => {
    await client.query("INSERT INTO note VALUES ('dropped')");
    throw new Error("changed my mind");
  });
  await expect(broken).rejects.toThrow("changed my mind");
  expect(await notes()).toEqual(["kept"]);
});

test("a connection that breaks between two statements of a transaction fails that transaction and nothing else", async () => {
  const broken = inTransaction(async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    // Idle when the connection ends: nothing but a listener would hear of it.
    const ended = endOf(client);
    await server.rows("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await ended;
    await client.query("INSERT INTO note VALUES ('lost')");
  });
  await expect(broken).rejects.toThrow();
  await Promise.all(Array.from({ length: 20 }, () => inTransaction((client) => client.query("SELECT 1"))));
  expect(pool().totalCount).toBeLessThanOrEqual(8);
});

test("a connection that is cut while idle, while borrowed or while it is set up does not end the process", async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => void uncaught.push(error);
  process.on("uncaughtException", note);
  const line = await startLine((data, cut) => (data.includes("statement_timeout") ? cut() : true));
  const [db, cutOff] = [createPool(parseDatabaseUrl(server.databaseUrl), 2), createPool(parseDatabaseUrl(line.url), 1)];
  const cut = async (client: pg.PoolClient, act: () => void) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const ended = endOf(client);
    act();
    await server.rows("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await ended;
  };
  const idle = await db.connect();
  await cut(idle, () => idle.release());
  const borrowed = await db.connect();
  await cut(borrowed, () => {});
  await expect(borrowed.query("SELECT 1")).rejects.toThrow();
  borrowed.release();
  await expect(cutOff.query("SELECT 1")).rejects.toThrow();
  expect((await db.query<{ one: number }>("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await Promise.all([db.end(), cutOff.end()]);
  line.close();
  process.off("uncaughtException", note);
  expect(uncaught).toEqual([]);
});

test("numbers of the database are numbers here", async () => {
  expect(await server.rows("SELECT count(*) AS n, 9007199254740991::bigint AS big FROM note")).toEqual([
    { n: 1, big: Number.MAX_SAFE_INTEGER },
  ]);
});

test.each([
  ["a character that no text can hold", "SELECT jsonb_build_object('a', '\\u0000'::text)::text, '\"\\u0000\"'::jsonb", true, false, false],
  ["a broken constraint", "INSERT INTO note VALUES ('kept')", true, true, false],
  ["a time out of range", "SELECT to_timestamp(1e14)", true, false, false],
  ["a statement that takes too long", "SET statement_timeout = '20ms'; SELECT pg_sleep(5)", false, false, false],
  ["a table that is not there", "SELECT * FROM nowhere", false, false, true],
  ["a database that only reads", "BEGIN READ ONLY; INSERT INTO note VALUES ('x')", false, false, true],
  ["a connection that is ended", "SELECT pg_terminate_backend(pg_backend_pid())", false, false, true],
])("%s", async (_name, sql, isData, mayPass, isOut) => {
  const client = new pg.Client(server.databaseUrl);
  client.on("error", () => {});
  await client.connect();
  const error: unknown = await client.query(sql).catch((reason: unknown) => reason);
  await client.end();
  expect([isDataError(error), isTransientError(error), isConnectionError(error)]).toEqual([isData, mayPass, isOut]);
});

test("a database that can't be asked is told from a statement that fails", async () => {
  const errors: unknown[] = [];
  const note = (reason: unknown) => void errors.push(reason);
  const nobody = createPool(parseDatabaseUrl("postgresql://u@127.0.0.1:1/x"), 1);
  await nobody.query("SELECT 1").catch(note);
  await nobody.end();
  await nobody.query("SELECT 1").catch(note);
  const one = createPool(parseDatabaseUrl(server.databaseUrl), 1);
  const taken = await one.connect();
  // Only now: to connect at all may take a busy machine longer.
  one.options.connectionTimeoutMillis = 100;
  await one.query("SELECT 1").catch(note);
  const cut = taken.query("SELECT pg_sleep(5)").catch(note);
  (taken as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  await cut;
  await taken.query("SELECT 1").catch(note);
  taken.release(true);
  await one.end();
  expect(errors).toHaveLength(5);
  expect(errors.filter((error) => !isConnectionError(error))).toEqual([]);
  expect([new TypeError("x is not a function"), new RangeError("Maximum call stack size exceeded"), null].map(isConnectionError)).toEqual([
    false,
    false,
    false,
  ]);
});

test("a database that falls silent without a word (a failover, a cut line) is given up, and asked again on another connection", async () => {
  let silent = false;
  const line = await startLine(() => !silent);
  const db = createPool(parseDatabaseUrl(line.url), 1, 300);
  // A busy machine may seem silent for so long too.
  const answers = () =>
    db.query("SELECT 1").then(
      () => true,
      () => false,
    );
  await expect.poll(answers).toBe(true);
  silent = true;
  const error: unknown = await db.query("SELECT 1").catch((reason: unknown) => reason);
  expect(isConnectionError(error)).toBe(true);
  silent = false;
  await expect.poll(answers).toBe(true);
  await db.end();
  line.close();
});

/** A line to the database that carries what `carries` lets through, either way, until `cut` ends it. */
async function startLine(carries: (data: Buffer, cut: () => void) => boolean | void): Promise<{ url: string; close(): void }> {
  const target = new URL(server.databaseUrl);
  const sockets = new Set<Socket>();
  const line = createServer((socket) => {
    const onwards = connect(Number(target.port), target.hostname);
    const cut = () => void [socket, onwards].forEach((end) => end.destroy());
    for (const end of [socket, onwards]) sockets.add(end.on("error", () => {}));
    socket.on("data", (data) => carries(data, cut) && onwards.write(data));
    onwards.on("data", (data) => carries(data, cut) && socket.write(data));
  });
  await once(line.listen(0, "127.0.0.1"), "listening");
  const url = new URL(server.databaseUrl);
  url.host = `127.0.0.1:${(line.address() as AddressInfo).port}`;
  return {
    url: url.href,
    close() {
      for (const socket of sockets) socket.destroy();
      line.close();
    },
  };
}
