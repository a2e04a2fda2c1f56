import { ENTRIES, type Entry, type Kind, type Section } from "#lib/engine/vocabulary/entries.ts";

const PATH = /[\p{L}_$][\p{L}\p{N}_$.]*$/u;

/** The kind of the value that this ends with, where it can be told; null where not. `kindOf`: of a way into the context. */
export function kindAtEnd(source: string, kindOf: (path: string) => Kind | null): Kind | null {
  const text = source.trimEnd();
  const filtered = /\|\s*(\w+)(?:\s*:[^|]*)?$/.exec(text);
  if (filtered) return given("filter", filtered[1]);
  if (/["']$/.test(text)) return "text";
  if (text.endsWith(")")) return kindOfCall(text.slice(0, openingOf(text, "(", ")")));
  if (text.endsWith("]")) return /(?:^|[^\p{L}\p{N}_)\]\s])\s*$/u.test(text.slice(0, openingOf(text, "[", "]"))) ? "list" : null;
  if (text.endsWith("}")) return "object";
  if (/(?:^|[^\p{L}\p{N}_.])\d[\d_.]*$/u.test(text)) return "number";
  const path = PATH.exec(text)?.[0];
  return path === undefined ? null : kindOf(path);
}

/** Whether it is for values of this kind, or may be. */
export const isFor = ({ takes }: Entry, kind: Kind | null): boolean => kind === null || takes === null || takes.includes(kind);

function kindOfCall(before: string): Kind | null {
  const [, mark, name] = /(\||\.)?\s*(\w+)$/.exec(before) ?? [];
  return given(mark === "|" ? "filter" : mark === "." ? "method" : "function", name);
}

function given(section: Section, name: string | undefined): Kind | null {
  const entries = ENTRIES[section];
  return name !== undefined && Object.hasOwn(entries, name) ? (entries[name]?.gives ?? null) : null;
}

/** Where the bracket at the end was opened. */
function openingOf(text: string, opening: string, closing: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === closing) depth += 1;
    if (text[at] === opening && (depth -= 1) === 0) return at;
  }
  return 0;
}
