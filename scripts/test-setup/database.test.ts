import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(() => Promise.all([first.drop(), second.drop()]));

test("what one test file writes is not seen by another", async () => {
  const [left, right] = [new pg.Client(first.url), new pg.Client(second.url)];
  await Promise.all([left.connect(), right.connect()]);
  await left.query("insert into pgboss.version (version) values (0)");
  const count = "select count(*)::int as n from pgboss.version";
  expect((await left.query(count)).rows[0].n - (await right.query(count)).rows[0].n).toBe(1);
  await Promise.all([left.end(), right.end()]);
});
