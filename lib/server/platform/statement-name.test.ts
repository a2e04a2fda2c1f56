import { expect, test, vi } from "vitest";

test("a statement has one name in every copy of the code, and no other statement has it", async () => {
  const one = await import("./queue.ts");
  vi.resetModules();
  const other = await import("./queue.ts");
  expect(other.statementName).not.toBe(one.statementName);
  expect(one.statementName("SELECT 1")).not.toBe(one.statementName("SELECT 2"));
  // In another order, as each copy meets them.
  expect(other.statementName("SELECT 2")).toBe(one.statementName("SELECT 2"));
  expect(other.statementName("SELECT 1")).toBe(one.statementName("SELECT 1"));
});
