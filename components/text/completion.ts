import { ENTRIES, type Kind, type Section } from "#lib/engine/vocabulary/entries.ts";
import { isInText, type Position, positionAt } from "./places.ts";
import { isFor, kindAtEnd } from "./value-kind.ts";

/** A way into the context that a text or a condition may read. */
export interface KnownPath {
  /** As it is written between `{{ }}` and in conditions: `nome`, `contact.name`. */
  path: string;
  /** Names of the nodes that may have set it; empty: the engine sets it. */
  setBy: readonly string[];
  /** What its value is, where that is known. */
  kind?: Kind;
}

export type Language = "template" | "condition" | "json";

export interface Offer {
  kind: "path" | "local" | "word" | Section;
  label: string;
  /** What is put in instead of what was typed. */
  insert: string;
  /** For a path: the nodes that set it; empty: built in. */
  setBy?: readonly string[];
  /** The name that the page of the language has words for. */
  name?: string;
}

interface Offers {
  /** From this place up to the cursor is what the offers replace. */
  from: number;
  /** So many letters there are a mark that called for the offers ("@"), and nothing of a name. */
  mark: number;
  offers: Offer[];
  /** What stands before it calls for one of them, though nothing of it has been typed. */
  isDue: boolean;
}

const WORDS = ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none"];
const LOOP = ["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth"];
const PARTS: Record<string, readonly string[]> = { if: ["elif", "else"], unless: ["elif", "else"], case: ["when", "else"], for: ["else"] };
const STAND_ALONE = /^(?:end\w+|else|break|continue|raw|comment)$/;
/** A brace, and an @ or a / where a word would begin: whoever knows no braces gets the values by these. */
const CALLED = /(?:\{|(?<![^\s([{"'“])[@/])(?:[\p{L}_][\p{L}\p{N}_.]*)?$/u;
const WORD = /[\p{L}\p{N}_$]*$/u;
const CHAIN = /(?:[\p{L}_$][\p{L}\p{N}_$]*(?:\[[^[\]]*\])*\.)*[\p{L}\p{N}_$]*$/u;

/** What can be written at the cursor; null where nothing is to be offered. `after`: the text right of the cursor. */
export function offersAt(language: Language, before: string, after: string, paths: readonly KnownPath[]): Offers | null {
  if (language === "condition") return inExpression(before, before.length, paths, (path) => path);
  // Where JSON takes values, its texts are templates; its own braces are none.
  if (language === "json" && (paths.length === 0 || !isInText(before))) return null;
  const begin = language === "json" ? lastMark(before) : 0;
  const position = positionAt(before.slice(begin));
  const { place } = position;
  if (place.kind === "output") return inOutput(place.source, before.length, after, [...localsOf(position), ...paths]);
  if (place.kind === "tag") return inTag(place.name, place.head, before.length, after, position, paths);
  const single = language === "template" && place.kind === "words" ? CALLED.exec(before) : null;
  if (single === null) return null;
  const offers = offerPaths([...localsOf(position), ...paths], (path) => `{{ ${path} }}`);
  return { from: single.index, mark: 1, offers, isDue: true };
}

const lastMark = (before: string): number => Math.max(0, before.lastIndexOf("{{"), before.lastIndexOf("{%"));

/** What the text has set, and what holds in the loops and blocks around. */
function localsOf({ blocks, names }: Position): KnownPath[] {
  const inner = [...new Set([...blocks.flatMap((block) => block.names).reverse(), ...names])];
  return inner.flatMap((path): KnownPath[] =>
    path === "loop"
      ? LOOP.map((part) => ({ path: `loop.${part}`, setBy: [], ...(/index|length/.test(part) ? { kind: "number" as const } : {}) }))
      : [{ path, setBy: [] }],
  );
}

function inOutput(source: string, at: number, after: string, paths: readonly KnownPath[]): Offers | null {
  const chain = CHAIN.exec(source)?.[0] ?? "";
  const isAlone = source.trimStart() === chain;
  const lead = isAlone && source === chain ? " " : "";
  const tail = isAlone && !/^\s*(\||\}\})/.test(after) ? " }}" : "";
  return inExpression(source, at, paths, (path) => `${lead}${path}${tail}`);
}

function inTag(
  name: string,
  head: string | null,
  at: number,
  after: string,
  position: Position,
  paths: readonly KnownPath[],
): Offers | null {
  if (head === null) return { from: at - name.length, offers: tagOffers(after, position), isDue: true, mark: 0 };
  const known = [...localsOf(position), ...paths];
  if (name === "filter" && !head.includes("|")) return inExpression(`""|${head.trimStart()}`, at, known, (path) => path);
  const begins = { for: /^[^]*?\sin\s/, set: /^[^=]*=/, assign: /^[^=]*=/, with: /^[^=]*=/ }[name];
  const skipped = begins?.exec(head)?.[0];
  if (begins !== undefined && skipped === undefined) return null;
  if (/^(?:capture|increment|decrement|break|continue|else|end\w*)$/.test(name)) return null;
  return inExpression(head.slice(skipped?.length ?? 0), at, known, (path) => path);
}

/** The tags, and before them what goes on or ends the block that is open. */
function tagOffers(after: string, { blocks }: Position): Offer[] {
  const open = blocks.at(-1)?.tag;
  const parts = open === undefined ? [] : [`end${open}`, ...(PARTS[open] ?? [])];
  const ending = /^\s*[-+]?%\}/.test(after) ? "" : " %}";
  const written = (name: string) => (STAND_ALONE.test(name) ? `${name}${ending}` : name);
  return [
    ...parts.map((label): Offer => ({ kind: "word", label, insert: written(label) })),
    ...Object.keys(ENTRIES.tag).map((name): Offer => ({ kind: "tag", label: name, insert: written(name), name })),
  ];
}

/** `at`: where the source ends in the whole text. */
function inExpression(source: string, at: number, paths: readonly KnownPath[], write: (path: string) => string): Offers | null {
  if (isInText(source)) return null;
  const word = WORD.exec(source)?.[0] ?? "";
  if (/^\d/.test(word)) return null;
  const lead = source.slice(0, source.length - word.length);
  const from = at - word.length;
  const kindOf = (path: string): Kind | null => paths.find((each) => each.path === path)?.kind ?? null;
  const bar = /(?<!\|)\|\s*$/.exec(lead);
  if (bar) return { from, offers: named("filter", kindAtEnd(lead.slice(0, bar.index), kindOf), (name) => name), isDue: true, mark: 0 };
  if (/(?<![\p{L}\p{N}_.])is\s+(?:not\s+)?$/u.test(lead))
    return { from, offers: named("test", null, (name) => name), isDue: true, mark: 0 };
  if (lead.endsWith(".")) return afterDot(source, at, word, paths, write, kindOf);
  return {
    from,
    mark: 0,
    isDue: source.trim() === word,
    offers: [
      ...offerPaths(paths, write),
      ...named("function", null, (name) => (ENTRIES.function[name]?.example === `${name}()` ? `${name}()` : `${name}(`), "()"),
      ...WORDS.map((label): Offer => ({ kind: "word", label, insert: label })),
    ],
  };
}

/** Deeper paths, and the methods of what stands before the dot. */
function afterDot(
  source: string,
  at: number,
  word: string,
  paths: readonly KnownPath[],
  write: (path: string) => string,
  kindOf: (path: string) => Kind | null,
): Offers {
  const chain = CHAIN.exec(source)?.[0] ?? "";
  const owner = chain.slice(0, chain.length - word.length);
  const kind = kindAtEnd(source.slice(0, source.length - word.length - 1), kindOf);
  const methods = named("method", kind, (name) => `${owner}${name}(`, "()", owner);
  return { from: at - chain.length, offers: [...(owner === "" ? [] : offerPaths(paths, write)), ...methods], isDue: true, mark: 0 };
}

function named(section: Section, kind: Kind | null, insert: (name: string) => string, behind = "", before = ""): Offer[] {
  return Object.entries(ENTRIES[section])
    .filter(([, entry]) => isFor(entry, kind))
    .map(([name]) => ({ kind: section, label: `${before}${name}${behind}`, insert: insert(name), name }));
}

function offerPaths(paths: readonly KnownPath[], insert: (path: string) => string): Offer[] {
  return paths.map(({ path, setBy }) => ({ kind: "path", label: path, insert: insert(path), setBy }));
}
