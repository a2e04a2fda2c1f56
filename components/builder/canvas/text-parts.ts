import { valueName } from "#lib/conditions/sentence.ts";
import type { Locale } from "#lib/i18n/locale.ts";

/** One line of a card's text: its words with a sign of its own in place of each value, so that a value's `_` and `*` are no marks. */
export interface TextPart {
  words: string;
  /** What stands between the braces, by its sign. */
  values: ReadonlyMap<string, string>;
}

const VALUE = /\{\{[-+]?\s*(.*?)\s*[-+]?\}\}|\{([\p{L}_][\p{L}\p{N}_.]*)\}/gsu;
/** The private use area of Unicode: nobody writes these. */
const [FIRST_SIGN, LAST_SIGN] = [0xe000, 0xf8ff];

export function splitText(text: string): TextPart[] {
  const values = new Map<string, string>();
  const words = text.replaceAll(VALUE, (whole: string, template: string | undefined, simple: string | undefined) => {
    const code = FIRST_SIGN + values.size;
    if (code > LAST_SIGN) return whole;
    const sign = String.fromCharCode(code);
    values.set(sign, (template ?? simple ?? "").replaceAll(/\s+/g, " "));
    return sign;
  });
  return words.split("\n").map((line) => ({ words: line, values }));
}

const READ = /^([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+|\[[^[\]]*\])*)\s*(?:\|.*)?$/su;

/** What a card calls what stands between the braces: a value by its name, whatever is then done with it; what is no mere value as it is. */
export function valueShown(source: string, locale: Locale): string {
  const path = READ.exec(source)?.[1];
  if (path === undefined) return source;
  const name = valueName(path, locale);
  const isAuthors = name === path.replaceAll("_", " ");
  return isAuthors ? name : `${name.slice(0, 1).toLocaleUpperCase(locale)}${name.slice(1)}`;
}
