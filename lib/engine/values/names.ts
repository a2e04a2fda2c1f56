/**
 * The one grammar of names, wherever one is read: in conditions, between braces, as a placeholder, as the key under which a node keeps
 * something, and in the API. A letter or `_`, then letters, digits and `_`; accents and `$` are letters.
 */
export const NAME_PATTERN = "[\\p{ID_Start}_$][\\p{ID_Continue}$\\u200c\\u200d]*";
const NAME = new RegExp(`^${NAME_PATTERN}$`, "u");

/** Names in a row of underscores reach Python's insides, and here nothing. */
export const isReserved = (name: string): boolean => /^__.*__$/.test(name);

export const isName = (text: string): boolean => NAME.test(text);

/** The name that is nearest to a text that is none: `order-id` is `order_id`. */
export function nameNearest(text: string): string {
  const name = text
    .trim()
    .replaceAll(/[^\p{ID_Continue}$]+/gu, "_")
    .replaceAll(/^_+(?=.)|(?<=.)_+$/gu, "");
  return /^[\p{ID_Start}_$]/u.test(name) ? name : `_${name}`;
}
