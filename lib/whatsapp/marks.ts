/**
 * Markdown, as language models write it, in the marks that WhatsApp knows: *bold*, _italic_, ~strike~, and ```monospace```. What has no
 * mark there becomes plain text that says the same. Code, sums, lists, quotes and JSON stay as they are, and so does what is in
 * WhatsApp's marks already: `*x*`, which is italic in Markdown, is not touched.
 */

/** Stand for what is not to be looked into: code and addresses. Private characters, which no text has. */
const OPEN = "\ue000";
const CLOSE = "\ue001";
const KEPT = /\ue000(\d+)\ue001/g;

const URL = /(?:https?:\/\/|mailto:|tel:|www\.)[^\s<>()[\]`"'*~]*(?:\([^\s<>()]*\)[^\s<>()[\]`"'*~]*)*/;

export function toWhatsAppMarks(markdown: string): string {
  if (isJson(markdown)) return markdown;
  const kept: string[] = [];
  const keep = (text: string) => `${OPEN}${kept.push(text) - 1}${CLOSE}`;
  const plain = markdown
    .replace(/[\ue000\ue001]/g, "")
    .replace(/^([ \t]*)(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^[ \t]*\2[`~]*[ \t]*$|(?![\s\S]))/gm, keep)
    .replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, keep);
  const text = tables(linked(plain, keep)).split("\n").map(line).join("\n");
  return restore(text, kept);
}

/** A kept piece may hold others. */
function restore(text: string, kept: readonly string[]): string {
  let restored = text;
  while (restored.includes(OPEN)) restored = restored.replace(KEPT, (_, place: string) => kept[Number(place)] ?? "");
  return restored;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{][\s\S]*[\]}]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Keep = (text: string) => string;

/** Links as their words with the address behind them; references are looked up where they are defined. */
function linked(text: string, keep: Keep): string {
  const references = new Map<string, string>();
  const words = text.replace(
    /^[ \t]*\[([^\]\n^]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+["'(].*)?[ \t]*(?:\n|$)/gm,
    (whole, name: string, url: string) => {
      if (!isAddress(url)) return whole;
      references.set(name.toLowerCase(), url);
      return "";
    },
  );
  return words
    .replace(
      /(?<![\p{L}\p{N}_\])])!?\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+["'(][^\n]*?["')])?\s*\)/gu,
      (whole, label: string, url: string) => (isAddress(url) ? named(label, url, keep) : whole),
    )
    .replace(/(?<![\p{L}\p{N}_\])])\[([^[\]\n]+)\]\[([^[\]\n]*)\]/gu, (whole, label: string, name: string) => {
      const url = references.get((name === "" ? label : name).toLowerCase());
      return url === undefined ? whole : named(label, url, keep);
    })
    .replace(new RegExp(`<(${URL.source}|[\\w.+-]+@[\\w-]+\\.[\\w.-]+)>`, "g"), (_, url: string) => keep(shown(url)))
    .replace(new RegExp(URL.source, "g"), (url) => keep(url));
}

const isAddress = (url: string): boolean => /^(https?:\/\/|mailto:|tel:|www\.|[/#]|[\w.+-]+@)/i.test(url);
/** What a person types. */
const shown = (url: string): string => url.replace(/^(mailto|tel):/i, "");

function named(label: string, url: string, keep: Keep): string {
  const words = label.trim();
  // A place inside the page that the model imagines.
  if (/^[/#]/.test(url)) return words;
  const address = shown(url);
  const bare = (text: string) =>
    text
      .replace(/^https?:\/\/(www\.)?/i, "")
      .replace(/\/$/, "")
      .toLowerCase();
  return words === "" || bare(words.replace(/[*_]/g, "")) === bare(address) ? keep(address) : `${words} (${keep(address)})`;
}

const SEPARATOR = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const hasCells = (row: string | undefined): row is string => row !== undefined && row.includes("|") && row.trim() !== "";

/** A table's rows as lines: of two columns one beside the other, of more a line for each cell, named by its column. */
function tables(text: string): string {
  const lines = text.split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [head, separator] = [lines[at], lines[at + 1]];
    if (
      !hasCells(head) ||
      separator === undefined ||
      !separator.includes("-") ||
      !SEPARATOR.test(separator) ||
      !sameWidth(head, separator)
    ) {
      out.push(head ?? "");
      continue;
    }
    const columns = cellsOf(head);
    const rows: string[][] = [];
    for (at += 2; hasCells(lines[at]); at += 1) rows.push(cellsOf(lines[at] ?? ""));
    at -= 1;
    out.push(...(columns.length <= 2 ? pairs(columns, rows) : records(columns, rows)));
  }
  return out.join("\n");
}

const sameWidth = (head: string, separator: string): boolean => cellsOf(head).length === cellsOf(separator).length;

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) =>
      cell
        .replaceAll("\\|", "|")
        .replace(/<br\s*\/?>/gi, " / ")
        .trim(),
    );

function pairs(columns: readonly string[], rows: readonly string[][]): string[] {
  const title = columns.filter((cell) => cell !== "").join(" · ");
  return [...(title === "" ? [] : [bold(title)]), ...rows.map((cells) => cells.filter((cell) => cell !== "").join(" · "))];
}

function records(columns: readonly string[], rows: readonly string[][]): string[] {
  return rows.flatMap(([first = "", ...cells], row) => {
    const named = cells.flatMap((cell, place) => (cell === "" ? [] : [`- ${unmarked(columns[place + 1] ?? "")}: ${cell}`]));
    return [...(row === 0 ? [] : [""]), bold(first), ...named];
  });
}

const unmarked = (text: string): string => text.replace(/\*\*|__/g, "").trim();
/** A whole line in bold; marks of it inside would end it. */
const bold = (text: string): string => (unmarked(text) === "" ? "" : `**${unmarked(text)}**`);

function line(written: string): string {
  const heading = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/.exec(written);
  return marks((heading?.[1] === undefined ? written : bold(heading[1])).replace(/<br\s*\/?>/gi, "\n"));
}

/** Names of Python's that are no bold words. */
const DUNDER = "(?!(?:init|main|name|file|dict|call|str|repr|len|all|doc|new|eq|hash|iter|next|enter|exit|getattr|setattr|class)__)";
// No mark of WhatsApp's begins or ends inside a word, and neither does a power (2**3) or a product.
const BEFORE = "(?<![\\p{L}\\p{N}*_~)\\]\\\\])";
const AFTER = "(?![\\p{L}\\p{N}*_~])";
const between = (mark: string, inner: string, refuse = "") =>
  new RegExp(`${BEFORE}${mark}${refuse}(?=[^\\s])(${inner}+?)(?<=[^\\s\\\\])${mark}${AFTER}`, "gu");
const BOLD_ITALIC = between("\\*\\*\\*", "[^\\n]");
const BOLD = between("\\*\\*", "(?:(?!\\*\\*)[^\\n])");
const BOLD_UNDERSCORES = between("__", "(?:(?!__)[^\\n])", DUNDER);
const STRIKE = between("~~", "(?:(?!~~)[^\\n])");

const marks = (text: string): string =>
  text
    .replace(BOLD_ITALIC, "*_$1_*")
    .replace(BOLD, "*$1*")
    .replace(BOLD_UNDERSCORES, "*$1*")
    .replace(STRIKE, "~$1~")
    .replace(/\\([*_~`#+\-.!|>[\]])/g, "$1");
