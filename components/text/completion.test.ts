import { expect, test } from "vitest";
import { type Language, offersAt } from "./completion.ts";

const paths = [
  { path: "nome", setBy: ["Nome"] },
  { path: "contact.name", setBy: [], kind: "text" as const },
];
/** `|` is the cursor in `text`; the first offer that fits what was typed is put in. */
function complete(language: Language, text: string, label: string): string | null {
  const at = text.indexOf("¦");
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  const found = offersAt(language, before, after, paths);
  const offer = found?.offers.find((each) => each.label === label);
  return found && offer ? `${before.slice(0, found.from)}${offer.insert}${after}` : null;
}

test.each<[Language, string, string, string | null]>([
  ["template", "Olá {{¦", "nome", "Olá {{ nome }}"],
  ["template", "Olá {{ no¦", "nome", "Olá {{ nome }}"],
  ["template", "Olá {{ no¦ }}!", "nome", "Olá {{ nome }}!"],
  ["template", "Olá {{ contact.¦", "contact.name", "Olá {{ contact.name }}"],
  ["template", "Olá {n¦", "nome", "Olá {{ nome }}"],
  ["template", "Olá @n¦", "nome", "Olá {{ nome }}"],
  ["template", "@¦!", "contact.name", "{{ contact.name }}!"],
  ["template", "Olá /¦", "nome", "Olá {{ nome }}"],
  ["template", "ana@¦", "nome", null],
  ["template", "https://¦", "nome", null],
  ["template", "1/2¦", "nome", null],
  ["template", "Olá {{ nome | d¦ }}", "default", "Olá {{ nome | default }}"],
  ["template", 'Olá {{ nome | default: "n¦', "nome", null],
  ["template", "Olá {{ nome }} n¦", "nome", null],
  ["template", "Olá n¦", "nome", null],
  ["condition", "no¦", "nome", "nome"],
  ["condition", "idade > 3 and le¦", "len()", "idade > 3 and len("],
  ["condition", "idade > 3 a¦", "and", "idade > 3 and"],
  ["condition", 'nome == "no¦', "nome", null],
  ["condition", 'nome == "a\\"no¦', "nome", null],
  ["condition", 'nome == "a" or no¦', "nome", 'nome == "a" or nome'],
  ["condition", "3¦", "nome", null],
  ["json", '{"no¦', "nome", null],
  ["json", "{¦", "nome", null],
  ["json", '{"a": "{{ no¦"}', "nome", '{"a": "{{ nome }}"}'],
  ["json", '{"a": {"b": {{no¦', "nome", null],
  ["template", "Olá {{ nome|d¦ }}", "default", "Olá {{ nome|default }}"],
  ["template", "{{ (1 if no¦", "nome", "{{ (1 if nome"],
  ["template", "{% i¦", "if", "{% if"],
  ["template", "{%¦", "for", "{%for"],
  ["template", "{% if a %}x{% ¦", "endif", "{% if a %}x{% endif %}"],
  ["template", "{% if a %}x{% ¦ %}", "else", "{% if a %}x{% else %}"],
  ["template", "{% if a %}x{% endif %}{% ¦", "endif", null],
  ["template", "{% if no¦ %}", "nome", "{% if nome %}"],
  ["template", "{% for item in no¦", "nome", "{% for item in nome"],
  ["template", "{% for it¦", "nome", null],
  ["template", "{% for item in nome %}{{ it¦ }}", "item", "{% for item in nome %}{{ item }}"],
  ["template", "{% for item in nome %}{{ loop.¦ }}", "loop.index", "{% for item in nome %}{{ loop.index }}"],
  ["template", "{% for item in nome %}{% endfor %}{{ ¦ }}", "item", null],
  ["template", "{% set total = 1 %}{{ to¦ }}", "total", "{% set total = 1 %}{{ total }}"],
  ["template", "{% set total = nome|up¦ %}", "upper", "{% set total = nome|upper %}"],
  ["template", "{% filter up¦ %}", "upper", "{% filter upper %}"],
  ["template", "{# {{ no¦", "nome", null],
  ["template", "{% raw %}{{ no¦", "nome", null],
  ["template", "{{ nome.¦ }}", "nome.upper()", "{{ nome.upper( }}"],
  ["template", "{{ contact.name.sp¦ }}", "contact.name.split()", "{{ contact.name.split( }}"],
  ["template", '{{ "a, b".¦ }}', "split()", '{{ "a, b".split( }}'],
  ["template", '{{ "a, b".¦ }}', "keys()", null],
  ["template", "{{ contact.name|¦ }}", "groupby", null],
  ["template", "{{ contact.name|¦ }}", "title", "{{ contact.name|title }}"],
  ["template", "{{ nome|¦ }}", "groupby", "{{ nome|groupby }}"],
  ["template", "{{ [1, 2]|¦ }}", "title", null],
  ["template", "{{ [1, 2]|¦ }}", "sum", "{{ [1, 2]|sum }}"],
  ["template", '{{ nome | split: "," | ¦ }}', "title", null],
  ["template", "{{ len(nome)|¦ }}", "join", null],
  ["condition", "nome is ¦", "defined", "nome is defined"],
  ["condition", "nome is not def¦", "defined", "nome is not defined"],
  ["condition", "nome|¦", "lower", "nome|lower"],
  ["condition", "nome || ¦", "lower", null],
  ["condition", "nome.st¦", "nome.startswith()", "nome.startswith("],
  ["condition", "before(no¦", "now()", "before(now()"],
  ["json", '{"a": "{% if no¦"}', "nome", '{"a": "{% if nome"}'],
])("%s: %s completes %s to %s", (language, text, label, expected) => {
  expect(complete(language, text, label)).toBe(expected);
});

test.each<[string, boolean]>([
  ["idade ", false],
  ["idade|", true],
  ["idade is ", true],
  ["idade.", true],
])("a condition %j calls for an offer: %s", (before, expected) => {
  expect(offersAt("condition", before, "", paths)?.isDue).toBe(expected);
});

test("a long text with nothing closed is looked through in one go", () => {
  expect(offersAt("template", `${"{% if a ".repeat(5_000)}`, "", paths)).not.toBeUndefined();
});
