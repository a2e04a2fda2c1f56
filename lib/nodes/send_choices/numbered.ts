import { META_LIMITS } from "../../whatsapp/limits.ts";
import { splitText } from "../../whatsapp/outgoing/split-text.ts";
import { isBlank, oneLine, shorten } from "../../whatsapp/outgoing/fit-text.ts";

/** Choices as a text with numbers, in as many messages as it takes. */

/** With a title of 1,000 a choice always fits into one message. UTF-16 units. */
const MAX_DESCRIPTION = 1000;

interface Numbered {
  header: string;
  body: string;
  footer: string;
  rows: readonly { shown: string; description: string }[];
  /** How many choices are on the pages before. */
  from: number;
  more: { title: string; number: number } | null;
}

/** Each text fits into a message, and no choice is cut in two. */
export function numberedTexts({ header, body, footer, rows, from, more }: Numbered): string[] {
  const before = [marked(header, "*"), body].filter((text) => !isBlank(text)).join("\n\n");
  const after = [more === null ? "" : `${more.number}. ${more.title}`, marked(footer, "_")].filter((text) => text !== "");
  const blocks = [
    ...splitText(before.toWellFormed(), META_LIMITS.text.body)
      .filter((text) => !isBlank(text))
      .map((text) => ({ gap: "\n\n", text })),
    ...rows.map((row, index) => ({ gap: index === 0 ? "\n\n" : "\n", text: entry(from + index + 1, row) })),
    ...after.map((text) => ({ gap: "\n\n", text })),
  ];
  const texts: string[] = [];
  for (const { gap, text } of blocks) {
    const last = texts.at(-1);
    const joined = `${last}${gap}${text}`;
    if (last === undefined || joined.length > META_LIMITS.text.body) texts.push(text);
    else texts[texts.length - 1] = joined;
  }
  return texts;
}

function entry(number: number, { shown, description }: Numbered["rows"][number]): string {
  const line = `${number}. ${shown}`;
  return isBlank(description) ? line : `${line}\n${shorten(oneLine(description), MAX_DESCRIPTION)}`;
}

/** Bold or italic, as WhatsApp writes it; as it is where the mark stands in it already. "" for a blank one. */
function marked(text: string, mark: "*" | "_"): string {
  const line = oneLine(text);
  if (isBlank(line)) return "";
  return line.includes(mark) ? line : `${mark}${line}${mark}`;
}
