import { expect, test } from "vitest";
import { render } from "#lib/engine/template.ts";
import { EXAMPLE_CONTEXT, EXAMPLE_NOW } from "#lib/engine/vocabulary/entries.ts";
import { translator } from "#lib/i18n/catalogue.ts";
import { BASICS, rowsFound } from "./language-rows.ts";

const t = translator("pt-BR");

test("names are found by their letters and by their words, accents and case apart", () => {
  const found = (search: string) => rowsFound(search, t).flatMap(({ section, rows }) => rows.map(({ name }) => `${section} ${name}`));
  expect(found("ANSWERS")).toEqual(["function answers_yes", "function answers_no"]);
  expect(found("minusculas")).toContain("filter lower");
  expect(found("xyzzy")).toEqual([]);
  expect(found("").length).toBeGreaterThan(150);
});

test.each(BASICS)("the example of $name runs", ({ text }) => {
  expect(render(text, EXAMPLE_CONTEXT, { now: EXAMPLE_NOW })).not.toContain("{");
});
