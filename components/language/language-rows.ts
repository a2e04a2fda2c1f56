import { ENTRIES, exampleText, SECTIONS, type Section } from "#lib/engine/vocabulary/entries.ts";
import { fold } from "#lib/engine/values/normal-text.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";

export interface LanguageRow {
  name: string;
  words: string;
  /** The example, as a text that can be filled in. */
  text: string;
}

export const BASICS = [
  { name: "value", text: "{{ nome }} {nome}" },
  { name: "path", text: "{{ pedido.total }} {{ itens[0].produto }} {{ palavras[-1] }} {{ nome[0:3] }}" },
  { name: "missing", text: 'Olá, {{ apelido|default("cliente") }}!' },
  { name: "compare", text: '{{ 18 <= idade < 65 }} {{ "20" > 3 }} {{ "Ana" in nome }}' },
  { name: "words", text: '{{ "adulta" if idade >= 18 and not vazio else "menor" }}' },
  { name: "calculate", text: '{{ preco * 2 + 1 }} {{ 7 // 2 }} {{ nome ~ ", " ~ idade }}' },
  { name: "format", text: 'R$ {preco:,.2f} {{ "%05.1f" % preco }} {nome:>12}' },
  { name: "comment", text: "Olá {#- isto não aparece -#} , {{ nome }}" },
] as const;

/** The names with these letters in them or in their words, by section; all of them where nothing is looked for. */
export function rowsFound(search: string, t: Translate): { section: Section; rows: LanguageRow[] }[] {
  const wanted = fold(search);
  return SECTIONS.map((section) => ({
    section,
    rows: Object.entries(ENTRIES[section])
      .map(([name, { example }]) => ({ name, text: exampleText(example), words: t.maybe(`language.${section}_${name}`) ?? "" }))
      .filter(({ name, words }) => wanted === "" || fold(`${name} ${words}`).includes(wanted)),
  })).filter(({ rows }) => rows.length > 0);
}
