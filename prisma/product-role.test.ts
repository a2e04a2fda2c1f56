import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTask } from "../scripts/run-task.ts";
import { createTestDatabase, type TestDatabase } from "../scripts/test-setup/database.ts";

let database: TestDatabase;
let owner: pg.Client;
let product: pg.Client;
const made: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  [owner, product] = [database.adopt(new pg.Client(database.url)), database.adopt(new pg.Client(database.productUrl))];
  await Promise.all([owner.connect(), product.connect()]);
});
afterAll(async () => {
  for (const role of made) await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await database.drop();
});

const refused = (client: pg.Client, sql: string) =>
  client.query(sql).then(
    () => null,
    (error: pg.DatabaseError) => error.code,
  );
const connected = async (url: string): Promise<pg.Client> => {
  const client = database.adopt(new pg.Client(url));
  await client.connect();
  return client;
};

test("web and worker have the rows of every table and the numbers of every sequence", async () => {
  const { rows } = await product.query<{ name: string; kind: string; rights: string }>(
    `SELECT c.oid::regclass::text AS name, c.relkind AS kind,
       concat_ws(' ', CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN 'S' END, CASE WHEN has_table_privilege(c.oid, 'INSERT') THEN 'I' END,
         CASE WHEN has_table_privilege(c.oid, 'UPDATE') THEN 'U' END, CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'D' END,
         CASE WHEN has_table_privilege(c.oid, 'TRUNCATE, TRIGGER, REFERENCES') THEN 'more' END) AS rights
     FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace) AND c.relkind IN ('r', 'p', 'v')`,
  );
  expect(rows.length).toBeGreaterThan(30);
  const rightsOf = new Map(rows.map(({ name, rights }) => [name, rights]));
  expect([rightsOf.get("audit_log"), rightsOf.get("_prisma_migrations")]).toEqual(["S I", "S"]);
  expect(rows.filter(({ name, rights }) => rights !== "S I U D" && !["audit_log", "_prisma_migrations"].includes(name))).toEqual([]);
  const { rows: sequences } = await product.query(
    `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind = 'S' AND relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace) AND
      CASE WHEN relkind = 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') END`,
  );
  expect(sequences).toEqual([]);
});

test.each([
  "CREATE TABLE t (a int)",
  "CREATE SCHEMA s",
  "ALTER TABLE users ADD COLUMN x int",
  "DROP TABLE users",
  "TRUNCATE users",
  "ALTER TABLE audit_log DISABLE TRIGGER USER",
  "CREATE OR REPLACE FUNCTION siga_keep_audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
  "UPDATE audit_log SET actor = 'x'",
  "DELETE FROM audit_log",
  "SET session_replication_role = replica",
  "COPY users TO PROGRAM 'id'",
  "COPY users TO '/tmp/users'",
  "SELECT pg_read_file('/etc/passwd')",
  "SELECT rolpassword FROM pg_authid",
  "CREATE ROLE other",
  "ALTER ROLE CURRENT_USER SUPERUSER",
  "SET ROLE siga",
  "CREATE DATABASE other",
  "CREATE EXTENSION pg_stat_statements",
  "DELETE FROM _prisma_migrations",
])("an injected `%s` is refused", async (sql) => {
  expect(await refused(product, sql)).toBe("42501");
});

test("tables of a later migration come with the same rights", async () => {
  await owner.query("CREATE TABLE later (id serial PRIMARY KEY)");
  expect(await refused(product, "INSERT INTO later DEFAULT VALUES; UPDATE later SET id = 2; DELETE FROM later")).toBeNull();
  await owner.query("DROP TABLE later");
});

const migrate = (productUrl: string, ownerUrl: string) =>
  runTask("prisma/migrate.ts", {
    env: { ...process.env, DATABASE_URL: productUrl, DIRECT_URL: "", MIGRATION_DATABASE_URL: ownerUrl },
    quiet: true,
  });

test("a database with one role gets the second at the next migration, with whatever password, again and again and at once", async () => {
  const role = `siga_test_${randomBytes(4).toString("hex")}`;
  made.push(role);
  const url = new URL(database.url);
  url.username = role;
  url.password = encodeURIComponent("it's@a/long:one?#");
  await migrate(url.href, database.url);
  await Promise.all([migrate(url.href, database.url), migrate(url.href, database.url)]);
  url.password = "another one";
  await migrate(url.href, database.url);
  const client = await connected(url.href);
  expect((await client.query("SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")).rows).toEqual([
    { rolsuper: false, rolcreaterole: false, rolcreatedb: false },
  ]);
  expect(
    await refused(
      client,
      "SELECT count(*) FROM flows; INSERT INTO audit_log (actor, action, object_type, object_id) VALUES ('x', 'x', 'x', 'x')",
    ),
  ).toBeNull();
  expect(await refused(client, "UPDATE audit_log SET actor = 'y'")).toBe("42501");
});

test("without MIGRATION_DATABASE_URL, or with the same role in it, one role goes on", async () => {
  expect(await migrate(database.url, "")).toContain("up to date");
  expect(await migrate(database.url, database.url)).toContain("up to date");
});

test("an owner who may not make roles is told what to do, without a password", async () => {
  const { grantProductRole } = await import("./product-role.ts");
  const role = `siga_owner_${randomBytes(4).toString("hex")}`;
  made.push(role);
  await owner.query(`CREATE ROLE ${role}`);
  await owner.query(`SET ROLE ${role}`);
  const error = await grantProductRole(owner, { user: "siga_absent", password: "hidden" }).catch((reason: Error) => reason.message);
  await owner.query("RESET ROLE");
  expect(error).toMatch(/^There is no role "siga_absent".*CREATEROLE/);
  expect(error).not.toContain("hidden");
});

test("health says whether the process has more than the rows", async () => {
  const { createPool } = await import("#server/platform/db");
  const { parseDatabaseUrl } = await import("#server/platform/database-settings");
  const { readHealth } = await import("#server/recovery/health");
  for (const [url, restricted] of [
    [database.productUrl, true],
    [database.url, false],
  ] as const) {
    globalThis.sigaPool = database.adopt(createPool(parseDatabaseUrl(url), 2));
    expect((await readHealth()).database.restricted).toBe(restricted);
  }
});
