/**
 * Searching within texts, in time that grows with their lengths alone: the runtime's own search can take their product, which for a
 * part of 100,000 letters that repeats itself ("baaa...") is half a minute.
 */

/** Parts up to this long are left to the runtime. */
const SHORT = 32;

/** Where the part begins in the text, at `from` or later; -1 when it is not there. */
export function findText(text: string, part: string, from = 0): number {
  if (part.length <= SHORT) return text.indexOf(part, from);
  const borders = bordersOf(part);
  let matched = 0;
  for (let index = from; index < text.length; index++) {
    matched = extended(part, borders, matched, text.charCodeAt(index));
    if (matched === part.length) return index + 1 - matched;
  }
  return -1;
}

/** The pieces between the separators; the characters of the text, never half of one, when the separator is empty. */
export function splitAtEach(text: string, separator: string): string[] {
  if (separator === "") return Array.from(text);
  const pieces: string[] = [];
  let from = 0;
  for (let at = findText(text, separator); at >= 0; at = findText(text, separator, from)) {
    pieces.push(text.slice(from, at));
    from = at + separator.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** What stands before and after the first such part; the text alone when there is none. */
export function splitAtFirst(text: string, part: string): string[] {
  return cut(text, findText(text, part), part);
}

export function splitAtLast(text: string, part: string): string[] {
  const fromEnd = findText(backwards(text), backwards(part));
  return cut(text, fromEnd < 0 ? -1 : text.length - fromEnd - part.length, part);
}

function cut(text: string, at: number, part: string): string[] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + part.length)];
}

function backwards(text: string): string {
  return text.split("").reverse().join("");
}

/** For each beginning of the part, how much of its end is also a beginning of the part (Knuth, Morris, Pratt). */
function bordersOf(part: string): Uint32Array {
  const borders = new Uint32Array(part.length);
  for (let index = 1; index < part.length; index++) {
    borders[index] = extended(part, borders, borders[index - 1] ?? 0, part.charCodeAt(index));
  }
  return borders;
}

/** How much of the part's beginning is matched with one more code unit, when `matched` of it were before. */
function extended(part: string, borders: Uint32Array, matched: number, unit: number): number {
  let length = matched;
  while (length > 0 && part.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
  return part.charCodeAt(length) === unit ? length + 1 : length;
}
