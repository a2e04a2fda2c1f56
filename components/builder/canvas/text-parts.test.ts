import { expect, test } from "vitest";
import { splitText, valueShown } from "./text-parts.ts";

test.each([
  ["contact.name", "Nome do contato"],
  ['contact.name | default: "tudo bem"', "Nome do contato"],
  ["contact.name|default('x')|upper", "Nome do contato"],
  ["last_message", "Última mensagem"],
  ["Nome_do_paciente", "Nome do paciente"],
  ["order.total", "order.total"],
  ["pedidos[0].id", "pedidos[0].id"],
  ["1 + idade", "1 + idade"],
])("{{ %s }} is shown as %s", (source, shown) => {
  expect(valueShown(source, "pt-BR")).toBe(shown);
});

test("line breaks stay, and a value's own signs are no marks", () => {
  const parts = splitText('Olá, *{{ contact.name | default: "a*b_c" }}*!\n\n1 - {Clinico}');
  expect(parts.map(({ words }) => words)).toEqual(["Olá, *\uE000*!", "", "1 - \uE001"]);
  expect([...(parts[0]?.values.values() ?? [])]).toEqual(['contact.name | default: "a*b_c"', "Clinico"]);
});

test("what is no value stays as it was written", () => {
  expect(splitText("a { b } {% if x %} {{").map(({ words }) => words)).toEqual(["a { b } {% if x %} {{"]);
});
