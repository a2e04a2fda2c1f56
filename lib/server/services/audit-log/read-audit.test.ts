import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

let server: TestServer;
let log: typeof import("./read-audit.ts");
const admin = { id: "user:1", role: "admin" } as const;
beforeAll(async () => {
  server = await startTestServer();
  log = await import("./read-audit.ts");
  const { audit } = await import("../../platform/audit.ts");
  const { pool } = await import("../../platform/db.ts");
  // Entries of different ages, which the database would not let anybody make.
  await server.rows("ALTER TABLE audit_log DISABLE TRIGGER USER");
  await server.rows("TRUNCATE users, audit_log RESTART IDENTITY CASCADE");
  await server.rows("INSERT INTO users (email, role) VALUES ('ana@example.com', 'admin'), ('rui@example.com', 'editor')");
  await server.rows('INSERT INTO flows (name, draft) VALUES (\'Central da Clínica\', \'{"nodes":[],"transitions":[],"start":null}\')');
  const [flow] = await server.rows<{ id: number }>("SELECT id FROM flows WHERE name LIKE 'Central%'");
  await audit(pool(), { id: "user:1" }, "flow.published", "flow", flow?.id ?? 0, { version: 4 });
  await audit(pool(), { id: "user:2" }, "flow.deleted", "flow", 999_999);
  await audit(pool(), { id: "nobody" }, "user.sign_in_failed", "user", "-", { address: "10.0.0.7", attempts: 5 });
  await server.rows("UPDATE audit_log SET at = now() - interval '3 days' WHERE action = 'flow.deleted'");
});
afterAll(() => server.close());

test("what an entry speaks of is named while it exists", async () => {
  const { items } = await log.readAuditLog(admin, {});
  expect(items.map(({ actor_name, action, object_name }) => [actor_name, action, object_name])).toEqual([
    [null, "user.sign_in_failed", null],
    ["rui@example.com", "flow.deleted", null],
    ["ana@example.com", "flow.published", "Central da Clínica"],
  ]);
});

test.each<[Parameters<typeof log.readAuditLog>[1], string[]]>([
  [{ actor: "user:2" }, ["flow.deleted"]],
  [{ object_type: "flow" }, ["flow.deleted", "flow.published"]],
  [{ hours: 24 }, ["user.sign_in_failed", "flow.published"]],
  [{ search: "cent" }, ["flow.published"]],
  [{ search: "CLINICA" }, ["flow.published"]],
  [{ search: "RUI@" }, ["flow.deleted"]],
  [{ search: "10.0.0.7" }, ["user.sign_in_failed"]],
  [{ search: "%" }, []],
])("narrowed to %j it holds %j", async (query, actions) => {
  expect((await log.readAuditLog(admin, query)).items.map(({ action }) => action)).toEqual(actions);
});
