import jsep from "jsep";
import type { ParsedCondition } from "./nodes.ts";
import { normalise } from "./normalise.ts";
import { CHOICE_PRECEDENCE, NOT_PRECEDENCE, PRECEDENCE, SIGNS } from "./operators.ts";
import { tokenize } from "./tokens.ts";
import { toTree } from "./tree.ts";
import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";

const MAX_LENGTH = 2000;

// jsep has one configuration for the whole process. Conditions are all that it reads here, so it knows our operators and nothing else.
jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
jsep.removeAllLiterals();
for (const sign of SIGNS.keys()) jsep.addUnaryOp(sign);
for (const [operator, precedence] of PRECEDENCE) jsep.addBinaryOp(operator, precedence);
jsep.addBinaryOp("not", NOT_PRECEDENCE);
// To the right, and nothing else may be: jsep misjudges two operators of that kind that bind differently.
jsep.addBinaryOp("if", CHOICE_PRECEDENCE, true);
jsep.addBinaryOp("else", CHOICE_PRECEDENCE, true);

/**
 * Reads conditions in Python's and in JavaScript's spelling, loosest first:
 * `a if c else b`, `c ? a : b` · `or ||` · `and &&` · `not` · `=== !==` · `== != < <= > >= in, not in, is, is not` (which chain as in
 * Python: `1 < x < 5`) · `+ -` · `* / %` · `! - +` · `.name [key] (call)`. Throws a `Refusal` for anything that is not a whole condition.
 *
 * jsep decides what belongs to what. Length and nesting are bounded before it reads, since it goes into parentheses by recursion.
 */
export function parse(source: string): ParsedCondition {
  if (source.length > MAX_LENGTH) {
    throw new LimitError("too_long", problem("condition_too_long", { length: source.length, most: MAX_LENGTH }));
  }
  const tokens = tokenize(source);
  return toTree(jsep(normalise(source, tokens)), source, tokens);
}
