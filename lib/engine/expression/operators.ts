/** What stands between two values and how tightly it binds; what binds alike is read from the left. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  // Of a range, `(1..5)`: a word, since jsep takes points for properties.
  ["to", 0.7],
  ["or", 1],
  ["and", 2],
  ...level(4, ["===", "!=="]),
  ...level(5, ["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not", "contains"]),
  ...level(6, ["+", "-"]),
  ["~", 7],
  ...level(8, ["*", "/", "//", "%"]),
  ["**", 9],
]);

/**
 * Of `if` and `else`. jsep moves its `? :` into the right side of operators of up to 0.9, which is where `a if b else c ? d : e` has it.
 */
export const CHOICE_PRECEDENCE = 0.5;

/** `not` holds whole comparisons: looser than all of them, tighter than `and`. */
export const NOT_PRECEDENCE = 3;

/** From here on operators calculate, below they compare. */
export const SUM_PRECEDENCE = 6;

export const SIGNS: ReadonlyMap<string, "not" | "negate" | "number"> = new Map([
  ["!", "not"],
  ["-", "negate"],
  ["+", "number"],
] as const);

/** Words that are no names, because they stand between values or before one. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(["and", "or", "not", "in", "is", "if", "else"]);

/** Names for jsep where the expression has none: no token is written so. */
export const FILLER = "_";
export const SLICE = "slice";
export const OBJECT = "object";

function level(precedence: number, operators: readonly string[]): [string, number][] {
  return operators.map((operator) => [operator, precedence]);
}
