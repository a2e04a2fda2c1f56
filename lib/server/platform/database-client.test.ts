import { createServer, type AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { startPooler } from "../../../scripts/test-setup/pooler.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";
import { type DatabaseSettings, parseDatabaseUrl } from "./database-settings.ts";

const server = await startTestServer();
const { createPool } = await import("./db.ts");
const { prisma } = await import("./prisma.ts");
const direct = parseDatabaseUrl(server.databaseUrl);
await server.rows(`ALTER DATABASE "${direct.database}" SET timezone = 'America/Sao_Paulo'`);
const pooler = await startPooler(server.databaseUrl, 2);
const pooled = createPool(parseDatabaseUrl(pooler.url), 6);
afterAll(async () => {
  await pooled.end();
  await pooler.close();
  await server.close();
});

test("directly, a statement with a name is planned once a connection", async () => {
  const db = createPool(direct, 1);
  await db.query({ name: "one", text: "SELECT $1::int AS n", values: [1] });
  const { rows } = await db.query("SELECT name, current_setting('enable_seqscan') AS seqscan FROM pg_prepared_statements");
  await db.end();
  expect(rows).toEqual([{ name: "one", seqscan: "off" }]);
});

test("behind a pooler, what one name means to many connections at once is no matter", async () => {
  const sums = await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const { rows } = await pooled.query<{ n: number }>({ name: "sum", text: `SELECT $1::int + ${n % 7} AS n`, values: [n] });
      return rows[0]?.n;
    }),
  );
  expect(sums).toEqual(Array.from({ length: 60 }, (_, n) => n + (n % 7)));
});

test("behind a pooler, a statement alone and a transaction have their limits, and what they leave is nothing", async () => {
  const limits =
    "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock, current_setting('timezone') AS zone";
  const ours = { statement: "15s", lock: "2s", zone: "UTC" };
  expect((await pooled.query(limits)).rows).toEqual([ours]);
  const client = await pooled.connect();
  await client.query("BEGIN");
  expect((await client.query(limits)).rows).toEqual([ours]);
  await client.query("ROLLBACK");
  client.release();
});

test("behind a pooler, what was written can be seen elsewhere once it is said to be written, and a failure is only its own", async () => {
  await server.rows("CREATE TABLE note (n int PRIMARY KEY)");
  for (let n = 0; n < 20; n += 1) {
    await pooled.query("INSERT INTO note VALUES ($1)", [n]);
    expect(await server.rows("SELECT FROM note WHERE n = $1", [n])).toHaveLength(1);
  }
  await expect(pooled.query("INSERT INTO note VALUES (1)")).rejects.toMatchObject({ code: "23505" });
  expect((await pooled.query("SELECT count(*)::int AS n FROM note")).rows).toEqual([{ n: 20 }]);
});

test("behind a pooler, Prisma reads a time as it is, alone and in a transaction of its own", async () => {
  const at = new Date("2026-11-23T12:00:00.000Z");
  await server.rows("INSERT INTO webhook_outcomes (outcome, since, last_at) VALUES ('accepted', $1, $1)", [at]);
  const db = prisma(pooled);
  expect((await db.webhookOutcome.findMany()).map(({ since }) => since)).toEqual([at]);
  const [, read] = await db.$transaction([
    db.webhookOutcome.update({ where: { outcome: "accepted" }, data: { lastAt: at } }),
    db.webhookOutcome.findMany(),
  ]);
  expect(read.map(({ lastAt }) => lastAt)).toEqual([at]);
});

const select = async (settings: DatabaseSettings) => {
  const db = createPool(settings, 1);
  try {
    return (await db.query<{ one: number }>("SELECT 1 AS one")).rows[0]?.one;
  } finally {
    await db.end();
  }
};

test("of several hosts the first that is there is taken", async () => {
  const gone = { host: "127.0.0.1", port: 1 };
  expect(await select({ ...direct, hosts: [gone, ...direct.hosts] })).toBe(1);
  await expect(select({ ...direct, hosts: [gone, gone] })).rejects.toThrow(/ECONNREFUSED/);
});

test("TLS is asked for where it is left to the server, and demanded where it is required", async () => {
  expect(await select({ ...direct, sslMode: "prefer" })).toBe(1);
  await expect(select({ ...direct, sslMode: "require" })).rejects.toThrow(/does not support SSL/);
  const deaf = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await new Promise((resolve) => deaf.once("listening", resolve));
  const hosts = [{ host: "127.0.0.1", port: (deaf.address() as AddressInfo).port }];
  await expect(select({ ...direct, sslMode: "prefer", hosts })).rejects.toThrow();
  deaf.close();
});
