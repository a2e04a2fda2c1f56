import { expect, test } from "vitest";
import type { Language } from "./completion.ts";
import { flawsIn } from "./flaws.ts";
import { piecesIn } from "./tokens.ts";

test.each<[Language, string, string[]]>([
  ["template", "*Oi* {nome!r:>10} {order-id}", ["strong *Oi*", "value {nome!r:>10}"]],
  ["template", "{# {{ nome }} #}x", ["comment {# {{ nome }} #}"]],
  ["template", '{{ "}}"|upper }}', ['value {{ "}}"|upper }}', 'text "}}"', "function upper"]],
  [
    "template",
    "{% if nome is not defined %}",
    ["value {% if nome is not defined %}", "word if", "word is", "word not", "function defined"],
  ],
  ["template", "{%- set x\n= 1 %}", ["value {%- set x\n= 1 %}", "word set", "number 1"]],
  ["template", "{% raw %}{{ *a* }}{% endraw %}", ["value {% raw %}", "word raw", "value {% endraw %}", "word endraw"]],
  ["template", "a {{ open", []],
  ["condition", 'len(nome) > 3 and "a"', ["function len", "number 3", "word and", 'text "a"']],
  ["condition", "nome.strip().constructor()", ["function strip"]],
  ["condition", "upper || x", []],
  ["json", '{"a": "{{ b }}"}', ['function "a"', 'text "{{ b }}"', "value {{ b }}"]],
])("%s: in %j stand out %j", (language, text, expected) => {
  expect(piecesIn(language, text).map(({ from, to, class: name }) => `${name.slice(3)} ${text.slice(from, to)}`)).toEqual(expected);
});

const paths = [{ path: "nome", setBy: [] }];

test.each<[Language, string, string[]]>([
  ["template", "Oi {{ nome }} {nome:>5} {# x #}", []],
  ["template", "a\nb {% macro x() %}", ["error tag_refused {% macro x() %}"]],
  ["template", "a {{ nome | shout }}", ["error in {{ nome | shout }}"]],
  ["template", "a {{ nome", ["error in {{ nome"]],
  ["template", "{order-id} {% raw %}{order-id}{% endraw %}", ["warning placeholder_not_read {order-id}"]],
  ["template", "{{x}} {{ nome }}", ["warning braces_doubled {{x}}"]],
  ["condition", "nome is red", ["error in red"]],
  ["condition", "nome ==", ["error in ="]],
  ["condition", "nome > 1", []],
])("%s: in %j is said %j", (language, text, expected) => {
  const found = flawsIn(language, text, paths).map(({ from, to, severity, problem }) => {
    const inner = problem.params["problem"];
    const code = severity === "warning" ? problem.code : typeof inner === "object" && inner.code === "tag_refused" ? inner.code : "in";
    return `${severity} ${code} ${text.slice(from, to)}`;
  });
  expect(found).toEqual(expected);
});
