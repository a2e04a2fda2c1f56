import { tokenize } from "../expression/tokens.ts";
import { type Problem, problem } from "../problem/problem.ts";
import { templatePaths } from "../template.ts";
import { NAME_PATTERN } from "../values/names.ts";
import { readParts } from "../template/reader.ts";

/** Something that looks like what it is not. */
export interface Doubt {
  start: number;
  end: number;
  problem: Problem;
}

type IsKnown = (name: string) => boolean;

/** `{order-id}`, `{user.first-name}`: meant as placeholders, and they stay in the text as they are. */
const NEARLY = /\{([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*(?:-[\p{L}\p{N}_.]+)+)\}/gu;
const DOUBLED = new RegExp(`^\\s*(${NAME_PATTERN})(?:\\.${NAME_PATTERN})*\\s*$`, "u");

/**
 * What in this text looks like something that it is not, in the order of its places. `isKnown`: whether the flow knows a name.
 * Throws where the text cannot be read.
 */
export function doubtsIn(text: string, isKnown: IsKnown): Doubt[] {
  const read = new Set(templatePaths(text).map((path) => /^[^.[]*/.exec(path)?.[0]));
  // What the text sets itself is not read from the flow.
  const isMissing = (name: string) => read.has(name) && !isKnown(name);
  return readParts(text).flatMap((part): Doubt[] => {
    const at = part.start + text.slice(part.start).indexOf(part.kind === "words" ? part.text : part.source);
    if (part.kind === "words") return part.isRaw ? [] : nearlyPlaceholders(part.text, at);
    const [path, name = ""] = part.kind === "output" ? (DOUBLED.exec(part.source) ?? []) : [];
    if (path === undefined)
      return minusDoubts(part.source, isMissing).map((doubt) => ({ ...doubt, start: doubt.start + at, end: doubt.end + at }));
    const end = at + part.source.length + 2;
    return isMissing(name) ? [{ start: part.start, end, problem: problem("braces_doubled", { name: path.trim() }) }] : [];
  });
}

function nearlyPlaceholders(words: string, offset: number): Doubt[] {
  return [...words.matchAll(NEARLY)].map(({ 0: written, 1: name = "", index }): Doubt => {
    const start = offset + index;
    return { start, end: start + written.length, problem: problem("placeholder_not_read", { written, name: name.replaceAll("-", "_") }) };
  });
}

/** `order-id` in an expression, which takes one value from another; `isMissing`: nothing sets this name. */
export function minusDoubts(source: string, isMissing: IsKnown): Doubt[] {
  if (!source.includes("-")) return [];
  const tokens = tokenize(source);
  return tokens.flatMap((token, index): Doubt[] => {
    const [left, right, next] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
    if (token.kind !== "symbol" || token.value !== "-" || left?.kind !== "name" || right?.kind !== "name") return [];
    const isJoined = left.start + left.value.length === token.start && token.start + 1 === right.start;
    const isName = isJoined && next?.value !== "(" && isMissing(right.value);
    if (!isName) return [];
    const written = `${left.value}-${right.value}`;
    const why = problem("minus_in_name", { written, name: `${left.value}_${right.value}` });
    return [{ start: left.start, end: left.start + written.length, problem: why }];
  });
}
