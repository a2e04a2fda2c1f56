import { Evaluation, type Names } from "./expression/evaluate.ts";
import type { ParsedExpression } from "./expression/nodes.ts";
import { parseExpression } from "./expression/parser.ts";
import { type Problem, problem, ProblemError } from "./problem/problem.ts";
import type { Context, Json } from "./types.ts";
import { LimitError, type LimitCode, ParseCache } from "./values/budget.ts";
import { withNow } from "./values/dates.ts";
import { Environment, type LanguageOptions } from "./values/environment.ts";
import { pathText } from "./values/path-text.ts";
import { isRecord, plain } from "./values/values.ts";

export type { ParsedExpression as ParsedCondition } from "./expression/nodes.ts";
export { isTruthy } from "./values/values.ts";

const WORK_LIMIT = 1_000_000;
const MAX_LENGTH = 2_000;
const parsed = new ParseCache<ParsedExpression>();

/** What a condition cannot do, in words for its author: what, where, and what to do instead. */
export class ExpressionError extends ProblemError {
  override readonly name = "ExpressionError";
  readonly code: LimitCode;

  constructor(code: LimitCode, why: Problem) {
    super(why);
    this.code = code;
  }
}

/**
 * The value of a condition; ask `isTruthy` whether it holds. Throws only `ExpressionError`, in bounded time, whatever it is given.
 *
 * Names that the context lacks, and ways into null, are null. Text that is a number equals and compares with a number as a number, read
 * as people of the language write it; two texts compare as they look, by code points. `null` equals only null and has no order; true
 * and false are 1 and 0 beside a number and never equal a text. `===` (and `is`) is `==` except that true is not 1. What has no order
 * compares false. Null counts as 0 in calculations and as nothing when `+` joins texts. `context.x` and `context.get("x", default)`
 * reach the whole context when it has no key called `context`; `now` and `today` are of the event, unless it has keys of these names.
 */
export function evaluate(expression: string, context: Context, options?: LanguageOptions): Json {
  return evaluateParsed(parseCondition(expression), context, options);
}

/** Reads a condition without evaluating it; the result may be kept. Throws `ExpressionError`. */
export function parseCondition(expression: string): ParsedExpression {
  return guarded(() => {
    if (typeof expression !== "string") throw new LimitError("type", problem("condition_not_text"));
    if (expression.length > MAX_LENGTH)
      throw new LimitError("too_long", problem("condition_too_long", { length: expression.length, most: MAX_LENGTH }));
    return parsed.getOrMake(expression, parseExpression);
  });
}

export function evaluateParsed({ root }: ParsedExpression, context: Context, options: LanguageOptions = {}): Json {
  return guarded(() => new Evaluation(namesOf(context), new Environment(WORK_LIMIT, withNow(options, context))).value(root));
}

/** The ways into the context that a condition reads, such as "user.name" or "items[0]", each once. */
export function conditionPaths({ reads }: ParsedExpression): string[] {
  return [...new Set(reads.map(({ keys }) => pathText(keys)))];
}

function namesOf(context: unknown): Names {
  const whole = plain(context);
  return {
    lookup: (name) => (isRecord(whole) && Object.hasOwn(whole, name) ? plain(whole[name]) : undefined),
    whole: () => whole,
  };
}

function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof LimitError) throw new ExpressionError(error.code, error.problem);
    throw new ExpressionError("type", problem("value_unreadable"));
  }
}
