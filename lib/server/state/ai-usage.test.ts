import { afterAll, beforeEach, expect, test } from "vitest";
import type { UsageRow } from "./ai-usage.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer({
  WORKFLOW_AI_CALLS_PER_CONTACT_HOUR: "5",
  WORKFLOW_AI_CALLS_PER_FLOW_DAY: "8",
  WORKFLOW_AI_CALLS_PER_DAY: "10",
});
const { AI_USAGE, aiHealth, reserveCall } = await import("./ai-usage.ts");
afterAll(() => server.close());
beforeEach(() => server.rows("DELETE FROM ai_usage"));

const ask = async (contactId: number, flowId = 1, units = 1) => {
  const over = await reserveCall({ contactId, flowId }, units);
  return over === null ? "asked" : over.repeated ? `${over.scope} again` : over.scope;
};
const health = async () => aiHealth(await server.rows<UsageRow>(AI_USAGE));
const times = async (count: number, contactId: number, flowId = 1) => {
  const results: string[] = [];
  for (let n = 0; n < count; n += 1) results.push(await ask(contactId, flowId));
  return results;
};

test("a contact's calls of an hour are limited, and only the first one over it is to be told", async () => {
  expect(await times(7, 1)).toEqual(["asked", "asked", "asked", "asked", "asked", "contact_hour", "contact_hour again"]);
  expect(await ask(2)).toBe("asked");
  await server.rows("UPDATE ai_usage SET period = period - interval '61 minutes' WHERE scope = 'contact_hour'");
  expect(await ask(1)).toBe("asked");
});

test("calls at once are counted one by one, whoever makes them", async () => {
  const results = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(1, n)));
  expect(results.filter((result) => result === "asked")).toHaveLength(5);
});

test("a flow's and the installation's calls of a day are limited, and what was turned away counts for none", async () => {
  await times(5, 1);
  expect(await times(5, 2)).toEqual(["asked", "asked", "asked", "flow_day", "flow_day again"]);
  expect(await times(3, 3, 2)).toEqual(["asked", "asked", "day"]);
  await server.rows("UPDATE ai_usage SET period = period - interval '1 day'");
  expect(await ask(3)).toBe("asked");
});

test("a call that asks for more than is left is not made", async () => {
  expect(await ask(1, 1, 4)).toBe("asked");
  expect(await ask(1, 1, 2)).toBe("contact_hour");
  expect(await ask(1)).toBe("asked");
});

test("from four fifths on the health tells", async () => {
  await times(3, 1);
  expect(await health()).toEqual({ alarm: "none", budgets: [] });
  await times(1, 1);
  expect(await health()).toEqual({ alarm: "near", budgets: [{ scope: "contact_hour", limit: 5, used: 4, denied: 0 }] });
  await times(2, 1);
  expect(await health()).toEqual({ alarm: "over", budgets: [{ scope: "contact_hour", limit: 5, used: 5, denied: 1 }] });
});
