import { expect, test } from "vitest";
import { contactsQuery } from "#lib/api/contacts.ts";
import { addressOf, apiQuery, type Filters, isNarrowed, NO_FILTERS, readFilters } from "./filters.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");

test.each<[string, Partial<Filters>, object, boolean]>([
  ["", {}, { is_test: "false" }, false],
  ["?q=%C3%A9rica", { search: "érica" }, { search: "érica", is_test: "false" }, true],
  ["?tests=1", { showsTests: true }, {}, false],
  ["?window=open", { window: "open" }, { window_open: "true", is_test: "false" }, true],
  ["?conversation=out&tests=1", { busy: "out", showsTests: true }, { in_conversation: "false" }, true],
  ["?flow_id=3&heard=24h", { flowId: 3, heard: "24h" }, { flow_id: "3", heard_since: "2026-11-22T12:00:00.000Z", is_test: "false" }, true],
  [
    "?consent=opted_out&label=a+b&tests=1",
    { consent: "opted_out", label: "a b", showsTests: true },
    { consent: "opted_out", label: "a b" },
    true,
  ],
  ["?language=pt-BR&tests=1", { language: "pt-BR", showsTests: true }, { language: "pt-BR" }, true],
  ["?field=plan&value=Ouro&tests=1", { field: "plan", fieldValue: "Ouro", showsTests: true }, { field: "plan", field_value: "Ouro" }, true],
])("%j is read and written as the same filters; who only tried a flow is left out unless asked for", (address, some, asked, narrowed) => {
  const filters = { ...NO_FILTERS, ...some };
  expect(readFilters(Object.fromEntries(new URLSearchParams(address)))).toEqual(filters);
  expect(addressOf(filters)).toBe(`/console/contacts${address}`);
  expect(apiQuery(filters, NOW)).toEqual(asked);
  expect(contactsQuery.safeParse(asked).success).toBe(true);
  expect(isNarrowed(filters)).toBe(narrowed);
});

test("what an address can not mean is left out", () => {
  expect(
    readFilters({
      window: "ajar",
      conversation: "1",
      flow_id: "x",
      heard: "1y",
      tests: "yes",
      consent: "no",
      language: "português",
      value: "x",
    }),
  ).toEqual(NO_FILTERS);
});
