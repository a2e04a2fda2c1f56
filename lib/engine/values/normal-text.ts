/**
 * How texts of people are compared: texts that look alike have one normal form, and texts that read alike one fold. The raw text is
 * never replaced by either.
 */

const PLAIN = /^[\u0000-\u007f]*$/;
/** Zero-width spaces, soft hyphens, direction marks, variation selectors: nobody sees them. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]/gu;
/** A joiner does something between emoji and between letters of scripts that join; elsewhere nobody sees it. */
const IDLE_JOINER = /(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{Z}\s])[\u200c\u200d]+|[\u200c\u200d]+$/gu;
const SPACES_OF_ALL_KINDS = /\p{Zs}/gu;

/** Equal for texts that look equal: composed, without invisible marks, with one kind of space. */
export function normalText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize("NFC").replace(INVISIBLE, "").replace(IDLE_JOINER, "").replace(SPACES_OF_ALL_KINDS, " ");
}

/** Whether it holds of a text and a part of it as they are, or as they look. */
export function holdsAlike(text: string, part: string, holds: (text: string, part: string) => boolean): boolean {
  return holds(text, part) || (!(PLAIN.test(text) && PLAIN.test(part)) && holds(normalText(text), normalText(part)));
}

/** General accents, enclosing marks (keycaps), Arabic vowel marks, Hebrew points. Vowel signs of other scripts are letters and stay. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Zero-width characters, joiners, direction marks, variation selectors; and the skin tone of an emoji. */
const UNREAD = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u{1f3fb}-\u{1f3ff}]/gu;
const SPACES = /[\s\u2800]+/gu;
/** NFKC turns it into nothing that could be read as a number. */
const KEYCAP_TEN = /\u{1f51f}/gu;

/** NFKC without case, accents and invisible characters; white space at the ends is gone, and one space wherever there is some. */
export function fold(text: string): string {
  const plain = foldCase(text).normalize("NFKD").replace(ACCENTS, "").replace(UNREAD, "").replace(KEYCAP_TEN, "10");
  // Once more, because decomposing makes capitals of some signs (㎒).
  return foldCase(plain).normalize("NFKD").replace(ACCENTS, "").normalize("NFKC").replace(SPACES, " ").trim();
}

/** The words of a text, folded: "Não, OBRIGADO!" is "nao", "obrigado". */
export const foldedWords = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}\p{M}\p{S}]+/u)
    .filter((word) => word !== "");

/** By way of capitals, so that ß is ss; sigma has one form wherever it stands. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll("ς", "σ");
}

/**
 * A normal form without what people put around a word: quotes, full stops, WhatsApp's marks, emoji ("✅ Sim!" is "sim").
 * A text of nothing else stays as it is.
 */
export function coreOf(normal: string): string {
  const core = normal.replace(BEFORE_LETTERS, "");
  let end = core.length;
  while (end > 0 && !ENDS_IN_LETTER.test(core.slice(Math.max(0, end - 2), end))) end--;
  return end === 0 ? normal : core.slice(0, end);
}

const BEFORE_LETTERS = /^[^\p{L}\p{M}\p{N}]+/u;
const ENDS_IN_LETTER = /[\p{L}\p{M}\p{N}]$/u;
