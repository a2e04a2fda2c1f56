import type { ParsedExpression } from "../expression/nodes.ts";
import { parseExpression } from "../expression/parser.ts";
import { type Token, tokenize } from "../expression/tokens.ts";
import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import type { Loop, Target } from "./nodes.ts";
import { refuseUnsafe } from "./placeholders.ts";
import { notUnderstood } from "./reader.ts";

/** What stands in a tag behind its name. */

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);
const OPTIONS = new Set(["reversed", "limit", "offset"]);

const malformed = (near: string): LimitError => notUnderstood(problem("tag_malformed", { near: near.trim().slice(0, 40) }));

/** The numbers of the tokens that stand in no brackets. */
function outer(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.flatMap(({ kind, value }, index) => {
    if (kind === "symbol" && CLOSING.has(value)) depth--;
    const isOuter = depth === 0;
    if (kind === "symbol" && OPENING.has(value)) depth++;
    return isOuter ? [index] : [];
  });
}

const is = (token: Token | undefined, kind: Token["kind"], value: string): boolean => token?.kind === kind && token.value === value;

function nameOf(token: Token | undefined, head: string): string {
  if (token?.kind !== "name") throw malformed(head);
  refuseUnsafe(token.value);
  return token.value;
}

/** The parts between separators that stand in no brackets. */
function splitAt(source: string, isSeparator: (token: Token) => boolean): string[] {
  const tokens = tokenize(source);
  const parts: string[] = [];
  let from = 0;
  for (const index of outer(tokens)) {
    const token = tokens[index];
    if (token === undefined || !isSeparator(token)) continue;
    parts.push(source.slice(from, token.start));
    from = token.start + token.value.length;
  }
  parts.push(source.slice(from));
  return parts;
}

const isComma = (token: Token): boolean => is(token, "symbol", ",");

/** An expression, or several with commas between them, which are a list. */
export function parseTuple(source: string): ParsedExpression {
  return parseExpression(splitAt(source, isComma).length > 1 ? `(${source})` : source);
}

const parseValues = (source: string): ParsedExpression[] => splitAt(source, isComma).map(parseExpression);

/** What `when` compares with: parted by commas or `or`. */
export const parseChoices = (source: string): ParsedExpression[] =>
  splitAt(source, (token) => isComma(token) || is(token, "name", "or")).map(parseExpression);

function targetOf(source: string, head: string): Target {
  const tokens = tokenize(source);
  const name = nameOf(tokens[0], head);
  if (tokens.length === 1) return { name, key: null };
  if (tokens.length !== 3 || !is(tokens[1], "symbol", ".")) throw malformed(head);
  return { name, key: nameOf(tokens[2], head) };
}

/** `a = e`, `a, b = e`, `ns.a = e`; or `a` and perhaps filters, of a block whose text is kept. */
export function parseSet(head: string): { targets: Target[]; value: string } | { target: Target; filters: string | null } {
  const tokens = tokenize(head);
  const equals = outer(tokens).find((index) => is(tokens[index], "symbol", "="));
  const sign = equals === undefined ? undefined : tokens[equals];
  if (sign !== undefined) {
    const targets = splitAt(head.slice(0, sign.start), isComma).map((part) => targetOf(part, head));
    return { targets, value: head.slice(sign.start + 1) };
  }
  const bar = tokens.find((token) => is(token, "symbol", "|"));
  if (bar === undefined) return { target: targetOf(head, head), filters: null };
  return { target: targetOf(head.slice(0, bar.start), head), filters: head.slice(bar.start + 1) };
}

/** `assign a = e`: the name, and the expression. */
export function parseAssign(head: string): { name: string; value: ParsedExpression } {
  const tokens = tokenize(head);
  const name = nameOf(tokens[0], head);
  const sign = tokens[1];
  if (sign === undefined || !is(sign, "symbol", "=")) throw malformed(head);
  return { name, value: parseTuple(head.slice(sign.start + 1)) };
}

/** The name alone, in quotes or not. */
export function parseName(head: string): string {
  const tokens = tokenize(head);
  const [only] = tokens;
  if (tokens.length !== 1 || (only?.kind !== "name" && only?.kind !== "text")) throw malformed(head);
  refuseUnsafe(only.value);
  return only.value;
}

export function parseBindings(head: string): { name: string; value: ParsedExpression }[] {
  return head.trim() === "" ? [] : splitAt(head, isComma).map(parseAssign);
}

/** `"a", "b"` or `group: "a", "b"`. */
export function parseCycle(head: string): { group: string; values: ParsedExpression[] } {
  const tokens = tokenize(head);
  const [first, second] = tokens;
  if (first !== undefined && second !== undefined && first.kind !== "symbol" && is(second, "symbol", ":"))
    return { group: `:${first.value}`, values: parseValues(head.slice(second.start + 1)) };
  return { group: head.trim(), values: parseValues(head) };
}

type LoopHead = Pick<Loop, "names" | "list" | "test" | "isReversed" | "limit" | "offset" | "label">;

/** `a, b in list if test`, `(a, b) in list`, `a in list reversed limit: 2 offset: 1`. */
export function parseLoop(head: string): LoopHead {
  const tokens = tokenize(head);
  const at = tokens.findIndex((token) => is(token, "name", "in"));
  if (at < 1 || at === tokens.length - 1) throw malformed(head);
  const [, bracketed] = /^\s*\(([^()]*)\)\s*$/.exec(head.slice(0, tokens[at]?.start)) ?? [];
  const names = splitAt(bracketed ?? head.slice(0, tokens[at]?.start), isComma).map((part) => nameOf(onlyToken(part), head));
  const places = outer(tokens).filter((index) => index > at + 1);
  const ends = places.filter((index) => isEnd(tokens, index));
  const end = ends[0] === undefined ? head.length : (tokens[ends[0]]?.start ?? head.length);
  const source = head.slice((tokens[at]?.start ?? 0) + 2, end);
  const found: LoopHead = {
    names,
    list: parseTuple(source),
    test: null,
    isReversed: false,
    limit: null,
    offset: null,
    label: `${names.join()}-${source.trim()}`,
  };
  ends.forEach((place, order) => {
    const token = tokens[place];
    const from = (token?.start ?? 0) + (token?.value.length ?? 0);
    const part = head.slice(from, ends[order + 1] === undefined ? head.length : tokens[ends[order + 1] ?? 0]?.start);
    readEnd(found, token?.value ?? "", part.replace(/,\s*$/, ""), head);
  });
  return found;
}

function onlyToken(source: string): Token | undefined {
  const tokens = tokenize(source);
  return tokens.length === 1 ? tokens[0] : undefined;
}

/** Where the list ends: at `if`, at one of Liquid's options, at `recursive`. */
function isEnd(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "name" || is(tokens[index - 1], "symbol", ".") || is(tokens[index - 1], "symbol", "|")) return false;
  if (token.value === "if" || (token.value === "recursive" && index === tokens.length - 1)) return true;
  if (!OPTIONS.has(token.value)) return false;
  return token.value === "reversed" || is(tokens[index + 1], "symbol", ":");
}

function readEnd(loop: LoopHead, name: string, rest: string, head: string): void {
  const value = (): string => {
    const after = rest.trimStart();
    if (!after.startsWith(":")) throw malformed(head);
    return after.slice(1);
  };
  switch (name) {
    case "if":
      loop.test = parseExpression(rest);
      return;
    case "recursive":
      throw new LimitError("not_allowed", problem("loop_recursive"));
    case "reversed":
      if (rest.trim() !== "") throw malformed(head);
      loop.isReversed = true;
      return;
    case "limit":
      loop.limit = parseExpression(value());
      return;
    default:
      loop.offset = value().trim() === "continue" ? "continue" : parseExpression(value());
  }
}
