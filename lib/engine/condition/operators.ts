/** What stands between two values and how tightly it binds; what binds alike is read from the left. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ...level(4, ["===", "!=="]),
  ...level(5, ["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"]),
  ...level(6, ["+", "-"]),
  ...level(7, ["*", "/", "%"]),
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

/** A name for jsep where the condition has none: no token is written so. */
export const FILLER = "_";

function level(precedence: number, operators: readonly string[]): [string, number][] {
  return operators.map((operator) => [operator, precedence]);
}
