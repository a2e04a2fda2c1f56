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
  const [left, right] = [first.adopt(new pg.Client(first.url)), second.adopt(new pg.Client(second.url))];
  await Promise.all([left.connect(), right.connect()]);
  await left.query("insert into pgboss.version (version) values (0)");
  const count = "select count(*)::int as n from pgboss.version";
  expect((await left.query(count)).rows[0].n - (await right.query(count)).rows[0].n).toBe(1);
});

test("a database is dropped only when the connections to it that a test has opened are closed: none of them is cut", async () => {
  for (let round = 0; round < 5; round += 1) {
    const database = await createTestDatabase();
    const db = database.adopt(new pg.Pool({ connectionString: database.url, max: 4 }));
    const client = database.adopt(new pg.Client(database.url));
    const cut: Error[] = [];
    db.on("error", (error) => cut.push(error));
    client.on("error", (error) => cut.push(error));
    await client.connect();
    await Promise.all(Array.from({ length: 4 }, () => db.query("select pg_sleep(0.01)")));
    await db.end();
    await database.drop();
    expect(cut).toEqual([]);
  }
});

test("a connection that breaks before its database is dropped fails the run", async () => {
  const database = await createTestDatabase();
  const db = database.adopt(new pg.Pool({ connectionString: database.url, max: 1 }));
  expect(() => db.emit("error", new Error("broken"), new pg.Client())).toThrow("broken");
  await database.drop();
});
