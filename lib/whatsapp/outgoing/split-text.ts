import { isBlank } from "./fit-text.ts";

/** From the border that reads best to the one that reads worst. */
const BORDERS = ["paragraph", "line", "sentence", "word"] as const;
type Border = (typeof BORDERS)[number];

const graphemes = new Intl.Segmenter("pt-BR", { granularity: "grapheme" });
const SENTENCE_END = /[.!?…]["'”’)\]]*$/;
/** White space, except where a combining mark sits on its last character: that one can be seen. */
const LEADING_SPACE = /^\s+(?![\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d])/u;

/**
 * Cuts a text into parts that each fit a message; `limit` and lengths in UTF-16 units, `limit` at least 2.
 * A cut falls between paragraphs, lines or sentences if one ends in the second half of a part, else between words,
 * else between graphemes, and only in a single grapheme longer than a whole part between code points.
 * Halves of surrogate pairs, which are no text, become U+FFFD. White space at a cut, and around a text that must be cut, is dropped;
 * everything visible stays, in order. A text that fits is returned as it is, one without anything visible as no part at all.
 */
export function splitText(given: string, limit: number): string[] {
  if (limit < 2) throw new RangeError("limit must be at least 2, the length of one emoji");
  if (isBlank(given)) return [];
  const text = given.toWellFormed();
  if (text.length <= limit) return [text];
  const parts: string[] = [];
  let rest = trimmed(text);
  while (rest.length > limit) {
    const cut = findCut(rest, limit);
    const part = rest.slice(0, cut).trimEnd();
    // Blank only where the accents piled on a space are longer than a part.
    if (part !== "") parts.push(part);
    rest = trimmed(rest.slice(cut));
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

function trimmed(text: string): string {
  return text.replace(LEADING_SPACE, "").trimEnd();
}

function findCut(text: string, limit: number): number {
  // Two units more than the limit, so that a grapheme which crosses it is seen to cross it.
  const window = text.slice(0, limit + 2);
  const last: Partial<Record<Border, number>> = {};
  let lastGrapheme = 0;
  let gap = -1;
  for (const { index, segment } of graphemes.segment(window)) {
    const blank = segment.trim() === "";
    if (!blank && gap >= 0) {
      last[borderAt(window, gap, index)] = gap;
      gap = -1;
    }
    if (index > limit) break;
    if (index > 0) lastGrapheme = index;
    if (blank && gap < 0 && index > 0) gap = index;
  }
  if (gap >= 0) last[borderAt(window, gap, window.length)] = gap;
  return bestOf(last, limit) ?? (lastGrapheme || codePointCut(text, limit));
}

function borderAt(text: string, from: number, to: number): Border {
  const lineBreaks = text.slice(from, to).replaceAll("\r\n", "\n").split("\n").length - 1;
  if (lineBreaks > 1) return "paragraph";
  if (lineBreaks === 1) return "line";
  return SENTENCE_END.test(text.slice(Math.max(0, from - 4), from)) ? "sentence" : "word";
}

function bestOf(last: Partial<Record<Border, number>>, limit: number): number | undefined {
  const inSecondHalf = BORDERS.find((border) => (last[border] ?? 0) >= limit / 2);
  if (inSecondHalf !== undefined) return last[inSecondHalf];
  const cuts = BORDERS.map((border) => last[border] ?? 0);
  return Math.max(...cuts) || undefined;
}

function codePointCut(text: string, limit: number): number {
  const unit = text.charCodeAt(limit - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
}
