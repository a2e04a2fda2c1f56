import { FUNCTIONS } from "#lib/engine/vocabulary/functions.ts";
import { FILTER_NAMES } from "#lib/engine/vocabulary/filters.ts";

/** A way into the context that a text or a condition may read. */
export interface KnownPath {
  /** As it is written between `{{ }}` and in conditions: `nome`, `contact.name`. */
  path: string;
  /** Names of the nodes that may have set it; empty: the engine sets it. */
  setBy: readonly string[];
}

export type Language = "template" | "condition" | "json";

interface Offer {
  kind: "path" | "filter" | "function" | "word";
  label: string;
  /** What is put in instead of what was typed. */
  insert: string;
  /** For a path: the nodes that set it; empty: built in. */
  setBy?: readonly string[];
}

interface Offers {
  /** From this place up to the cursor is what the offers replace. */
  from: number;
  offers: Offer[];
}

const WORDS = ["and", "or", "not", "in", "true", "false", "null"];
const PART_OF_PATH = /[\p{L}\p{N}_.]*$/u;

/** What can be written at the cursor; null where nothing is to be offered. `after`: the text right of the cursor. */
export function offersAt(language: Language, before: string, after: string, paths: readonly KnownPath[]): Offers | null {
  if (language === "template") return inTemplate(before, after, paths);
  // Where JSON takes values, its texts are templates; its own braces are none.
  if (language === "json") return paths.length > 0 && isInText(before) ? inPlaceholder(before, after, paths) : null;
  return language === "condition" ? inCondition(before, paths) : null;
}

function inTemplate(before: string, after: string, paths: readonly KnownPath[]): Offers | null {
  if (isInPlaceholder(before)) return inPlaceholder(before, after, paths);
  const single = /\{([\p{L}_][\p{L}\p{N}_.]*)?$/u.exec(before);
  return single ? { from: single.index, offers: offerPaths(paths, (path) => `{{ ${path} }}`) } : null;
}

const isInPlaceholder = (before: string): boolean => before.lastIndexOf("{{") > before.lastIndexOf("}}");

function inPlaceholder(before: string, after: string, paths: readonly KnownPath[]): Offers | null {
  if (!isInPlaceholder(before)) return null;
  const inside = before.slice(before.lastIndexOf("{{") + 2);
  const filter = /\|\s*(\w*)$/.exec(inside);
  if (filter)
    return {
      from: before.length - (filter[1] ?? "").length,
      offers: FILTER_NAMES.map((label) => ({ kind: "filter", label, insert: label })),
    };
  if (inside.includes("|")) return null;
  const part = PART_OF_PATH.exec(inside)?.[0] ?? "";
  const lead = inside === part ? " " : "";
  const tail = /^\s*(\||\}\})/.test(after) ? "" : " }}";
  return { from: before.length - part.length, offers: offerPaths(paths, (path) => `${lead}${path}${tail}`) };
}

function inCondition(before: string, paths: readonly KnownPath[]): Offers | null {
  if (isInText(before)) return null;
  const part = PART_OF_PATH.exec(before)?.[0] ?? "";
  if (/^\d/.test(part)) return null;
  return {
    from: before.length - part.length,
    offers: [
      ...offerPaths(paths, (path) => path),
      ...[...FUNCTIONS.keys()].map((label): Offer => ({ kind: "function", label: `${label}()`, insert: `${label}(` })),
      ...WORDS.map((label): Offer => ({ kind: "word", label, insert: label })),
    ],
  };
}

/** Whether the cursor stands between quotes. */
function isInText(before: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const letter = before[at] ?? "";
    if (quote !== null && letter === "\\") at += 1;
    else if (quote !== null) quote = letter === quote ? null : quote;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return quote !== null;
}

function offerPaths(paths: readonly KnownPath[], insert: (path: string) => string): Offer[] {
  return paths.map(({ path, setBy }) => ({ kind: "path", label: path, insert: insert(path), setBy }));
}
