/**
 * How a text is made to fit where WhatsApp has little room. Lengths are UTF-16 units, which are never fewer than code points.
 */

const graphemes = new Intl.Segmenter("pt-BR", { granularity: "grapheme" });
const ELLIPSIS = "…";

const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;

/** Whether there is nothing in it to be seen, which Meta refuses at least where it is only white space. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, "") === "";
}

/** On one line, as it is drawn in a title; halves of surrogate pairs, which are no text, become U+FFFD. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, " ").trim();
}

/** The text if it fits, else its beginning with an ellipsis, cut between graphemes. `limit` is at least 2. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = limit - ELLIPSIS.length;
  let end = 0;
  // One unit more, so that a grapheme which crosses the border is seen to cross it.
  for (const { index, segment } of graphemes.segment(text.slice(0, room + 2))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end || wholePoints(text, room)).trimEnd()}${ELLIPSIS}`;
}

const CONTROLS = /\p{Cc}+/gu;
/** Longer ones are words after a full stop. */
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u;

/** The name of a file on one line, shortened before its extension, which chooses the icon; null for a blank one. */
export function fitFilename(name: string, limit: number): string | null {
  const line = oneLine(name.replace(CONTROLS, " "));
  if (isBlank(line)) return null;
  const extension = EXTENSION.exec(line)?.[0] ?? "";
  return shorten(line.slice(0, line.length - extension.length), limit - extension.length) + extension;
}

/** A first grapheme longer than the room is cut between code points. */
function wholePoints(text: string, room: number): number {
  const unit = text.charCodeAt(room - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? room - 1 : room;
}
