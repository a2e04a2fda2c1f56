import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { compilePattern, findPattern } from "../values/pattern.ts";
import { normalText } from "../values/normal-text.ts";
import { equals, isRecord, order, plain } from "../values/values.ts";
import { listOf, number, text } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { isSameText } from "./people.ts";

/**
 * What else a value is told apart by, also by the node type `switch`: numbers, patterns, lists, and what is known of a contact. As
 * everything in people's words, false for what is missing.
 */

/** Equal as a value, or to people by their words; to one of several. */
function isEqual(value: Json | undefined, other: Json | undefined, env: Environment): boolean {
  if (value === undefined || value === null || other === undefined || other === null) return false;
  if (Array.isArray(other) && !Array.isArray(value)) return other.some((each) => isEqual(value, plain(each), env));
  return equals(value, other, env) || isSameText(value, other, env);
}

const byNumber = (holds: (difference: number) => boolean): Callable =>
  callable("value other", ([value, other], env) => {
    const [a, b] = [number(value, env), number(other, env)];
    if (a === null || b === null || typeof value === "boolean") return false;
    return holds(order(a, b, env) ?? NaN);
  });

/**
 * What the pattern finds in the value's text; null for nothing. Charged by the size of both, as the time that it takes is.
 * @throws LimitError for what is no pattern
 */
export function matchOf(value: Json | undefined, written: string, env: Environment): string | null {
  const pattern = normalText(written);
  // Reading a pattern takes more than its length: one as long as a page could be read a few times only.
  env.spend(Math.ceil((pattern.length / 16) ** 2));
  const compiled = compilePattern(pattern);
  if (compiled === null) throw new LimitError("type", problem("pattern_unreadable", { pattern: pattern.slice(0, 80) }));
  if (value === undefined || value === null) return null;
  const searched = text(value, env);
  const looked = normalText(searched);
  env.spend(Math.ceil((searched.length * compiled.programSize()) / 4));
  return findPattern(compiled, searched) ?? (looked === searched ? null : findPattern(compiled, looked));
}

/** A contact's labels by name; also those of a list. */
const labelsOf = (contact: Json | undefined, env: Environment): Json[] =>
  listOf(isRecord(contact) ? contact["labels"] : contact, env).map((label) => (isRecord(label) ? plain(label["name"]) : label));

const tag = (language: Json | undefined, env: Environment): string => text(language, env).trim().toLowerCase().replaceAll("_", "-");

/** "pt-BR" is a way of "pt", and not the other way round. */
function isLanguage(spoken: string, wanted: string): boolean {
  return wanted !== "" && (spoken === wanted || spoken.startsWith(`${wanted}-`));
}

export const DECIDING_FUNCTIONS: readonly [string, Callable][] = [
  ["equals", callable("value other", ([value, other], env) => isEqual(value, other, env))],
  ["more_than", byNumber((difference) => difference > 0)],
  ["is_at_least", byNumber((difference) => difference >= 0)],
  ["less_than", byNumber((difference) => difference < 0)],
  ["is_at_most", byNumber((difference) => difference <= 0)],
  ["matches", callable("value pattern", ([value, pattern], env) => matchOf(value, text(pattern, env), env) !== null)],
  ["in_list", callable("value list", ([value, list], env) => listOf(list, env).some((each) => isEqual(value, plain(each), env)))],
  ["has_label", callable("contact label", ([contact, label], env) => labelsOf(contact, env).some((each) => isSameText(each, label, env)))],
  [
    "speaks",
    callable("contact language", ([contact, language], env) => {
      const spoken = tag(isRecord(contact) ? contact["language"] : contact, env);
      return listOf(language, env).some((each) => isLanguage(spoken, tag(each, env)));
    }),
  ],
];
