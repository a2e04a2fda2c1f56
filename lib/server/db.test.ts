import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { inTransaction, isDataError, isRetriable, pool } = await import("./db.ts");
await server.rows("CREATE TABLE note (text text PRIMARY KEY)");
afterAll(() => server.close());

const notes = async () => (await server.rows<{ text: string }>("SELECT text FROM note ORDER BY text")).map((row) => row.text);
const failure = (sql: string) => server.rows(sql).then(() => undefined, (error: unknown) => error);

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
    await server.rows("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    // Idle when the connection ends: nothing but a listener would hear of it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.query("INSERT INTO note VALUES ('lost')");
  });
  await expect(broken).rejects.toThrow();
  await Promise.all(Array.from({ length: 20 }, () => inTransaction((client) => client.query("SELECT 1"))));
  expect(pool().totalCount).toBeLessThanOrEqual(8);
});

test("numbers of the database are numbers here", async () => {
  expect(await server.rows("SELECT count(*) AS n, 9007199254740991::bigint AS big FROM note")).toEqual([{ n: 1, big: Number.MAX_SAFE_INTEGER }]);
});

test.each([
  ["a character that no text can hold", "SELECT jsonb_build_object('a', '\\u0000'::text)::text, '\"\\u0000\"'::jsonb", true, false],
  ["a broken constraint", "INSERT INTO note VALUES ('kept')", true, true],
  ["a time out of range", "SELECT to_timestamp(1e14)", true, false],
  ["a table that is not there", "SELECT * FROM nowhere", false, false],
])("%s", async (_name, sql, isData, mayPass) => {
  const error = await failure(sql);
  expect([isDataError(error), isRetriable(error)]).toEqual([isData, mayPass]);
});
