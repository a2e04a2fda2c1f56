import type { Json } from "../../engine/types.ts";
import { isAnswer } from "../../engine/values/answer.ts";
import type { Environment } from "../../engine/values/environment.ts";
import { toNumber } from "../../engine/values/numbers.ts";
import { isRecord } from "../../engine/values/values.ts";
import { matchOf } from "../../engine/vocabulary/deciding.ts";
import { FUNCTIONS } from "../../engine/vocabulary/functions.ts";

/** What a test is given: nothing, one thing, the two ends of a range, several of which one is enough, several that all count. */
export type Takes = "nothing" | "one" | "two" | "any" | "all";

/** The tests of a case, each the function of that name in the language of conditions, in the order in which they are offered. */
export const TESTS = {
  equals: "one",
  contains_any: "any",
  contains_all: "all",
  contains_phrase: "one",
  begins_with: "one",
  matches: "one",
  in_list: "any",
  answers_yes: "nothing",
  answers_no: "nothing",
  is_number: "nothing",
  more_than: "one",
  is_at_least: "one",
  less_than: "one",
  is_at_most: "one",
  between: "two",
  before: "one",
  after: "one",
  is_empty: "nothing",
  is_email: "nothing",
  is_phone: "nothing",
  has_label: "any",
  speaks: "any",
} as const satisfies Record<string, Takes>;
export type TestName = keyof typeof TESTS;

export const TEST_NAMES = Object.keys(TESTS) as [TestName, ...TestName[]];

/** How callers of the API also write a test. */
export const OTHER_NAMES: Readonly<Record<string, TestName>> = {
  equal: "equals",
  eq: "equals",
  "==": "equals",
  same_text: "equals",
  contains: "contains_phrase",
  phrase: "contains_phrase",
  any_words: "contains_any",
  any_word: "contains_any",
  all_words: "contains_all",
  begins: "begins_with",
  starts_with: "begins_with",
  pattern: "matches",
  regex: "matches",
  in: "in_list",
  one_of: "in_list",
  list: "in_list",
  gt: "more_than",
  more: "more_than",
  greater_than: "more_than",
  ">": "more_than",
  gte: "is_at_least",
  at_least: "is_at_least",
  ">=": "is_at_least",
  lt: "less_than",
  less: "less_than",
  "<": "less_than",
  lte: "is_at_most",
  at_most: "is_at_most",
  "<=": "is_at_most",
  range: "between",
  number_between: "between",
  date_between: "between",
  date_before: "before",
  date_after: "after",
  empty: "is_empty",
  email: "is_email",
  phone: "is_phone",
  number: "is_number",
  label: "has_label",
  language: "speaks",
};

const BY_NUMBER: ReadonlySet<string> = new Set<TestName>(["is_number", "more_than", "is_at_least", "less_than", "is_at_most"]);
const OF_CONTACT: ReadonlySet<string> = new Set<TestName>(["has_label", "speaks"]);

interface Asked {
  value: Json;
  /** Of whom a label or a language is asked unless the value itself holds some. */
  contact: Json;
  operands: readonly Json[];
}

/** What of the value fulfils the test, wrapped as it may be null; undefined where it does not. May throw `LimitError`. */
export function fulfilled(test: TestName, { value, contact, operands }: Asked, env: Environment): { match: Json } | undefined {
  const subject = OF_CONTACT.has(test) && !holdsContact(value) ? contact : value;
  const holds = (...given: Json[]): boolean => FUNCTIONS.get(test)?.run([subject, ...given], env, {}) === true;
  const whole = BY_NUMBER.has(test) ? toNumber(value, env.language) : value;
  switch (TESTS[test]) {
    case "nothing":
      return holds() ? { match: whole } : undefined;
    case "two": {
      const [from = null, to = null] = operands;
      return holds(from, to) ? { match: whole } : undefined;
    }
    case "all":
      return holds([...operands]) ? { match: [...operands] } : undefined;
    case "one":
    case "any": {
      const operand = operands.find((each) => (test === "in_list" ? holds([each]) : holds(each)));
      if (operand === undefined) return undefined;
      if (test === "matches") return { match: matchOf(value, String(operand), env) };
      return { match: BY_NUMBER.has(test) || test === "before" || test === "after" ? whole : operand };
    }
  }
}

const holdsContact = (value: Json): boolean =>
  Array.isArray(value) || (isRecord(value) && !isAnswer(value) && (Object.hasOwn(value, "labels") || Object.hasOwn(value, "language")));
