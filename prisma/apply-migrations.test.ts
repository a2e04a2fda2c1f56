import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../scripts/test-setup/database.ts";
import { applyMigrations } from "./apply-migrations.ts";

let database: TestDatabase;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  client = database.adopt(new pg.Client(database.url));
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  folder = mkdtempSync(join(tmpdir(), "siga-migrations-"));
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

const tables = async () =>
  (await client.query("select tablename from pg_tables where schemaname = 'public' order by 1")).rows.map((row) => row.tablename);

test("a migration is applied once, in the order of names, with semicolons in comments and bodies", async () => {
  write("2_second", "-- adds; a column\nalter table a add column n int default 1;");
  write("1_first", "create table a (id int); create function f() returns int language plpgsql as $$ begin return 1; end; $$;");
  expect(await applyMigrations(client, folder)).toEqual(["1_first", "2_second"]);
  expect(await applyMigrations(client, folder)).toEqual([]);
});

test("a failing migration leaves nothing behind and names the line; mended, it applies", async () => {
  write("1_first", "create table a (id int);\ncreate table b (id nonsense);");
  await expect(applyMigrations(client, folder)).rejects.toThrow(/1_first, line 2: type "nonsense" does not exist/);
  expect(await tables()).toEqual(["_prisma_migrations"]);
  write("1_first", "create table a (id int);");
  expect(await applyMigrations(client, folder)).toEqual(["1_first"]);
});

test("a migration edited after it was applied is refused", async () => {
  write("1_first", "create table a (id int);");
  await applyMigrations(client, folder);
  write("1_first", "create table a (id bigint);");
  await expect(applyMigrations(client, folder)).rejects.toThrow(/changed after this database applied it/);
});

test("two processes that migrate at once apply each migration once", async () => {
  write("1_first", "create table a (id int); select pg_sleep(0.1);");
  const other = database.adopt(new pg.Client(database.url));
  await other.connect();
  const results = await Promise.all([applyMigrations(client, folder), applyMigrations(other, folder)]);
  expect(results.flat()).toEqual(["1_first"]);
});
