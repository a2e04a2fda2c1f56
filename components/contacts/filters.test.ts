import { expect, test } from "vitest";
import { addressOf, apiQuery, readFilters } from "./filters.ts";

test.each([
  ["", { search: "", showsTests: false }, { is_test: "false" }],
  ["?q=%C3%A9rica", { search: "érica", showsTests: false }, { search: "érica", is_test: "false" }],
  ["?q=a&tests=1", { search: "a", showsTests: true }, { search: "a" }],
])("%j is read and written as the same filters; who only tried a flow is left out unless asked for", (address, filters, asked) => {
  const query = Object.fromEntries(new URLSearchParams(address));
  expect(readFilters(query)).toEqual(filters);
  expect(addressOf(filters)).toBe(`/console/contacts${address}`);
  expect(apiQuery(filters)).toEqual(asked);
});
