import { ENTRIES } from "#lib/engine/vocabulary/entries.ts";
import type { Language } from "./completion.ts";
import { closing } from "./places.ts";

/** What is set apart in a text, and how. Pieces may lie within others, and begin in order. */
export interface Piece {
  from: number;
  to: number;
  class: string;
}

/** What stands in no mark: a placeholder, and WhatsApp's own bold and italic. */
const WORDS =
  /(?<value>\{[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}\p{N}_$]+|\[[^{}[\]]+\])*(?:![rs])?(?::[^{}\n]{0,100})?\})|(?<strong>\*[^*\s][^*\n]*\*)|(?<italic>_[^_\s][^_\n]*_)/gu;
const EXPRESSION =
  /(?<text>"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?)|(?<!\.)\b(?<word>and|or|not|in|is|if|else|contains|true|false|null|none|nil|True|False|None)\b|(?<number>(?<![\p{L}\p{N}_])\d[\d_]*(?:\.\d+)?)|(?<![\p{L}\p{N}_$])(?<name>[\p{L}_$][\p{L}\p{N}_$]*)/gu;
const JSON_TEXT =
  /(?<function>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\]|\\.)*")|\b(?<word>true|false|null)\b|(?<number>-?\b\d[\d.eE+-]*\b)/g;
/** In JSON values stand inside of texts. */
const VALUE_IN_JSON = /(?<value>\{\{[^}"]*\}\}|\{%[^%"]*%\})/g;
const MARK = /\{\{|\{%|\{#/g;
const RAW = /^[-+]?\s*(raw|comment)\b/;
const ENDS: Record<string, string> = { "{{": "}}", "{%": "%}", "{#": "#}" };

export function piecesIn(language: Language, text: string): Piece[] {
  if (language === "condition") return inExpression(text, 0);
  if (language === "json") return [...matches(JSON_TEXT, text, 0), ...matches(VALUE_IN_JSON, text, 0)].sort((a, b) => a.from - b.from);
  return inTemplate(text);
}

function inTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found !== null; found = MARK.exec(text)) {
    const at = found.index;
    const mark = found[0];
    pieces.push(...matches(WORDS, text.slice(from, at), from));
    const end = mark === "{#" ? text.indexOf("#}", at + 2) : closing(text, at + 2, ENDS[mark] ?? "}}");
    // What is not closed has no end to show: the rest is as it is until it has one.
    if (end < 0) return pieces;
    const source = text.slice(at + 2, end);
    const raw = mark === "{%" ? RAW.exec(source)?.[1] : undefined;
    from = end + 2;
    pieces.push({ from: at, to: from, class: mark === "{#" ? "cm-comment" : "cm-value" });
    if (mark === "{{") pieces.push(...inExpression(source, at + 2));
    if (mark === "{%") pieces.push(...inTag(source, at + 2));
    if (raw !== undefined) {
      const close = new RegExp(`\\{%[-+]?\\s*end${raw}\\s*[-+]?%\\}`, "g");
      close.lastIndex = from;
      const ended = close.exec(text);
      const begin = from;
      from = ended?.index ?? text.length;
      if (raw === "comment" && from > begin) pieces.push({ from: begin, to: from, class: "cm-comment" });
    }
    MARK.lastIndex = from;
  }
  pieces.push(...matches(WORDS, text.slice(from), from));
  return pieces;
}

function inTag(source: string, offset: number): Piece[] {
  const name = /^[-+]?\s*([\p{L}_]\w*)/u.exec(source);
  if (name?.[1] === undefined) return [];
  const from = offset + name[0].length - name[1].length;
  return [{ from, to: offset + name[0].length, class: "cm-word" }, ...inExpression(source.slice(name[0].length), offset + name[0].length)];
}

/** Names stand out where they are of the vocabulary and stand where it is read. */
function inExpression(source: string, offset: number): Piece[] {
  return matches(EXPRESSION, source, offset, (name, at) => {
    const before = source.slice(Math.max(0, at - 40), at).trimEnd();
    if (/(?<!\|)\|$/.test(before)) return Object.hasOwn(ENTRIES.filter, name) ? "cm-function" : null;
    if (/(?<![\p{L}\p{N}_])is(?:\s+not)?$/u.test(before)) return Object.hasOwn(ENTRIES.test, name) ? "cm-function" : null;
    const isCalled = /^\s*\(/.test(source.slice(at + name.length, at + name.length + 20));
    return isCalled && Object.hasOwn(before.endsWith(".") ? ENTRIES.method : ENTRIES.function, name) ? "cm-function" : null;
  });
}

/** One piece for each named group that matched; a `name` is asked for. */
function matches(pattern: RegExp, text: string, offset: number, ofName: (name: string, at: number) => string | null = () => null): Piece[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, index, groups = {} }) => {
    const group = Object.keys(groups).find((name) => groups[name] !== undefined);
    const found = group === "name" ? ofName(whole, index) : group === undefined ? null : `cm-${group}`;
    return found === null ? [] : [{ from: offset + index, to: offset + index + whole.length, class: found }];
  });
}
