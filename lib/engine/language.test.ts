import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf } from "../../scripts/test-setup/cost.ts";
import { evaluate, ExpressionError, isTruthy } from "./condition.ts";
import conditions from "./language-cases/conditions.json" with { type: "json" };
import jinja from "./language-cases/jinja.json" with { type: "json" };
import liquid from "./language-cases/liquid.json" with { type: "json" };
import python from "./language-cases/python-format.json" with { type: "json" };
import { render, TemplateError } from "./template.ts";
import { outcome } from "./test-support/hostile.ts";
import type { Context, Json } from "./types.ts";

interface Group {
  guarantee: string;
  language?: string;
  now?: string;
  context: Context;
  gives?: [string, Json][];
  refuses?: [string, string][];
}

describe.each([...jinja, ...python, ...liquid] as unknown as Group[])(
  "texts: $guarantee",
  ({ context, gives = [], refuses = [], ...options }) => {
    test.each(gives)("%j", (text, expected) => expect(render(text, context, options)).toBe(expected));
    test.each(refuses)("%j is refused", (text, code) => expect(outcome(() => render(text, context, options), TemplateError)).toBe(code));
  },
);

describe.each(conditions as unknown as Group[])("expressions: $guarantee", ({ context, gives = [], refuses = [], ...options }) => {
  test.each(gives)("%j", (expression, expected) => expect(plainOf(evaluate(expression, context, options))).toEqual(expected));
  test.each(refuses)("%j is refused", (expression, code) =>
    expect(outcome(() => evaluate(expression, context, options), ExpressionError)).toBe(code),
  );
});

const plainOf = (value: Json): unknown => JSON.parse(JSON.stringify(value));

const atoms = fc.constantFrom(
  ...`a|b|user.name|items[0]|items[-1]|missing|missing.x|1|0|2.5|"text"|""|"10"|'1,5'|true|none|[1, 2]|[]|{"k": 1}|items|user|items[0:1]`.split(
    "|",
  ),
);
const expressions = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    atoms,
    fc
      .tuple(tie("node"), fc.constantFrom(..."and|or|==|!=|<|>=|in|not in|contains|+|~|*|//|-".split("|")), tie("node"))
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    fc
      .tuple(tie("node"), fc.constantFrom(..."upper|length|default(1)|default: 2|first|int|join: ','|sort|unique".split("|")))
      .map(([a, filter]) => `(${a})|${filter}`),
    fc
      .tuple(tie("node"), fc.constantFrom(..."defined|none|string|number|mapping|odd|in [1, 2]|divisibleby(2)".split("|")))
      .map(([a, tested]) => `(${a}) is ${tested}`),
    fc.tuple(tie("node"), tie("node"), tie("node")).map(([a, b, c]) => `(${a}) if (${b}) else (${c})`),
    tie("node").map((a) => `not (${a})`),
    fc.tuple(fc.constantFrom("len", "lower", "bool", "answers_yes", "is_empty", "fold"), tie("node")).map(([name, a]) => `${name}(${a})`),
  ),
})).node;
const contexts = fc.record({
  a: fc.oneof(fc.jsonValue(), fc.constantFrom("10", "1.500", "sim", "")),
  b: fc.jsonValue(),
  user: fc.record({ name: fc.string() }),
  items: fc.array(fc.jsonValue(), { maxLength: 4 }),
});

test("{% if e %} and evaluate(e) agree, whatever e is", () => {
  fc.assert(
    fc.property(expressions, contexts, (expression, given) => {
      fc.pre(expression.length < 2_000);
      const context = given as unknown as Context;
      const asked = outcome(() => isTruthy(evaluate(expression, context)), ExpressionError);
      const shown = outcome(() => render(`{% if ${expression} %}true{% else %}false{% endif %}`, context), TemplateError);
      expect(shown).toBe(String(asked));
    }),
    { numRuns: 2_000 },
  );
});

test("what a contact typed is a pattern for no format: it comes out, or a typed error does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.jsonValue(), (typed, value) => {
      const context = { typed: `%${typed}{`, value } as Context;
      for (const text of ["{{ typed % value }}", "{{ typed|format(value) }}", "{{ typed.format(value) }}", "{{ typed ~ value }}"])
        expect(typeof outcome(() => render(text, context), TemplateError)).toBe("string");
    }),
    { numRuns: 500 },
  );
});

const LONG = 60_000;
test.each([
  ["a comment", `{#${" ".repeat(LONG)}`],
  ["a text in quotes", `{{ "${"x".repeat(LONG)}`],
  ["an output", `{{ ${"a ".repeat(LONG / 2)}`],
  ["braces", `{{ ${"{".repeat(LONG)}`],
  ["brackets", `{{ ${"[".repeat(LONG)} }}`],
  ["a tag", `{% if ${"x".repeat(LONG)}`],
  ["specs", `{a:${"0".repeat(LONG)}`],
  ["raw", `{% raw %}${"{% ".repeat(LONG / 3)}`],
  ["signs", `{{ ${"-".repeat(LONG)}1 }}`],
  ["nots", `{{ ${"not ".repeat(LONG / 4)}1 }}`],
  ["powers", `{{ 9${" ** 9".repeat(LONG / 5)} }}`],
  ["widths", "{{ 'x'|center(60000)|center(60000)|indent(60000) }}{{ 'x' * 999999999 }}"],
  ["loops in loops", "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}"],
  ["prototypes", "{{ a.constructor.constructor('x')() }}"],
])("%s without end: a typed error, in about the time of an ordinary long text", (_, text) => {
  const usual = costOf((n) => render(`${n}${"Olá {{ name }}, tudo bem? {name} ".repeat(LONG / 32)}`.slice(0, 65_000), { name: "Ana" }));
  const cost = costOf((n) => outcome(() => render(`${n % 10}${text}`, { name: "Ana", a: {} }), TemplateError));
  expect(cost / usual).toBeLessThan(40);
});

test.each([
  ["filters", `{{ a${"|upper".repeat(9_000)} }}`],
  ["joined texts", `{{ a${" ~ a".repeat(14_000)} }}`],
  ["choices", `{{ ${"1 if false else ".repeat(4_000)}2 }}`],
  ["branches", `{% if false %}${"{% elif false %}".repeat(4_000)}{% endif %}`],
])("a long row of %s is no deeper for it", (_, text) => {
  expect(["string", "too_much_work"]).toContain(typeof outcome(() => render(text, { a: "x" }), TemplateError));
});

test("only what namespace() made takes new values: neither the context, whatever its objects are made of, nor a written object", () => {
  const user = Object.assign(Object.create(null) as Context, { name: "Ana" });
  for (const text of ["{% set user.name = 'Bia' %}", "{% set o = {'a': 1} %}{% set o.a = 2 %}", "{% set o = dict(a=1) %}{% set o.a = 2 %}"])
    expect(outcome(() => render(text, { user }), TemplateError)).toBe("not_allowed");
  expect(user["name"]).toBe("Ana");
  expect(render("{% set o = namespace(a=1) %}{% set o.a = o.a + 1 %}{{ o.a }}", {})).toBe("2");
});

test.each([
  ["equality", "x == y"],
  ["order", "x < y"],
  ["membership in a list", "x in z"],
  ["a pattern", "matches(y, '(a|e)*z')"],
])("%s of long texts that look alike or not is counted work", (_, asked) => {
  const accents = "e\u0301".repeat(30_000);
  // A short one beside it: it is the long one that has to be brought into its normal form.
  const context = { x: "é", y: accents, z: [accents] };
  const text = `{% for i in range(5000) %}{% if ${asked} %}{% endif %}{% endfor %}`;
  expect(outcome(() => render(text, context), TemplateError)).toBe("too_much_work");
});
