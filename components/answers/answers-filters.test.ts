import { expect, test } from "vitest";
import { type AnswersFilters, answersAddress, answersApiQuery, NO_ANSWERS_FILTERS, readAnswersFilters } from "./answers-filters.ts";

test.each<[string, Partial<AnswersFilters>, string]>([
  ["nothing", {}, "/console/flows/7/answers"],
  ["a version", { version: 3 }, "/console/flows/7/answers?version=3"],
  ["an outcome", { statuses: ["failed"] }, "/console/flows/7/answers?status=failed"],
  [
    "days",
    { period: "custom", from: "2026-11-01", to: "2026-11-30" },
    "/console/flows/7/answers?period=custom&from=2026-11-01&to=2026-11-30",
  ],
])("%s stands in the address and is read from there again", (_, some, address) => {
  const filters = { ...NO_ANSWERS_FILTERS, ...some };
  expect(answersAddress(7, filters)).toBe(address);
  expect(readAnswersFilters(Object.fromEntries(new URL(address, "http://x").searchParams))).toEqual(filters);
});

test("the API is asked for customers' answers of a version, unless tests are shown too", () => {
  expect(answersApiQuery({ ...NO_ANSWERS_FILTERS, version: 2 }, 0)).toEqual({ version: "2", is_test: "false" });
  expect(answersApiQuery({ ...NO_ANSWERS_FILTERS, showsTests: true }, 0)).toEqual({});
  expect(readAnswersFilters({ version: "0x1" }).version).toBeNull();
});
