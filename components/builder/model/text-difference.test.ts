import { expect, test } from "vitest";
import { textDifference } from "./text-difference.ts";

/** `-gone-`, `+new+`, and the rest as it is. */
const told = (before: string, after: string) =>
  textDifference(before, after)
    .map(({ kind, text }) => (kind === "removed" ? `-${text}-` : kind === "added" ? `+${text}+` : text))
    .join("");

const LONG = "Olá! Esta é a central de atendimento da nossa loja, aberta de segunda a sexta, das nove às dezoito horas. ";

test.each([
  ["", "", ""],
  ["same", "same", "same"],
  ["", "all new", "+all new+"],
  ["all gone", "", "-all gone-"],
  ["Fale com a Ana hoje", "Fale com o Rui hoje", "Fale com -a Ana-+o Rui+ hoje"],
  ["um dois três", "um três", "um -dois -três"],
  ["preço: 10 reais", "preço: 12 reais", "preço: -10-+12+ reais"],
  ["{{ nome }}", "{{ name }}", "{{ -nome-+name+ }}"],
  ["a\nb", "a\nc", "a\n-b-+c+"],
  ["👋 oi", "👋 olá", "👋 -oi-+olá+"],
])("from %j to %j reads %j", (before, after, words) => {
  expect(told(before, after)).toBe(words);
});

test.each([
  [`${LONG}Responda 1.`, `${LONG}Responda 2.`],
  [`1. ${LONG}${LONG}`, `2. ${LONG}${LONG}`],
  [`${LONG}${LONG}um ${LONG}${LONG}`, `${LONG}${LONG}dois ${LONG}${LONG}`],
])("of two long texts the part that changed is shown, and little of the rest", (before, after) => {
  const words = told(before, after);
  expect(words).toMatch(/-(1|um)-\+(2|dois)\+/);
  expect(words).toContain("…");
  expect(words.length).toBeLessThan(140);
});

test("what is put together again from its stretches are both texts, and enormous ones are told without a long wait", () => {
  const [before, after] = [
    Array.from({ length: 3_000 }, (_, n) => `a${n}`).join(" "),
    Array.from({ length: 3_000 }, (_, n) => `b${n}`).join(" "),
  ];
  const found = textDifference(before, after);
  const side = (gone: string) =>
    found
      .filter(({ kind }) => kind !== gone)
      .map(({ text }) => text)
      .join("");
  expect([side("added"), side("removed")]).toEqual([before, after]);
});
