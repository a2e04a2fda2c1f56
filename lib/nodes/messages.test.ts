import { expect, test } from "vitest";
import { LOCALES } from "../i18n/locale.ts";
import { nodeTypes } from "./registry.ts";
import { nodeMessages } from "./messages.ts";

const cases = LOCALES.flatMap((locale) =>
  [...nodeTypes.values()].map((type) => ({ locale, type, words: nodeMessages(type.type, locale) })),
);

test.each(cases)("every option of $type.type has a label in $locale, and nothing has that is in no option", ({ type, words }) => {
  const named = Object.keys(words.options);
  const options = Object.keys(type.config.shape).sort();
  expect(named.filter((path) => !path.includes(".")).sort()).toEqual(options);
  expect(options).toEqual(expect.arrayContaining(named.map((path) => path.split(".")[0])));
});

test.each(cases)("every exit of $type.type has a name in $locale", ({ type, words }) => {
  const exits = type.exits(type.config.parse(type.defaults)).filter((exit) => exit !== "next");
  expect(Object.keys(words.exits ?? {})).toEqual(expect.arrayContaining(exits));
});

test.each(cases)("the card of $type.type has a sentence in $locale, whatever its config holds", ({ type, words }) => {
  for (const config of [{}, type.defaults, { context_key: 3, message: null, prompt: {} }])
    expect(typeof words.summary?.(config)).toMatch(/string|undefined/);
});

test.each([
  ["en", "Hello · waits 2 hr"],
  ["pt-BR", "Hello · espera 2 h"],
] as const)("a card tells times as people do, in %s", (locale, sentence) => {
  expect(nodeMessages("send_message", locale).summary?.({ message: "Hello", delay_seconds: 7_200 })).toBe(sentence);
});

test("a message without a text says so on its card, and one that is there only to wait does not", () => {
  const words = nodeMessages("send_message", "en");
  const told = (config: Record<string, unknown>) => words.summary?.(config) || words.unwritten;
  expect([{ message: " " }, { message: "", delay_seconds: 60 }, { message: 5 }].map(told)).toEqual(["No text yet", "waits 1 min", "5"]);
});

test("a type that is not installed goes by its own name", () => {
  expect(nodeMessages("send_fax", "en")).toMatchObject({ type: "send_fax", options: {} });
});
