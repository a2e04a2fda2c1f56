import { type Problem, problem } from "../problem/problem.ts";
import { NAME_PATTERN } from "../values/names.ts";
import { readParts } from "./reader.ts";

/** Something that a text may mean, and what it means instead is something else. */
export interface Doubt {
  start: number;
  end: number;
  problem: Problem;
}

/** `{order-id}`, `{user.first-name}`: meant as placeholders, and they stay in the text as they are. */
const NEARLY = /\{([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*(?:-[\p{L}\p{N}_.]+)+)\}/gu;
const DOUBLED = new RegExp(`^\\s*(${NAME_PATTERN})(?:\\.${NAME_PATTERN})*\\s*$`, "u");

/**
 * What in this text looks like something that it is not, in the order of its places. `isKnown`: whether the flow knows a name.
 * Throws a `PlacedError` for a text that can not be read.
 */
export function doubtsIn(text: string, isKnown: (name: string) => boolean): Doubt[] {
  return readParts(text).flatMap((part): Doubt[] => {
    if (part.kind === "words")
      return part.isRaw ? [] : nearlyPlaceholders(part.text, part.start + text.slice(part.start).indexOf(part.text));
    if (part.kind !== "output") return [];
    const [path, name] = DOUBLED.exec(part.source) ?? [];
    if (path === undefined || name === undefined || isKnown(name)) return [];
    const end = text.indexOf("}}", part.start) + 2;
    return [{ start: part.start, end, problem: problem("braces_doubled", { name: path.trim() }) }];
  });
}

function nearlyPlaceholders(words: string, offset: number): Doubt[] {
  return [...words.matchAll(NEARLY)].map(({ 0: written, 1: name = "", index }): Doubt => {
    const start = offset + index;
    return { start, end: start + written.length, problem: problem("placeholder_not_read", { written, name: name.replaceAll("-", "_") }) };
  });
}
