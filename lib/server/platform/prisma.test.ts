import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
// As a database has it that was made in São Paulo; before the pool opens its first connection.
const admin = new pg.Client(server.ownerUrl);
await admin.connect();
await admin.query(`ALTER DATABASE "${new URL(server.databaseUrl).pathname.slice(1)}" SET timezone = 'America/Sao_Paulo'`);
await admin.end();
const { inTransaction, isTransientError, isUniqueViolation, pool } = await import("./db.ts");
const { prisma } = await import("./prisma.ts");
afterAll(() => server.close());

const names = async () => (await prisma().user.findMany({ orderBy: { id: "asc" } })).map(({ email }) => email);

test("Prisma and SQL of one transaction see each other, and go together", async () => {
  const seen = inTransaction(async (client) => {
    await client.query("INSERT INTO users (email, role) VALUES ('sql', 'viewer')");
    await prisma(client).user.create({ data: { email: "prisma", role: "viewer" } });
    const { rows } = await client.query<{ n: number }>("SELECT count(*) AS n FROM users");
    expect([rows[0]?.n, await prisma(client).user.count(), await prisma().user.count()]).toEqual([2, 2, 0]);
    throw new Error("changed my mind");
  });
  await expect(seen).rejects.toThrow("changed my mind");
  expect(await names()).toEqual([]);
});

test("what Prisma does in several statements neither commits nor ends the transaction around it", async () => {
  const nested = inTransaction(async (client) => {
    await prisma(client).flow.create({ data: { name: "x", draft: {}, tests: { create: [{ name: "t", conversation: {} }] } } });
    await prisma(client).$transaction([prisma(client).user.create({ data: { email: "inner", role: "viewer" } })]);
    throw new Error("changed my mind");
  });
  await expect(nested).rejects.toThrow("changed my mind");
  expect([await prisma().flow.count(), await prisma().user.count()]).toEqual([0, 0]);
});

test("many at once take no more connections than the pool has", async () => {
  const size = pool().options.max;
  await Promise.all(
    Array.from({ length: 3 * size }, (_, i) =>
      inTransaction((client) => prisma(client).user.create({ data: { email: `many${i}`, role: "viewer" } })),
    ),
  );
  const [row] = await server.rows<{ n: number }>(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'siga_app'
      AND backend_type = 'client backend'`,
  );
  expect(row?.n).toBeLessThanOrEqual(size);
  expect(await prisma().user.count({ where: { email: { startsWith: "many" } } })).toBe(3 * size);
});

test("a time is the same to Prisma and to SQL, wherever the database thinks it is", async () => {
  const at = new Date("2026-07-01T12:00:00.123Z");
  await prisma().user.create({ data: { email: "clock", role: "viewer", disabledAt: at } });
  expect((await pool().query<{ at: Date }>("SELECT disabled_at AS at FROM users WHERE email = 'clock'")).rows).toEqual([{ at }]);
  expect(await prisma().user.findFirst({ where: { email: "clock" }, select: { disabledAt: true } })).toEqual({ disabledAt: at });
});

test("an error that Prisma wraps is known by PostgreSQL's code", async () => {
  const create = () => prisma().user.create({ data: { email: "twice", role: "viewer" } });
  await create();
  const error: unknown = await create().catch((thrown: unknown) => thrown);
  expect([isUniqueViolation(error), isTransientError(error)]).toEqual([true, true]);
});
