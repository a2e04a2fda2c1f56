import { expect, test } from "vitest";
import { exitLabel } from "../engine/read-config.ts";
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
  const config = type.config.parse(type.defaults);
  const isNamed = (exit: string) => exit === "next" || exitLabel({ type, config }, exit) !== null;
  const exits = type.exits(config).filter((exit) => !isNamed(exit));
  expect(Object.keys(words.exits ?? {})).toEqual(expect.arrayContaining(exits));
});

test.each(cases)("the card of $type.type has a sentence in $locale, whatever its config holds", ({ type, words }) => {
  for (const config of [{}, type.defaults, { context_key: 3, message: null, prompt: {} }])
    expect(typeof words.summary?.(config)).toMatch(/string|undefined/);
});

test.each([
  ["pt-BR", { prompt_template: "{{ duvida }}", send_response: true }, "Responde a {{ duvida }} com a IA"],
  ["pt-BR", { send_response: true }, "Responde a {{ last_message }} com a IA"],
  ["en", { prompt: "Be kind to {{ nome }}.", send_response: true }, "Answers with AI:\nBe kind to {{ nome }}."],
  ["en", { prompt_template: "{{ text }}", context_key: "mood" }, "Asks the AI and keeps its answer in {{ mood }}:\n{{ text }}"],
] as const)("what an AI does is a sentence, in %s: %j", (locale, config, sentence) => {
  expect(nodeMessages("ai_completion", locale).summary?.(config)).toBe(sentence);
});

test("a type that is not installed goes by its own name", () => {
  expect(nodeMessages("send_fax", "en")).toMatchObject({ type: "send_fax", options: {} });
});
