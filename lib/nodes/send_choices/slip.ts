/** Small slips of people who type: spaces and hyphens, and one typing error in a long word. Texts are cores of normal forms. */

/**
 * Letters of a word that may hold an error: among shorter ones too many are one letter away from another word ("sim", "sem"; "dia", "via").
 */
const LONG_WORD = 5;
/** Nothing longer is compared: no title on a screen is. */
const MAX_LENGTH = 200;
const ONLY_LETTERS = /^\p{L}+$/u;
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/u;
const ENDS_IN_DIGIT = /\p{N}$/u;
const BEGINS_WITH_DIGIT = /^\p{N}/u;

/** Without spaces and hyphens, except between two digits: "1 2" is not 12. "" for a text that is too long to be a slip. */
export function joinWords(core: string): string {
  if (core.length > MAX_LENGTH) return "";
  const words = core.split(SEPARATORS);
  const gap = (index: number) => (ENDS_IN_DIGIT.test(words[index - 1] ?? "") && BEGINS_WITH_DIGIT.test(words[index] ?? "") ? " " : "");
  return words.map((word, index) => gap(index) + word).join("");
}

/** What somebody wrote, prepared for many comparisons. */
interface Typed {
  words: string[];
  letters: string[];
}

/** Null for a text that is too long to be a slip of anything offered. */
export function prepareTyped(core: string): Typed | null {
  return core === "" || core.length > MAX_LENGTH ? null : { words: core.split(" "), letters: Array.from(core) };
}

/** `error`: one typing error in a long word apart. `near`: one letter apart, but not for that reason meant. */
export type Nearness = "error" | "near" | "far";

export function nearness({ words, letters }: Typed, wanted: string): Nearness {
  if (wanted === "" || wanted.length > MAX_LENGTH || editsBetween(letters, Array.from(wanted), 1) > 1) return "far";
  return isOneErrorApart(words, wanted.split(" ")) ? "error" : "near";
}

/** All words are the same but one, which is long and has one error. A word with digits has none: it is another number. */
function isOneErrorApart(typed: readonly string[], wanted: readonly string[]): boolean {
  if (typed.length !== wanted.length) return false;
  const different = wanted.flatMap((word, index) => (word === typed[index] ? [] : [[word, typed[index] ?? ""] as const]));
  const [pair] = different;
  if (pair === undefined || different.length > 1) return false;
  const [word, written] = pair.map((text) => Array.from(text));
  if (word === undefined || written === undefined || word.length < LONG_WORD) return false;
  return pair.every((text) => ONLY_LETTERS.test(text)) && editsBetween(word, written, 1) <= 1;
}

/**
 * Letters put in, left out, exchanged for another or for their neighbour between two texts (optimal string alignment); `most` + 1 for
 * anything above. Takes time by length times `most`.
 */
export function editsBetween(a: readonly string[], b: readonly string[], most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const beyond = most + 1;
  let before: number[] = [];
  let last = b.map((_, index) => index + 1);
  last.unshift(0);
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(beyond);
    if (row <= most) current[0] = row;
    let least = current[0] ?? beyond;
    for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const edits = Math.min(
        (last[column] ?? beyond) + 1,
        (current[column - 1] ?? beyond) + 1,
        (last[column - 1] ?? beyond) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? beyond) + 1 : beyond,
      );
      current[column] = Math.min(edits, beyond);
      least = Math.min(least, edits);
    }
    if (least > most) return beyond;
    before = last;
    last = current;
  }
  return last[b.length] ?? beyond;
}
