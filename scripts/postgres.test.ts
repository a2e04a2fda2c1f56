import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres, type Postgres } from "./postgres.ts";

const folder = join(tmpdir(), `siga-postgres-${process.pid}-${Date.now()}`);
const dataDir = join(folder, "data");
let server: Postgres;

beforeAll(async () => {
  mkdirSync(folder, { mode: 0o755 });
  server = await startPostgres(dataDir);
  await query("create table kept (n int)");
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function query(text: string, url = server.url): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("a cluster that an earlier owner left running is taken over", async () => {
  const again = await startPostgres(dataDir);
  expect(again).toMatchObject({ adopted: true, pid: server.pid, url: server.url });
});

test("its log is for this account alone, also one that was open before", async () => {
  expect(statSync(`${dataDir}.log`).mode & 0o777).toBe(0o600);
});

test("what was committed survives a SIGKILL of the server, and it comes back on the same port", async () => {
  await query("insert into kept values (1)");
  process.kill(server.pid, "SIGKILL");
  await server.exited;
  const port = server.port;
  server = await startPostgres(dataDir, { port });
  expect(server).toMatchObject({ adopted: false, port });
  expect(await query("select n from kept")).toEqual([{ n: 1 }]);
});

test("a pid file that now names another program does not keep it from starting", async () => {
  await server.stop();
  writeFileSync(join(dataDir, "postmaster.pid"), `${process.pid}\n${dataDir}\n1\n${server.port}\n\n\n\nready\n`);
  server = await startPostgres(dataDir);
  expect(server.adopted).toBe(false);
  expect(await query("select n from kept")).toEqual([{ n: 1 }]);
});

test("it is durable, speaks UTF-8, listens on the loopback alone and asks for the password", async () => {
  const settings = await query(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding') order by name",
  );
  expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    listen_addresses: "127.0.0.1",
    server_encoding: "UTF8",
  });
  await expect(query("select 1", server.url.replace(/:[^:@]+@/, ":wrong@"))).rejects.toThrow(/password authentication failed/);
});
