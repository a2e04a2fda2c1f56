import { expect, test } from "vitest";
import { type Language, offersAt } from "./completion.ts";

const paths = [
  { path: "nome", setBy: ["Nome"] },
  { path: "contact.name", setBy: [] },
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
])("%s: %s completes %s to %s", (language, text, label, expected) => {
  expect(complete(language, text, label)).toBe(expected);
});
