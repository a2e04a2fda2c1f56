/**
 * What has begun and not ended; `rest` is the last part of a choice, `liquid` what stands behind a filter's colon, `argument` a test's
 * value.
 */
export type Kind = "(" | "call" | "[" | "key" | "slice" | "{" | "?" | "if" | "rest" | "not" | "sign" | "liquid" | "argument";

export interface Opened {
  kind: Kind;
  /** Where it begins in what is written. */
  at: number;
}

/** What is said where it is missing. */
export type Missing = "parenthesis_missing" | "bracket_missing" | "key_not_closed" | "brace_missing" | "colon_missing" | "else_missing";

/** The sign that each of them awaits, and what it is when that is missing. */
export const AWAITED = new Map<Kind, readonly [sign: string, missing: Missing]>([
  ["(", [")", "parenthesis_missing"]],
  ["call", [")", "parenthesis_missing"]],
  ["[", ["]", "bracket_missing"]],
  ["key", ["]", "key_not_closed"]],
  ["slice", ["]", "key_not_closed"]],
  ["{", ["}", "brace_missing"]],
  ["?", [":", "colon_missing"]],
  ["if", ["else", "else_missing"]],
]);
