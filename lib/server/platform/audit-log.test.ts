import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { audit } = await import("./audit.ts");
const { pool } = await import("./db.ts");
const { applyRetention } = await import("../services/retention/apply.ts");
afterAll(() => server.close());

const entries = () => server.rows<{ action: string }>("SELECT action FROM audit_log ORDER BY id");
const OLD = "INSERT INTO audit_log (actor, action, object_type, object_id, at) VALUES ('x', 'old', 'x', '1', now() - interval '400 days')";

test.each([
  "UPDATE audit_log SET actor = 'somebody else'",
  "DELETE FROM audit_log",
  "DELETE FROM audit_log WHERE action = 'old'",
  "TRUNCATE audit_log",
])("%s changes nothing", async (statement) => {
  await server.rows(OLD);
  await audit(pool(), { id: "user:1" }, "flow.created", "flow", 1);
  const before = await entries();
  await expect(pool().query(statement)).rejects.toMatchObject({ code: "42501" });
  expect(await entries()).toEqual(before);
});

test("retention deletes what is older than was chosen, and nothing while nobody has chosen", async () => {
  await server.rows(OLD);
  expect((await applyRetention()).deleted).not.toHaveProperty("audit_log");
  await server.rows("INSERT INTO retention_settings (kind, days) VALUES ('audit_log', 365)");
  expect((await applyRetention()).deleted["audit_log"]).toBeGreaterThan(0);
  expect((await entries()).map(({ action }) => action)).not.toContain("old");
  expect(await entries()).not.toEqual([]);
  await expect(pool().query("SELECT siga_forget_audit(1)")).rejects.toMatchObject({ code: "22023" });
});

test("an entry is bounded, whatever somebody wrote into it", async () => {
  await audit(pool(), { id: "user:1" }, "test.long", "x".repeat(1_000), "y".repeat(1_000), {
    name: "z".repeat(100_000),
    list: Array.from({ length: 9_999 }, () => "many"),
  });
  const [row] = await server.rows<{ size: number; name: string }>(
    "SELECT length(to_jsonb(a)::text) AS size, details ->> 'name' AS name FROM audit_log a WHERE action = 'test.long'",
  );
  expect(row?.size).toBeLessThan(10_000);
  expect(row?.name).toMatch(/^z+…$/);
});
