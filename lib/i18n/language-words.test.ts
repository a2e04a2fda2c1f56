import { expect, test } from "vitest";
import { render, templatePaths } from "../engine/template.ts";
import { TAG_NAMES } from "../engine/template/parser.ts";
import { ENTRIES, EXAMPLE_CONTEXT, EXAMPLE_NOW, exampleText, type Section, SECTIONS } from "../engine/vocabulary/entries.ts";
import { FILTERS, JINJA_FILTERS } from "../engine/vocabulary/filters.ts";
import { FUNCTIONS } from "../engine/vocabulary/functions.ts";
import { METHODS } from "../engine/vocabulary/methods.ts";
import { TESTS } from "../engine/vocabulary/tests.ts";
import { translator } from "./catalogue.ts";

const NAMES: Record<Section, Iterable<string>> = {
  tag: TAG_NAMES,
  function: FUNCTIONS.keys(),
  filter: [...FILTERS.keys(), ...JINJA_FILTERS.keys()],
  test: TESTS.keys(),
  method: METHODS.keys(),
};

test.each(SECTIONS)("each %s has words in both languages and an example, and nothing else has", (section) => {
  const names = [...new Set(NAMES[section])].sort();
  expect(Object.keys(ENTRIES[section]).sort()).toEqual(names);
  for (const name of names)
    for (const locale of ["pt-BR", "en"] as const) expect(translator(locale).maybe(`language.${section}_${name}`), name).not.toBeNull();
});

const examples = SECTIONS.flatMap((section) =>
  Object.entries(ENTRIES[section]).map(([name, { example }]) => ({ section, name, text: exampleText(example) })),
);

test.each(examples)("the example of the $section $name runs, names it, and reads what there is", ({ name, text }) => {
  expect(text).toContain(name);
  for (const language of ["pt-BR", "en"]) {
    expect(render(text, EXAMPLE_CONTEXT, { language, timeZone: "America/Sao_Paulo", now: EXAMPLE_NOW }).trim()).not.toBe("");
  }
  const read = templatePaths(text).map((path) => /^[^.[]*/.exec(path)?.[0]);
  expect(read.filter((key) => key !== "apelido" && !Object.hasOwn(EXAMPLE_CONTEXT, key ?? ""))).toEqual([]);
});
