import fc from "fast-check";
import type { Context } from "../../lib/engine/types.ts";
import { CONTEXT, jinja, literal, of, python, shape } from "./expressions.ts";

/** One text or condition as an author might have written it for the system that Siga replaces. */
export interface Case {
  kind: "jinja" | "format" | "condition";
  text: string;
  context: Context;
}

const dash = of("", "", "-");
const words = of("Olá", " e ", "\n", " \n  ", "R$ 5", "100%", "É isso. ", "- ");

const pieces = fc.letrec<{ body: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    words,
    shape("{{@ @ @}}", dash, jinja.any, dash),
    shape("{{ @ }}", jinja.text),
    shape("{#@ @ @#}", dash, words, dash),
    shape("{% raw %}{{ @ }}{% endraw %}", of("x", "name", "1 %")),
    shape(
      "{%@ if @ @%}@{% elif @ %}@{%@ else @%}@{% endif %}",
      dash,
      jinja.any,
      dash,
      tie("body"),
      jinja.bool,
      tie("body"),
      dash,
      dash,
      tie("body"),
    ),
    shape(
      "{% for x in @ @%}{{ loop.@ }}@{% else %}@{%@ endfor %}",
      fc.oneof(jinja.nums, jinja.texts),
      dash,
      of("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "cycle('a', 'b')"),
      of("{{ x }}", ": {{ x }} ", "{% if not loop.last %}, {% endif %}"),
      tie("body"),
      dash,
    ),
    shape(
      "{% for x in @ %}{{ loop.index }}{{ x }} {% endfor %}",
      of("order", "word", "'São'", "{'k': 1}", "order.values()", "range(3)", "missing", "people|map(attribute='name')"),
    ),
    shape("{{\n  @\n  @\n}}", jinja.text, of("|upper", "|length", "|trim", "~ '!'")),
    shape("{% for x in @ %}{% for y in @ %}{{ loop.index }}{{ x }}{{ y }}{% endfor %}{% endfor %}", jinja.nums, jinja.texts),
    shape("{%@ set a, b = @, @ @%}{{ a }}{{ b }}", dash, jinja.any, jinja.text, dash),
    shape("{% set x | @ %}@{% endset %}{{ x }}", of("upper", "trim", "replace('a', 'o')|upper"), tie("body")),
    shape("{% if @ is defined and @ %}@{% endif %}", of("missing", "name", "order.nope", "order.note"), jinja.bool, tie("body")),
    shape("{% for k, v in @ %}{{ k }}={{ v }};{% endfor %}", of("order.items()", "order|dictsort", "order|items", "[[1, 2], [3, 4]]")),
    shape("{% for p in @ if p.age @ %}{{ p.name }}{% else %}ninguém{% endfor %}", jinja.people, of("> 22", "< 10", "== 30", "is odd")),
    shape("{% for g in people|groupby('city') %}{{ g.grouper }}: {{ g.list|map(attribute='name')|join(@) }} {% endfor %}", literal),
    shape("{% set x = @ %}{{ x }}{% if @ %}{% set x = @ %}{% endif %}{{ x }}", jinja.text, jinja.bool, jinja.text),
    shape(
      "{% set ns = namespace(total=@) %}{% for x in @ %}{% set ns.total = ns.total + x %}{% endfor %}{{ ns.total }}",
      jinja.num,
      jinja.nums,
    ),
    shape("{% set x = 'fora' %}{% for y in @ %}{% set x = y %}{% endfor %}{{ x }}", jinja.nums),
    shape("{% set x %}@{% endset %}[{{ x }}]", tie("body")),
    shape("{% with x = @, y = @ %}{{ x }}{{ y }}{% endwith %}", jinja.any, jinja.text),
    shape("{% filter @ %}@{% endfilter %}", of("upper", "trim", "replace('a', 'o')", "title", "indent(3)"), tie("body")),
  ),
  body: fc.array(tie("piece"), { minLength: 1, maxLength: 3 }).map((each) => each.join("")),
}));

const field = fc.oneof(
  shape("{@}", of("name", "n", "price", "word", "order[id]", "order[note]", "words[1]", "people[0][name]", "yes", "numbers", "vazio")),
  shape(
    "{@:@}",
    of("n", "neg", "price", "f", "order[total]"),
    of(
      ",.2f",
      ".0f",
      ".1f",
      "08.2f",
      ">10",
      "<9",
      "^11.3f",
      "+",
      "+,.1f",
      " .2f",
      "e",
      ".2e",
      "g",
      ".3g",
      "%",
      ".1%",
      "*>12,.2f",
      "_",
      "=+9.1f",
    ),
  ),
  shape("{@:@}", of("n", "neg", "zero"), of("d", "5d", "05d", "+d", ",d", "x", "#x", "b", "o", "X", "^7d", "_d")),
  shape("{@:@}", of("name", "city", "word", "order[note]"), of("10", "<12", ">12", "^12", ".3", "_^14.4s", "s", "*<9")),
  shape("{@!@}", of("name", "n", "word"), of("r", "s", "s:>10", "r:12")),
);

const cases: fc.Arbitrary<Case> = fc
  .oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("jinja" as const), text: pieces.body.map((text) => `${text}.`) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("format" as const),
        text: fc
          .array(fc.oneof(of("Olá ", " e ", "100% ", "\n", "R$ "), field), { minLength: 1, maxLength: 5 })
          .map((each) => each.join("")),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("condition" as const), text: fc.oneof({ weight: 3, arbitrary: python.bool }, python.any) }),
    },
  )
  .map((each) => ({ ...each, context: CONTEXT }));

/** The same ones at each run. */
export function generate(count: number, seed: number): Case[] {
  return fc.sample(
    cases.filter(({ text }) => text.length < 1_500),
    { numRuns: count, seed },
  );
}
