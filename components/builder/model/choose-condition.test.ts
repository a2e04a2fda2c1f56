import { expect, test } from "vitest";
import { evaluate } from "#lib/engine/condition.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import { type Choice, fromExpression, hasCase, type How, HOWS, isComplete, isKept, joined, toExpression } from "./choose-condition.ts";

const choose = (how: How, text = "", more: Partial<Choice> = {}): Choice => ({ path: "x", how, text, ignoreCase: true, ...more });

/** For each comparison what is written, and the values for which it holds and does not; undefined: the context has none. */
const CASES: [Choice, string, holds: (Json | undefined)[], not: (Json | undefined)[]][] = [
  [choose("is", "Sim"), 'lower(x) == "sim"', ["sim", "SIM"], ["simples", "não", "", null, undefined]],
  [choose("is", "Sim", { ignoreCase: false }), 'x == "Sim"', ["Sim"], ["sim", "SIM", undefined]],
  [choose("is", "NÃO É"), 'lower(x) == "não é"', ["Não é", "NÃO É"], ["nao e"]],
  [choose("is", " 1 "), 'x == "1"', ["1", 1], ["2", 2, "11", undefined]],
  [choose("is_not", "Sim"), 'lower(x) != "sim"', ["não", "", undefined, null, 5], ["sim", "SIM"]],
  [choose("contains", "Olá"), '"olá" in lower(x)', ["OLÁ, tudo bem?", "olá"], ["ola", "", undefined]],
  [choose("contains", "12"), '"12" in x', ["nº 123", ["12", "3"]], ["1 2", undefined]],
  [choose("contains_not", "Olá"), '"olá" not in lower(x)', ["oi", "", undefined], ["OLÁ!"]],
  [choose("more", "18"), "x > 18", ["19", 19, "18.5"], ["18", 18, "9", "muitos", "", undefined]],
  [choose("at_least", "18"), "x >= 18", ["18", 18], ["17.9", undefined]],
  [choose("less", "-1.50"), "x < -1.5", ["-2", -2], ["-1.5", 0, undefined]],
  [choose("at_most", "007"), "x <= 7", ["7", 7, "-1"], ["8", "sete", undefined]],
  [choose("at_least", "2026-01-01"), 'x >= "2026-01-01"', ["2026-02-01"], ["2025-12-31", undefined]],
  [choose("empty"), "len(x) == 0", ["", null, undefined, [], {}], [" ", "0", 0, false, [0]]],
  [choose("not_empty"), "len(x) > 0", ["sim", "0", 0, [0]], ["", null, undefined, []]],
  [choose("one_of", "Sim, claro,, S"), 'lower(x) in ["sim", "claro", "s"]', ["SIM", "Claro", "s"], ["sim, claro", "si", "", undefined]],
  [choose("one_of", "1"), 'x in ["1"]', ["1", 1], ["12", "", undefined]],
  [choose("is", "a", { path: "contact.name" }), 'lower(contact.name) == "a"', [], ["a", undefined]],
  [choose("is", "1", { path: "first-name" }), 'context["first-name"] == "1"', [], ["1", undefined]],
  [choose("empty", "", { path: "not" }), 'len(context["not"]) == 0', ["1"], []],
];

test.each(CASES)("%o is written as %s", (choice, expression, holds, not) => {
  expect(toExpression(choice)).toBe(expression);
  for (const value of [...holds, ...not]) {
    const context: Context = value === undefined ? {} : { x: value };
    expect(evaluate(expression, context), JSON.stringify(value)).toBe(holds.includes(value));
  }
  const again = fromExpression(expression);
  expect(again).toMatchObject({ path: choice.path, how: choice.how });
  expect(again && toExpression(again)).toBe(expression);
  expect(fromExpression(`  ${expression} `)).toEqual(again);
});

test("every way to compare is among them", () => {
  expect(new Set(CASES.map(([{ how }]) => how))).toEqual(new Set(HOWS));
});

test.each(["first-name", "não", "primeiro nome", "not", "true", 'a"b', "a\\b", "x == 1 or y", "len(x)", "1", "context", "itens[0].preço"])(
  "the value under %o is reached, and found again",
  (path) => {
    const expression = toExpression(choose("is", "1", { path }));
    expect(fromExpression(expression)).toEqual(choose("is", "1", { path }));
    if (path !== "context" && !path.startsWith("itens")) expect(evaluate(expression, { [path]: "1" })).toBe(true);
  },
);

test.each([
  '"',
  "'",
  "\\",
  '\\"',
  "a\nb\r\tc",
  '" or true or "',
  "{{ x }}",
  "${x}",
  "\u0000\u001f\u2028",
  "“curvas”",
  "😀",
  "\ud800",
  "lower(x)",
  "]",
  "null",
])("the text %j is compared as it is, and found again", (text) => {
  for (const how of ["is", "contains", "one_of"] as const) {
    const choice = choose(how, `«${text}»`, { ignoreCase: false });
    const expression = toExpression(choice);
    expect(evaluate(expression, { x: `«${text}»` })).toBe(true);
    expect(evaluate(expression, { x: "other" })).toBe(false);
    expect(fromExpression(expression)?.text).toBe(choice.text);
    expect(evaluate(toExpression({ ...choice, ignoreCase: true }), { x: `«${text}»`.toUpperCase() })).toBe(true);
  }
});

test.each([
  "",
  "  ",
  "x",
  "true",
  "x == 1",
  "x == 'sim'",
  'x=="1"',
  'x == " 1"',
  "x > 18.50",
  'x > "18"',
  "18 < x",
  "1 < x < 5",
  'lower(x) == "Sim"',
  'lower(x) == "1"',
  'upper(x) == "a"',
  'lower(lower(x)) == "a"',
  "x == null",
  "x == y",
  'x in ("a", "b")',
  'x in ["a, b"]',
  "x in []",
  "x == ''",
  'x == ""',
  'len(x) == "0"',
  "len(x) > 1",
  'x == "1" and y == "2"',
  'not x == "1"',
  'x[y] == "1"',
  'context["name"] == "1"x',
  'x = "1"',
  '"',
  "min(x, 1) > 0",
])("%o is no such choice", (source) => {
  expect(fromExpression(source)).toBeNull();
});

test("letters alone have upper and lower case, and what is not written yet is not complete", () => {
  expect([choose("is", "12"), choose("is", "Sim"), choose("more", "Sim"), choose("empty", "Sim")].map(hasCase)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect([choose("is", " "), choose("one_of", " , "), choose("is", "0"), choose("empty")].map(isComplete)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  // Digits leave it open: whoever goes on with letters gets the usual.
  expect(fromExpression('x == "12"')?.ignoreCase).toBe(true);
});

test.each([
  ["a", true],
  ["a == 1 and b", true],
  ["", false],
  [" ", false],
  ['a == "1"', false],
  ["a = 1", false],
  ["(", false],
])("%o stays beside what is chosen: %s", (source, kept) => {
  expect(isKept(source)).toBe(kept);
});

test.each([
  ["a", "and", "a and n"],
  ["a or b", "and", "(a or b) and n"],
  ["a || b", "and", "(a || b) and n"],
  ["a or b", "or", "a or b or n"],
  ["a and b", "or", "a and b or n"],
  ["not a", "and", "not a and n"],
  [" a if b else c ", "or", "(a if b else c) or n"],
  ["b ? a : c", "and", "(b ? a : c) and n"],
  ['x == " or "', "and", 'x == " or " and n'],
] as const)("%o with %s beside it is %s", (source, word, expected) => {
  expect(joined(source, word, "n")).toBe(expected);
  for (const bits of Array.from({ length: 16 }, (_, index) => index)) {
    const context = { a: (bits & 1) > 0, b: (bits & 2) > 0, c: (bits & 4) > 0, n: (bits & 8) > 0, x: " or " };
    const [first, second] = [evaluate(source, context) === true, context.n];
    expect(evaluate(expected, context)).toBe(word === "and" ? first && second : first || second);
  }
});
