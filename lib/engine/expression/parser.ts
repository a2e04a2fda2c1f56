import jsep from "jsep";
import type { ParsedExpression } from "./nodes.ts";
import { normalise } from "./normalise.ts";
import { CHOICE_PRECEDENCE, NOT_PRECEDENCE, PRECEDENCE, SIGNS } from "./operators.ts";
import { setsAsLists, tokenize } from "./tokens.ts";
import { toTree } from "./tree.ts";

// jsep has one configuration for the whole process. Expressions are all that it reads here, so it knows our operators and nothing else.
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
 * Reads expressions in Python's, Jinja's, Liquid's and JavaScript's spelling, loosest first:
 * `a if c else b`, `a if c`, `c ? a : b` · `or ||` · `and &&` · `not` · `=== !==` ·
 * `== != < <= > >= in, not in, contains, is, is not` (which chain as in Python: `1 < x < 5`) ·
 * `+ -` · `~` · `* / // %` · `**` · `! - +` · `.name [key] [a:b:c] (call) |filter is test`.
 * Throws a `LimitError` for anything that is not one whole expression.
 *
 * jsep decides what belongs to what. Nesting is bounded before it reads, since it goes into parentheses by recursion.
 */
export function parseExpression(source: string): ParsedExpression {
  const tokens = setsAsLists(tokenize(source));
  const { text, roles } = normalise(source, tokens);
  return toTree(jsep(text), source, tokens, roles);
}
