/**
 * A text of the catalogue. `{name}` is a placeholder (a word in braces, nothing else in them; so `{{ name }}`, with its
 * spaces, stays as it is). A plural is chosen by the parameter `count`.
 */
export type Message = string | Plural;
interface Plural {
  /** Where "0 things" is not how one says it. */
  readonly zero?: string;
  readonly one: string;
  readonly other: string;
}

/** What the other language of an area must hold: the same keys, a plural where there is one. */
export type Translation<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Plural };

type Word<Text extends string> = Text extends `${string}${" " | "{" | "\n"}${string}` ? never : Text;
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Word<Name> | Names<Rest> : never;
export type ParamsOf<M> = M extends string
  ? Names<M>
  : M extends Plural
    ? Names<M["zero"]> | Names<M["one"]> | Names<M["other"]> | "count"
    : never;

export type Params = Readonly<Record<string, string | number>>;

/** Marks that turn the direction of writing, or end such a turn: none is a letter, and no language needs them within a sentence. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Fills a text in; numbers are written as the language does. A name loses what turns the direction of writing: the words after it would be
 * read backwards.
 */
export function fill(message: Message, locale: string, params: Params = {}): string {
  const text = typeof message === "string" ? message : pluralOf(message, locale, Number(params.count));
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value.replace(TURNS, "");
  });
}

function pluralOf({ zero, one, other }: Plural, locale: string, count: number): string {
  if (count === 0 && zero !== undefined) return zero;
  return new Intl.PluralRules(locale).select(count) === "one" ? one : other;
}
