/** What stands between two values, loosest first; what is in one line binds alike and is read from the left. */
const LEVELS = [
  ["or"],
  ["and"],
  ["===", "!=="],
  ["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** How tightly each of them binds. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((level, index) => level.map((operator) => [operator, index + 1])),
);

/** `not` holds whole comparisons, so it is looser than all of them and tighter than `and`. */
export const NOT_PRECEDENCE = 2.5;

/** Of `if` and `else`. jsep moves its `? :` into the right side of operators of up to 0.9, which is where `a if b else c ? d : e` has it. */
export const CHOICE_PRECEDENCE = 0.5;

/** The first of the two that calculate. */
export const SUM_PRECEDENCE = 5;

export const SIGNS: ReadonlyMap<string, "not" | "negate" | "number"> = new Map([["!", "not"], ["-", "negate"], ["+", "number"]] as const);

/** A name for jsep where the condition has none: no token is written so. */
export const FILLER = "_";
