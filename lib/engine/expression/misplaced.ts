import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import type { Missing } from "./opened.ts";
import { OPERATOR_WORDS } from "./operators.ts";
import { type Token, where } from "./tokens.ts";

/** What an author is told of a word or sign that does not belong where it stands. */

/** A value should stand where `found` is. */
export function missingValue(source: string, before: Token, found: Token): LimitError {
  const at = where(source, found.start);
  if (before.kind === "end") return new LimitError("syntax", problem("value_missing", { where: at }));
  const isNot = found.kind === "name" && found.value === "not";
  return new LimitError("syntax", problem(isNot ? "not_needs_parentheses" : "value_missing_after", { before: before.value, where: at }));
}

/** Nothing, or something else, should follow where `found` is; `awaited` is what to say of what is still open. */
export function unexpected(source: string, { kind, value, start }: Token, awaited: Missing | undefined): LimitError {
  const at = where(source, start);
  const word = value.toLowerCase();
  if (kind === "name" && OPERATOR_WORDS.has(word) && word !== value)
    return new LimitError("syntax", problem("not_lower_case", { where: at, word }));
  if (kind === "name" && value === "for") return new LimitError("not_allowed", problem("comprehension_refused", { where: at }));
  return new LimitError("syntax", problem(awaited ?? "condition_goes_on", { where: at }));
}
