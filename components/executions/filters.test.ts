import { expect, test } from "vitest";
import { addressOf, apiQuery, type Filters, NO_FILTERS, readFilters } from "./filters.ts";

const queryOf = (address: string) => Object.fromEntries(new URL(address, "http://x").searchParams);

test.each<Partial<Filters>>([
  {},
  { search: "Ana & Cia" },
  { flowId: 7, contactId: 9, statuses: ["waiting", "failed"] },
  { period: "24h", showsTests: true },
  { period: "custom", from: "2026-11-01", to: "2026-11-23" },
  { period: "custom" },
])("the address holds the filters %j", (some) => {
  const filters = { ...NO_FILTERS, ...some };
  expect(readFilters(queryOf(addressOf(filters)))).toEqual(filters);
});

test("what an address can not mean is left out", () => {
  expect(
    readFilters({ flow_id: "x", contact_id: ["1", "2"], status: "nope,failed", period: "week", from: "yesterday", to: "2026-99-99" }),
  ).toEqual({ ...NO_FILTERS, statuses: ["failed"] });
});

test("`open` stands for every status that goes on", () => {
  expect(readFilters({ status: "open" }).statuses).toEqual(["waiting", "scheduled", "running", "handoff"]);
});

test("days alone are a period of their own", () => {
  expect(readFilters({ from: "2026-11-01" })).toMatchObject({ period: "custom", from: "2026-11-01" });
});

const now = Date.parse("2026-11-23T12:00:00Z");
const inUtc = (day: string) => Date.parse(`${day}T00:00:00Z`);

test("the API is asked for a relative period from now, and for days from their first to their last moment", () => {
  expect(apiQuery({ ...NO_FILTERS, period: "1h" }, now)).toEqual({ from: "2026-11-23T11:00:00.000Z", is_test: "false" });
  expect(apiQuery({ ...NO_FILTERS, period: "custom", from: "2026-11-01", to: "2026-11-02" }, now, inUtc)).toEqual({
    is_test: "false",
    from: "2026-11-01T00:00:00.000Z",
    to: "2026-11-03T00:00:00.000Z",
  });
  expect(apiQuery({ ...NO_FILTERS, search: "Ana", statuses: ["failed", "expired"], flowId: 2 }, now)).toEqual({
    search: "Ana",
    status: "failed,expired",
    flow_id: "2",
    is_test: "false",
  });
  expect(apiQuery({ ...NO_FILTERS, contactId: 7 }, now)).toEqual({ contact_id: "7" });
  expect(apiQuery({ ...NO_FILTERS, showsTests: true }, now)).toEqual({});
});
