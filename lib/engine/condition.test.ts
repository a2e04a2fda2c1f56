import fc from "fast-check";
import { describe, expect, test } from "vitest";
import groups from "./condition.cases.json" with { type: "json" };
import { conditionPaths, evaluate, evaluateParsed, ExpressionError, isTruthy, parseCondition } from "./condition.ts";
import { hostileContext, outcome } from "./test-support/hostile.ts";
import type { Context, Json } from "./types.ts";
import { normalText } from "./values/normal-text.ts";

type Group = { guarantee: string; context?: Context; gives?: [string, Json][]; refuses?: [string, string][] };

const codeOf = (expression: string, context: Context = {}) => outcome(() => evaluate(expression, context), ExpressionError);

describe.each(groups as unknown as Group[])("$guarantee", ({ context = {}, gives = [], refuses = [] }) => {
  test.each(gives)("%j", (expression, value) => {
    expect(evaluate(expression, context)).toStrictEqual(value);
  });
  test.each(refuses)("%j is refused", (expression, code) => {
    expect(codeOf(expression, context)).toBe(code);
  });
});

test.each<[Json, boolean]>([
  [null, false],
  [false, false],
  [0, false],
  ["", false],
  [[], false],
  [{}, false],
  [true, true],
  [-1, true],
  ["0", true],
  [" ", true],
  ["false", true],
  [[0], true],
  [{ a: null }, true],
])("%j is as true as in Python: %j", (value, expected) => {
  expect(isTruthy(value)).toBe(expected);
});

test.each([
  ["user.name == 'x' and items[0].b in f", ["user.name", "items[0].b", "f"]],
  ["fields[key].z > 1 or x['first name']", ["fields", "key", 'x["first name"]']],
  ["context.get('a') and context.b and context['c'].d", ["a", "b", "c.d"]],
  ["name.lower().strip() == lower(name) and len(items.length)", ["name", "items"]],
  ["true and 'text' and 5", []],
])("the paths of %j are listed", (expression, paths) => {
  expect(conditionPaths(parseCondition(expression))).toEqual(paths);
});

test.each([
  ["(".repeat(100_000), "too_long"],
  [" ".repeat(2001), "too_long"],
  ["(".repeat(1000) + "1" + ")".repeat(999), "too_deep"],
  ["[".repeat(2000), "too_deep"],
  ["not ".repeat(499) + "a", "too_deep"],
  ["!".repeat(1999) + "a", "too_deep"],
  ["-".repeat(1999) + "a", "too_deep"],
  ["a?".repeat(990) + "1", "too_deep"],
  ["len(".repeat(490) + "a" + ")".repeat(490 - 460), "too_deep"],
  ["a[".repeat(900), "too_deep"],
])("nesting and length are bounded: %#", (expression, code) => {
  expect(codeOf(expression)).toBe(code);
});

test("long but flat conditions are no deeper for it", () => {
  const answers = Array.from({ length: 60 }, (_, index) => `answer == "voto ${index}"`).join(" or ");
  expect(evaluate(answers, { answer: "voto 59" })).toBe(true);
  expect(evaluate(`1${" + 1".repeat(400)}`, {})).toBe(401);
  expect(evaluate(`a${".a".repeat(900)}`, {})).toBe(null);
});

test("work on long texts and lists is bounded", () => {
  const long = "a".repeat(400_000);
  const list = Array.from({ length: 400_000 }, (_, index) => index);
  expect(codeOf("'b' in x or 'c' in x or 'd' in x", { x: long })).toBe("too_much_work");
  expect(codeOf("x + x + x + x", { x: long })).toBe("too_much_work");
  expect(codeOf("-1 in x or -2 in x or -3 in x", { x: list })).toBe("too_much_work");
  expect(codeOf("x == y and x == y and x == y", { x: list, y: [...list] })).toBe("too_much_work");
  expect(codeOf("max(x) + max(x) + max(x)", { x: list })).toBe("too_much_work");
  expect(codeOf("1 in x", { x: new Array(4_000_000_000) })).toBe("too_much_work");
  expect(evaluate("399999 in x", { x: list })).toBe(true);
});

test("what contains itself is refused or found equal, never followed forever", () => {
  const list: Json[] = [1];
  list.push(list);
  const twin: Json[] = [1];
  twin.push(twin);
  expect(evaluate("a == a", { a: list })).toBe(true);
  expect(codeOf("a == b", { a: list, b: twin })).toBe("too_deep");
  expect(codeOf("str(a)", { a: list })).toBe("too_deep");
});

test("own keys named after prototypes are out of reach", () => {
  const context = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "user": {"__proto__": 3, "prototype": 4}}') as Context;
  expect(evaluate("x", context)).toBe(null);
  expect(codeOf("constructor", context)).toBe("not_allowed");
  expect(codeOf("user['proto' + 'type']", context)).toBe("not_allowed");
  expect(evaluate("'constructor' in context", context)).toBe(false);
});

test("a context without a prototype, or none at all, has no names", () => {
  expect(evaluate("name", Object.assign(Object.create(null) as Context, { name: "Ana" }))).toBe("Ana");
  for (const context of [null, undefined, 5, "text", [1], () => 1]) expect(evaluate("toString or name", context as never)).toBe(null);
});

test("a context that can not be read is an ExpressionError", () => {
  const { proxy, revoke } = Proxy.revocable<Context>({}, {});
  revoke();
  expect(codeOf("a", proxy)).toBe("type");
  expect(codeOf("a.b", { a: proxy })).toBe("type");
});

test.each([undefined, null, 5, {}, ["1"], Symbol("x"), new String("1")])("what is not text is no condition: %#", (expression) => {
  expect(codeOf(expression as never)).toBe("type");
});

const words = fc.constantFrom(
  ..."and or not in is if else True None a user.name items[0] 'x' \"or\" 1 .5 == != < >= === + - * / % ( ) [ ] , . ? : ! len( lower() {".split(
    " ",
  ),
);
const wellFormed = fc.letrec<{ node: string }>((tie) => {
  const pair = fc.tuple(tie("node"), tie("node"));
  const operators = "and or == != < <= > >= === !== in / + - * %".split(" ").concat("not in", "is not");
  return {
    node: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        "a",
        "b",
        "user",
        "items",
        "name",
        "x.a",
        "items[0]",
        "user['list']",
        "a[b]",
        "context",
        "x.length",
        "1",
        "'12'",
        "None",
        "[1, a]",
        "{a}",
      ),
      fc.tuple(pair, fc.constantFrom(...operators)).map(([[a, b], operator]) => `(${a} ${operator} ${b})`),
      fc.tuple(tie("node"), fc.constantFrom("not ", "!", "-", "+")).map(([a, sign]) => `(${sign}${a})`),
      fc.tuple(tie("node"), fc.constantFrom("len", "lower", "int", "str", "abs", "round", "max")).map(([a, name]) => `${name}(${a})`),
      pair.map(([a, b]) => `(${a})[${b}]`),
      pair.map(([a, b]) => `(${a}).get(${b})`),
      pair.map(([a, b]) => `(${a}).includes(${b})`),
    ),
  };
}).node;
const expressions = fc.oneof(
  wellFormed,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join(" ")),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join("")),
);

test("whatever is written, over whatever context, a value or an ExpressionError comes out", () => {
  fc.assert(
    fc.property(expressions, hostileContext, (expression, context) => {
      outcome(() => evaluate(expression, context), ExpressionError);
    }),
    { numRuns: 3000 },
  );
});

test("a condition that can be read gives the same answer each time, parsed or not", () => {
  fc.assert(
    fc.property(expressions, fc.dictionary(fc.constantFrom("a", "user", "items"), fc.jsonValue()), (expression, context) => {
      const first = outcome(() => evaluate(expression, context as Context), ExpressionError);
      const second = outcome(() => evaluateParsed(parseCondition(expression), context as Context), ExpressionError);
      expect(second).toEqual(first);
    }),
    { numRuns: 1000 },
  );
});

/** A condition as nested lists with its answer by JavaScript's own rules, to hold ours against. */
const logic = fc.letrec<{ node: { text: string; value: boolean } }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(
      { text: "yes", value: true },
      { text: "no", value: false },
      { text: "n > 3", value: true },
      { text: "n == 4", value: false },
      { text: "'a' in word", value: true },
      { text: "'a' not in word", value: false },
    ),
    tie("node").map(({ text, value }) => ({ text: `not (${text})`, value: !value })),
    tie("node").map(({ text, value }) => ({ text: `!(${text})`, value: !value })),
    fc
      .tuple(tie("node"), tie("node"), fc.constantFrom("and", "&&"))
      .map(([a, b, word]) => ({ text: `(${a.text}) ${word} (${b.text})`, value: a.value && b.value })),
    fc
      .tuple(tie("node"), tie("node"), fc.constantFrom("or", "||"))
      .map(([a, b, word]) => ({ text: `(${a.text}) ${word} (${b.text})`, value: a.value || b.value })),
    fc
      .tuple(tie("node"), tie("node"), tie("node"))
      .map(([c, a, b]) => ({ text: `(${c.text}) ? (${a.text}) : (${b.text})`, value: c.value ? a.value : b.value })),
    fc
      .tuple(tie("node"), tie("node"), tie("node"))
      .map(([c, a, b]) => ({ text: `(${a.text}) if (${c.text}) else (${b.text})`, value: c.value ? a.value : b.value })),
  ),
})).node;

test("logic in either spelling gives what JavaScript's own operators give", () => {
  fc.assert(
    fc.property(logic, ({ text, value }) => {
      fc.pre(text.length <= 2000);
      expect(evaluate(text, { yes: true, no: false, n: 5, word: "banana" })).toBe(value);
    }),
  );
});

type Spelled = { level: number; sparse: string; full: string };
const whole = (level: number, text: (operand: (of: Spelled, least: number) => string) => string): Spelled => ({
  level,
  sparse: text((of, least) => (of.level < least ? `(${of.sparse})` : of.sparse)),
  full: text((of) => `(${of.full})`),
});

/** A condition with all its parentheses, and with only those that Python's precedence asks for. */
const spelled = fc.letrec<{ node: Spelled }>((tie) => {
  const node = tie("node");
  const binary = (level: number, left: number, right: number, ...operators: string[]) =>
    fc
      .tuple(node, fc.constantFrom(...operators), node)
      .map(([a, operator, b]) => whole(level, (operand) => `${operand(a, left)} ${operator} ${operand(b, right)}`));
  const choices = fc.tuple(node, node, node);
  return {
    node: fc.oneof(
      { maxDepth: 5 },
      fc
        .constantFrom("n", "yes", "no", "'2'", "7", "word", "items[0]", "len(word)", "missing", "[n, no]")
        .map((text) => ({ level: 9, sparse: text, full: text })),
      choices.map(([a, b, c]) => whole(0, (operand) => `${operand(a, 1)} if ${operand(b, 1)} else ${operand(c, 0)}`)),
      choices.map(([a, b, c]) => whole(0, (operand) => `${operand(a, 1)} ? ${operand(b, 0)} : ${operand(c, 0)}`)),
      binary(1, 1, 2, "or", "||"),
      binary(2, 2, 3, "and", "&&"),
      node.map((a) => whole(3, (operand) => `not ${operand(a, 3)}`)),
      binary(4, 5, 5, "===", "!=="),
      binary(5, 6, 6, "==", "!=", "<", ">=", "in", "not in"),
      binary(6, 6, 7, "+", "-"),
      binary(7, 7, 8, "*", "/", "%"),
      fc.tuple(fc.constantFrom("!", "-", "+"), node).map(([sign, a]) => whole(8, (operand) => `${sign} ${operand(a, 8)}`)),
      node.map((a) => whole(9, (operand) => `${operand(a, 9)}[0]`)),
    ),
  };
}).node;

test("parentheses that only say what is meant anyway change nothing", () => {
  const context = { n: 5, yes: true, no: false, word: "banana", items: [3, "x"] };
  fc.assert(
    fc.property(spelled, ({ sparse, full }) => {
      fc.pre(full.length <= 2000);
      expect(codeOf(sparse, context)).toEqual(codeOf(full, context));
    }),
    { numRuns: 1000 },
  );
});

test("no text is refused for what only a context can do wrong", () => {
  fc.assert(
    fc.property(expressions, (expression) => {
      const refused = outcome(() => void parseCondition(expression), ExpressionError);
      expect(["too_much_work", "type"]).not.toContain(refused);
    }),
    { numRuns: 1000 },
  );
});

test("a text is compared as written, whatever words and quotes are in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 100 }), fc.constantFrom("'", '"'), (text, quote) => {
      const literal = quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
      expect(evaluate(literal, {})).toBe(text);
      expect(evaluate(`answer == ${literal} and not answer != ${literal}`, { answer: text })).toBe(true);
    }),
  );
});

test("numbers compare the same as text and as numbers", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), (a, b) => {
      expect(evaluate("a < b", { a: String(a), b })).toBe(a < b);
      expect(evaluate("a == b", { a: ` ${a} `, b: a })).toBe(true);
    }),
  );
});

test("texts are ordered by the code points of their normal form", () => {
  const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 5 }), fc.string({ unit: "binary", maxLength: 5 }), (a, b) => {
      const [left, right] = [points(normalText(a)), points(normalText(b))];
      const index = left.findIndex((point, at) => point !== right[at]);
      const isBefore = index < 0 ? left.length < right.length : (left[index] ?? 0) < (right[index] ?? -1);
      expect(evaluate("a < b", { a, b })).toBe(isBefore);
    }),
  );
});
