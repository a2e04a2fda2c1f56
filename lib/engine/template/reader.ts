import { type Problem, problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";

/** A text as its author wrote it, cut at its marks. `start`: where each begins, for errors. */
export type Part =
  | { kind: "words"; text: string; start: number; isRaw: boolean }
  | { kind: "output"; source: string; start: number }
  | { kind: "tag"; name: string; source: string; start: number };

const TAG_NAME = /^\s*([\p{L}_][\p{L}\p{N}_]*)/u;
const CLOSING = { "{{": "}}", "{%": "%}" };

/** An error in a text with the place of the mark that it is about. */
export class PlacedError extends Error {
  override readonly cause: unknown;
  readonly start: number;

  constructor(cause: unknown, start: number) {
    super("in a text");
    this.cause = cause;
    this.start = start;
  }
}

/** Whatever `run` throws is about the mark that begins at `start`. */
export function placed<Result>(start: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof PlacedError ? error : new PlacedError(error, start);
  }
}

export const notUnderstood = (said: Problem): LimitError => new LimitError("syntax", problem("text_not_understood", { said }));

/** Cuts a text at `{{ }}`, `{% %}` and `{# #}`, quotes and inner braces respected. One way through it, whatever is not closed. */
export function readParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  /** A dash at the end of the mark before. */
  let trimsStart = false;

  const words = (to: number, trimsEnd: boolean, isRaw = false) => {
    let piece = text.slice(from, to);
    if (trimsStart) piece = piece.trimStart();
    if (trimsEnd) piece = piece.trimEnd();
    if (piece !== "") parts.push({ kind: "words", text: piece, start: from, isRaw });
    trimsStart = false;
  };

  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", Math.max(at + 1, from))) {
    const mark = text.slice(at, at + 2);
    if (mark !== "{{" && mark !== "{%" && mark !== "{#") continue;
    const head = text[at + 2];
    const inner = at + 2 + (head === "-" || (mark !== "{{" && head === "+") ? 1 : 0);
    words(at, head === "-");
    if (mark === "{#") {
      const end = text.indexOf("#}", inner);
      if (end < 0) throw new PlacedError(notUnderstood(problem("comment_open")), at);
      trimsStart = text[end - 1] === "-" && end > inner;
      from = end + 2;
      continue;
    }
    const end = endOf(text, inner, CLOSING[mark], at);
    const isDashed = text[end - 1] === "-" && end > inner;
    const source = text.slice(inner, isDashed || (mark === "{%" && text[end - 1] === "+") ? end - 1 : end);
    trimsStart = isDashed;
    from = end + 2;
    if (mark === "{{") {
      parts.push({ kind: "output", source, start: at });
      continue;
    }
    if (source.trimStart().startsWith("#")) continue;
    const name = TAG_NAME.exec(source);
    if (name === null) throw new PlacedError(notUnderstood(problem("tag_name_missing")), at);
    const tag = name[1] ?? "";
    if (tag !== "raw" && tag !== "comment") {
      parts.push({ kind: "tag", name: tag, source: source.slice(name[0].length), start: at });
      continue;
    }
    const close = new RegExp(`\\{%([-+]?)\\s*end${tag}\\s*([-+]?)%\\}`, "g");
    close.lastIndex = from;
    const closed = close.exec(text);
    if (closed === null) throw new PlacedError(notUnderstood(problem("raw_open", { near: text.slice(at, at + 20) })), at);
    if (tag === "raw") words(closed.index, closed[1] === "-", true);
    trimsStart = closed[2] === "-";
    from = closed.index + closed[0].length;
  }
  words(text.length, false);
  return parts;
}

/** Where the mark is closed: not in quotes, and not by a brace that belongs to one within. */
function endOf(text: string, from: number, closing: string, start: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"' || letter === "'") at = endOfQuote(text, at, start);
    else if (letter === "{") depth++;
    else if (depth > 0 && letter === "}") depth--;
    else if (letter === closing[0] && text[at + 1] === closing[1]) return at;
  }
  const near = text.slice(start, start + 40);
  const open = closing === "}}" ? problem("output_open", { near }) : problem("tag_open", { near });
  throw new PlacedError(notUnderstood(open), start);
}

function endOfQuote(text: string, from: number, start: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[from]) return at;
  }
  const near = text.slice(start, start + 40);
  throw new PlacedError(notUnderstood(problem(text[start + 1] === "{" ? "output_open" : "tag_open", { near })), start);
}

/** The line and column of a place in a text, both from 1. */
export function lineAndColumn(text: string, start: number): { line: number; column: number } {
  const before = text.slice(0, start);
  return { line: before.split("\n").length, column: start - before.lastIndexOf("\n") };
}
