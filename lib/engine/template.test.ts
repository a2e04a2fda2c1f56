import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { costOf } from "../../scripts/test-setup/cost.ts";
import { hostileContext, outcome } from "./test-support/hostile.ts";
import groups from "./template.cases.json" with { type: "json" };
import { parseTemplate, render, renderUrl, renderValue, TemplateError, templatePaths } from "./template.ts";
import type { Context } from "./types.ts";

type Group = { guarantee: string; context?: Context; gives?: [string, string][]; refuses?: [string, string][] };

const codeOf = (text: string, context: Context = {}) => outcome(() => render(text, context), TemplateError);

describe.each(groups as unknown as Group[])("$guarantee", ({ context = {}, gives = [], refuses = [] }) => {
  test.each(gives)("%j", (text, expected) => {
    expect(render(text, context)).toBe(expected);
  });
  test.each(refuses)("%j is refused", (text, code) => {
    expect(codeOf(text, context)).toBe(code);
  });
});

test.each([
  ["{{ user.name }} {items[0].x} {user[first name]}", ["user.name", "items[0].x", 'user["first name"]']],
  ["{% for i in list %}{{ i.n }}{i.n}{forloop.index}{% endfor %}", ["list"]],
  ["{% assign a = b | append: c %}{{ a }}{a}", ["b", "c"]],
  ["{{ fields[key].z }} {% if q > 1 %}{m.size}{% endif %}", ["fields", "key", "q", "m.size"]],
  ["{% raw %}{name}{% endraw %} { name } plain", []],
])("the paths of %j are listed", (text, paths) => {
  expect(templatePaths(text)).toEqual(paths);
});

test.each([
  ["items of a list", `{{ [${"a,".repeat(30_000)}a] }}`],
  ["words of a condition", `{% if ${"a or ".repeat(12_000)}a %}{% endif %}`],
  ["branches", `{% if a %}${"{% elsif b %}x".repeat(4_000)}{% endif %}`],
  ["placeholders", "{a}{{ b }}".repeat(6_000)],
])("finding what a text of 60,000 characters reads costs about what reading it costs, for many %s", (_, text) => {
  // A text of its own each time: what has been read once is remembered.
  const reading = costOf((n) => parseTemplate(`${n}${text}`));
  expect(costOf((n) => templatePaths(`.${n}${text}`)) / reading).toBeLessThan(8);
});

test("reading a text takes nothing from the front of a long list, which would move all the rest", () => {
  const shift = vi.spyOn(Array.prototype, "shift");
  parseTemplate("{% if a %}{% for b in c %}{{ b }} {a}{% endfor %}{% endif %} {{a}}".repeat(100));
  expect(shift).not.toHaveBeenCalled();
  shift.mockRestore();
});

test("what goes on for ever is nothing", () => {
  const endless = {
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  };
  expect(render("{% for i in x limit: 2 %}{{ i }}{% endfor %}{{ x | first }}{{ x | join }}.", { x: endless } as unknown as Context)).toBe(
    ".",
  );
});

test("a text is read without being rendered", () => {
  expect(() => parseTemplate("Olá {{ name | upcase }}")).not.toThrow();
  expect(outcome(() => parseTemplate("{{ name"), TemplateError)).toBe("syntax");
  expect(outcome(() => templatePaths("{{ name"), TemplateError)).toBe("syntax");
});

test("an error says where", () => {
  expect(() => render("first\n  {{ name | sample }}", {})).toThrow(/Line 2, column 3: .*"sample"/);
});

test.each([
  ["x".repeat(65_537), "too_long"],
  ["{% if a %}".repeat(6000), "too_deep"],
  ["{% if true %}".repeat(30) + "{% endif %}".repeat(30), "too_deep"],
  [`{{ a${"[a".repeat(10_000)}${"]".repeat(10_000)} }}`, "too_deep"],
  ["{{ ".repeat(20_000), "syntax"],
  ["{% raw %}".repeat(6000), "syntax"],
  [`{{ ${"(".repeat(60_000)} }}`, "too_deep"],
])("nesting and length are bounded: %#", (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test("many braces that begin nothing are no burden", () => {
  for (const text of [
    "{".repeat(60_000).replaceAll("{{", "{ "),
    "{a".repeat(30_000),
    `{a${".b".repeat(30_000)}`,
    `{a${"[b]".repeat(20_000)}`,
  ]) {
    expect(render(text, {})).toBe(text);
  }
});

test("a long list is gone through only as often as the work allows", () => {
  const list = Array.from({ length: 100_000 }, (_, index) => index);
  const often = (body: string) =>
    codeOf(`{% for i in (1..5000) %}${body}{% endfor %}`, { list, object: { ...list }, text: "x".repeat(60_000) });
  expect(often("{% if list contains -1 %}{% endif %}")).toBe("too_much_work");
  expect(often("{% for j in list limit: 1 %}{% endfor %}")).toBe("too_much_work");
  expect(often("{% if object == empty %}{% endif %}")).toBe("too_much_work");
  expect(often("{% assign x = list | sort | size %}")).toBe("too_much_work");
  expect(often("{% assign x = text | upcase %}")).toBe("too_much_work");
  expect(often("{% case list %}{% when object, list %}{% endcase %}{% assign x = list | join %}")).toBe("too_much_work");
  expect(often(`{% if 1${" and 1".repeat(5000)} %}{% endif %}`)).toBe("too_much_work");
});

test("a context that is no object has no names", () => {
  for (const context of [null, undefined, 5, "text", [1], () => 1]) {
    expect(render("{toString}{{ length }}{% if size %}{% endif %}.", context as never)).toBe(".");
  }
});

test("a context that can not be read is a TemplateError", () => {
  const { proxy, revoke } = Proxy.revocable<Context>({}, {});
  revoke();
  expect(codeOf("{a}", proxy)).toBe("type");
  expect(codeOf("{{ a.b | upcase }}", { a: proxy })).toBe("type");
});

test.each([undefined, null, 5, {}, ["1"], Symbol("x"), new String("1")])("what is not text is no text: %#", (text) => {
  expect(codeOf(text as never)).toBe("type");
});

const anyText = fc.string({ unit: "binary", maxLength: 200 });
const marks = fc.constantFrom(
  ..."{{ }} {% %} {{- -%} { } {a} {user.name} {a[0]} {__proto__} a user items | : , . [ ] ( ) .. 'x' \" 1 == contains and not nil empty blank".split(
    " ",
  ),
  ..."if unless case when for in assign capture raw comment else elsif endif endunless endcase endfor endcapture endraw endcomment".split(
    " ",
  ),
  ..."append default size json join map where sort split slice first plus divided_by round truncate url_encode date sample = forloop reversed limit".split(
    " ",
  ),
);
const texts = fc.oneof(
  anyText,
  fc.array(marks, { maxLength: 30 }).map((parts) => parts.join(" ")),
  fc.array(marks, { maxLength: 30 }).map((parts) => parts.join("")),
);
const path = fc.constantFrom(
  "a",
  "b",
  "user",
  "items",
  "name",
  "x.a",
  "items[0]",
  "user.list",
  "a[b]",
  "x.size",
  "items.first",
  "1",
  "'12'",
  "nil",
  "empty",
);
const filter = fc.constantFrom(
  ..."size json join first last reverse sort uniq compact upcase strip abs round capitalize url_encode url_decode sum escape".split(" "),
  ..."append: name|default: x|map: 'a'|map: b|where: 'a', b|split: ','|split: b|slice: 0, b|plus: x|times: a|concat: items|truncate: b|replace: name, x|sort: 'a'|divided_by: 2|default: b, allow_false: true".split(
    "|",
  ),
);
const expression = fc.tuple(path, fc.array(filter, { maxLength: 3 })).map(([value, filters]) => [value, ...filters].join(" | "));
const operator = fc.constantFrom("==", "!=", "<", ">=", "contains", "and", "or");
const wellFormed = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("text ", "{a}", "{user.name}", "{items[0].x}", "{ }"),
    expression.map((inner) => `{{ ${inner} }}`),
    fc.tuple(path, operator, path, tie("node")).map(([a, sign, b, inner]) => `{% if ${a} ${sign} ${b} %}${inner}{% else %}no{% endif %}`),
    fc.tuple(path, tie("node")).map(([list, inner]) => `{% for a in ${list} limit: 3 %}${inner}{% endfor %}`),
    fc.tuple(path, path, tie("node")).map(([a, b, inner]) => `{% case ${a} %}{% when ${b}, empty %}${inner}{% else %}{% endcase %}`),
    fc.tuple(expression, tie("node")).map(([inner, after]) => `{% assign x = ${inner} %}${after}`),
    fc.tuple(tie("node"), tie("node")).map(([inner, after]) => `{% capture b %}${inner}{% endcapture %}${after}`),
  ),
})).node;

test("whatever is written, over whatever context, text or a TemplateError comes out", () => {
  fc.assert(
    fc.property(fc.oneof(texts, wellFormed), hostileContext, (text, context) => {
      const result = outcome(() => render(text, context), TemplateError);
      expect(typeof result).toBe("string");
      outcome(() => templatePaths(text), TemplateError);
    }),
    { numRuns: 3000 },
  );
});

test("the same text over the same values gives the same result", () => {
  fc.assert(
    fc.property(wellFormed, fc.dictionary(fc.constantFrom("a", "b", "user", "items", "x"), fc.jsonValue()), (text, context) => {
      const before = JSON.stringify(context);
      const first = outcome(() => render(text, context as Context), TemplateError);
      expect(outcome(() => render(text, context as Context), TemplateError)).toBe(first);
      expect(JSON.stringify(context)).toBe(before);
    }),
    { numRuns: 1000 },
  );
});

test("a value comes out as it is, whatever is in it", () => {
  const typed = fc.oneof(anyText, texts, wellFormed);
  fc.assert(
    fc.property(typed, (x) => {
      for (const way of [
        "{v}",
        "{{ v }}",
        "{u.v}",
        "{l[0]}",
        "{{ v | default: 1 }}",
        "{% if true %}{v}{% endif %}",
        "{% assign w = v %}{w}{% for i in l %}{% endfor %}",
      ]) {
        if (x === "" && way.includes("default")) continue;
        expect(render(`<${way}>`, { v: x, u: { v: x }, l: [x] })).toBe(`<${x}>`);
      }
    }),
    { numRuns: 500 },
  );
});

test("text without Liquid's marks and without placeholders stays as it is", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!/\{\{|\{%|\{[\p{ID_Start}_$]/u.test(text));
      expect(render(text, {})).toBe(text);
    }),
  );
});

describe("a text that is exactly one value is that value", () => {
  const context: Context = { n: 7, list: [1, { a: true }], yes: false, name: "Ana", nothing: null };
  test.each<[string, unknown]>([
    ["{{ n }}", 7],
    ["{{list}}", [1, { a: true }]],
    ["{{ list[1].a }}", true],
    ["{{ yes }}", false],
    ["{{ nothing }}", null],
    ["{{ missing.deeper }}", null],
    ["{{ n | plus: 1 }}", 8],
    ["{{ missing | default: list }}", [1, { a: true }]],
    ["{{ name | upcase }}", "ANA"],
    ["{{ '7' }}", "7"],
    [" {{ n }}", " 7"],
    ["{{ n }}{{ n }}", "77"],
    ["{n}", "7"],
    ["{% if yes %}{% else %}{{ n }}{% endif %}", "7"],
    ["plain", "plain"],
    ["", ""],
  ])("%j is %j", (text, expected) => expect(renderValue(text, context)).toEqual(expected));

  test("and nothing but a TemplateError is ever thrown", () => {
    fc.assert(
      fc.property(fc.string(), hostileContext, (text, hostile) => {
        try {
          renderValue(`{{ ${text} }}`, hostile as Context);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
    );
  });
});

describe("in an address each value is one component", () => {
  const context: Context = {
    base: "https://api.example/v1?x=1",
    id: "a/b?c=d&e#f",
    name: "João Silva",
    half: "\ud800",
    up: "..",
    list: [1, 2],
  };
  test.each([
    ["{{ base }}/orders/{{ id }}", "https://api.example/v1?x=1/orders/a%2Fb%3Fc%3Dd%26e%23f"],
    ["https://x.example/{id}?q={name}", "https://x.example/a%2Fb%3Fc%3Dd%26e%23f?q=Jo%C3%A3o%20Silva"],
    ["https://x.example/?q={{ name | url_encode }}", "https://x.example/?q=Jo%C3%A3o+Silva"],
    ["https://x.example/?q={{ name | upcase }}", "https://x.example/?q=JO%C3%83O%20SILVA"],
    ["https://x.example/{% if name %}{{ id }}{% endif %}/a&b", "https://x.example/a%2Fb%3Fc%3Dd%26e%23f/a&b"],
    ["https://x.example/{{ half }}", "https://x.example/%EF%BF%BD"],
    ["https://x.example/{{ missing }}/{{ list }}", "https://x.example//1%2C%202"],
    ["{{ missing }}{{ id }}", "a%2Fb%3Fc%3Dd%26e%23f"],
  ])("%j becomes %j", (text, expected) => expect(renderUrl(text, context)).toBe(expected));

  test("and none can lead one level up", () => {
    expect(outcome(() => renderUrl("https://x.example/a/{{ up }}/b", context), TemplateError)).toBe("not_allowed");
  });
});

const MARKS = { key: "[secret key]" };
const readers = { render, renderValue, renderUrl };

test.each(Object.entries(readers))("a text that writes a secret is refused by %s unless there is a mark for it", (_, read) => {
  const context = { secret: { key: "of the context" }, a: 1 };
  for (const text of ["{{ secret.key }}", "{secret.key}", "x {{ secret['key'] }}", "{% if a == 2 %}{{ secret.key }}{% endif %}"]) {
    expect(() => read(text, context)).toThrow(
      expect.objectContaining({ name: "TemplateError", problem: expect.objectContaining({ code: "secret_not_here" }) }),
    );
    expect(() => read(text, context, { marks: MARKS })).not.toThrow();
  }
});

test("marks stand in the places of secrets, and what has no mark is nothing", () => {
  const text = "{{ secret.key }} {secret.key} {% for x in list %}{{ secret.key }}{{ x }}{% endfor %}{{ secret.other }}";
  expect(render(text, { list: [1, 2] }, { marks: MARKS })).toBe("[secret key] [secret key] [secret key]1[secret key]2");
  expect(renderValue("{{ secret.key }}", {}, { marks: MARKS })).toBe("[secret key]");
  expect(renderUrl("https://x/{{ secret.key }}", {}, { marks: MARKS })).toBe("https://x/%5Bsecret%20key%5D");
  expect(parseTemplate(text).secrets).toEqual(["key", "other"]);
  expect(templatePaths(text)).toEqual(["list"]);
});

test.each([
  "{{ secret.key | upcase }}",
  "{% if secret.key == 'a' %}x{% endif %}",
  "{% assign a = secret.key %}",
  "{% for c in secret.key %}{{ c }}{% endfor %}",
  "{{ secret[name] }}",
  "{{ secret.key.length }}",
  "{{ secret.Key }}",
  '{{ secret["two words"] }}',
  "{{ secret[0] }}",
  "{{ a[secret.key] }}",
  "{{ a | append: secret.key }}",
])("a secret is only written out: %j is refused, with marks too", (text) => {
  for (const marks of [undefined, MARKS]) {
    expect(() => render(text, { name: "key" }, { marks })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "secret_misread" }) }),
    );
  }
});

test('a flow that keeps something as "secret", or calls a loop\'s item so, still reads it', () => {
  expect(render("{{ secret }} {secret}", { secret: "abc" })).toBe("abc abc");
  expect(render("{% for secret in list %}{{ secret.key }}{% endfor %}", { list: [{ key: 1 }, { key: 2 }] })).toBe("12");
  expect(render("{% assign secret = a %}{{ secret.key }}", { a: { key: 1 } })).toBe("1");
  expect(render("{{ secrets.key }} {{ my.secret.key }}", { secrets: { key: 1 }, my: { secret: { key: 2 } } })).toBe("1 2");
});
