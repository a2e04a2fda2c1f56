import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../scripts/test-setup/database.ts";
import { migrationSql, SCHEMA_PATH } from "./schema-engine.ts";

/** Everything that schema.prisma can say, as text, one line a thing. */
const CATALOG = `
  select format('column %I.%I %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end, coalesce(pg_get_expr(d.adbin, d.adrelid), 'none')) as thing, false as by_hand
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %s %s', conname, pg_get_constraintdef(oid)), contype = 'c'
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
  union all
  select pg_get_indexdef(indexrelid), indpred is not null or indexprs is not null
    from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace
  union all
  select format('enum %s %s', t.typname, string_agg(e.enumlabel, ',' order by e.enumsortorder)), false
    from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by t.typname`;

let migrated: TestDatabase;
let described: TestDatabase;

beforeAll(async () => {
  [migrated, described] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(() => Promise.all([migrated.drop(), described.drop()]));

async function catalogOf(database: TestDatabase, prepare?: string): Promise<{ thing: string; by_hand: boolean }[]> {
  const client = database.adopt(new pg.Client(database.url));
  await client.connect();
  if (prepare !== undefined) await client.query(prepare);
  const { rows } = await client.query<{ thing: string; by_hand: boolean }>(CATALOG);
  return rows.filter((row) => !row.thing.includes("_prisma_migrations"));
}

test("the migrations make exactly the database that schema.prisma describes", async () => {
  const sql = await migrationSql(undefined, readFileSync(SCHEMA_PATH, "utf8"));
  const wanted = await catalogOf(described, `drop schema public cascade; create schema public; ${sql}`);
  const made = await catalogOf(migrated);
  const wantedThings = new Set(wanted.map((row) => row.thing));
  const madeThings = new Set(made.map((row) => row.thing));

  expect(wanted.length).toBeGreaterThan(50);
  expect(
    wanted.map((row) => row.thing).filter((thing) => !madeThings.has(thing)),
    "in schema.prisma, in no migration",
  ).toEqual([]);
  // Partial and expression indexes and check constraints are what the schema language cannot say.
  expect(
    made.filter((row) => !row.by_hand && !wantedThings.has(row.thing)),
    "in a migration, not in schema.prisma",
  ).toEqual([]);
});
