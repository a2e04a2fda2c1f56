import { type Key, type Node, type Operation, type ParsedCondition, WHOLE_CONTEXT } from "./condition/nodes.ts";
import { parse } from "./condition/parser.ts";
import { type Problem, problem, ProblemError } from "./problem/problem.ts";
import type { Context, Json } from "./types.ts";
import { contains, equals, length, member, order, plain, toNumber, toText, wordsOf } from "./values/values.ts";
import { ParseCache, LimitError, type LimitCode, Budget } from "./values/budget.ts";

export type { ParsedCondition } from "./condition/nodes.ts";

const WORK_LIMIT = 1_000_000;
const parsed = new ParseCache<ParsedCondition>();

/** What a condition can not do, in words for its author: what, where, and what to do instead. */
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
 * Names that the context lacks, and ways into null, are null. Text that is a number equals and compares with a number as a number
 * (`age >= 18` holds for "20"); two texts compare as texts, by code points. `null` equals only null and has no order; true and false
 * are 1 and 0 beside a number and never equal a text. `===` (and `is`) is `==` except that true is not 1. What has no order compares
 * false. Null counts as 0 in calculations and as nothing when `+` joins texts; `+` adds whatever is numeric on both sides.
 * `context.x` and `context.get("x", default)` reach the whole context when it has no key called `context`.
 */
export function evaluate(expression: string, context: Context): Json {
  return evaluateParsed(parseCondition(expression), context);
}

/** Reads a condition without evaluating it; the result may be kept. Throws `ExpressionError`. */
export function parseCondition(expression: string): ParsedCondition {
  return guarded(() => {
    if (typeof expression !== "string") throw new LimitError("type", problem("condition_not_text"));
    return parsed.getOrMake(expression, parse);
  });
}

export function evaluateParsed({ root }: ParsedCondition, context: Context): Json {
  return guarded(() => new Evaluation(context).value(root));
}

/** As in Python: null, false, 0, "", an empty list and an empty object are false, all else is true. */
export function isTruthy(given: Json): boolean {
  const value = wordsOf(given);
  if (typeof value !== "object" || value === null) return Boolean(value);
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** The ways into the context that a condition reads, such as "user.name" or "items[0]", each once. */
export function conditionPaths(condition: ParsedCondition): string[] {
  return [...condition.paths];
}

function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof LimitError) throw new ExpressionError(error.code, error.problem);
    throw new ExpressionError("type", problem("value_unreadable"));
  }
}

class Evaluation {
  readonly #context: Json;
  readonly #work = new Budget(WORK_LIMIT);

  constructor(context: unknown) {
    this.#context = plain(context);
  }

  value(node: Node): Json {
    this.#work.spend(1);
    switch (node.type) {
      case "value":
        return node.value;
      case "path":
        return this.#path(node.keys);
      case "member":
        return this.#members(this.value(node.of), node.keys, 0);
      case "list":
        return node.items.map((item) => this.value(item));
      case "and":
      case "or":
        return this.#firstDeciding(node.items, node.type === "or");
      case "not":
        return !this.#isTrue(this.value(node.of));
      case "negate":
        return finite(-this.#number(this.value(node.of)));
      case "number":
        return this.#number(this.value(node.of));
      case "compare":
        return this.#compare(node.first, node.rest);
      case "calculate":
        return node.rest.reduce(
          (left, { operator, operand }) => this.#calculate(left, operator, this.value(operand)),
          this.value(node.first),
        );
      case "choice":
        return this.value(this.#isTrue(this.value(node.test)) ? node.yes : node.no);
      case "call":
        return finite(
          node.run(
            node.values.map((item) => this.value(item)),
            this.#work,
          ),
        );
    }
  }

  #path(keys: readonly Key[]): Json {
    const isWhole = keys[0] === WHOLE_CONTEXT && !(isRecord(this.#context) && Object.hasOwn(this.#context, WHOLE_CONTEXT));
    return this.#members(this.#context, keys, isWhole ? 1 : 0);
  }

  #members(start: Json, keys: readonly Key[], from: number): Json {
    let value = start;
    for (let index = from; index < keys.length; index++) {
      const key = keys[index] ?? null;
      value = member(value, typeof key === "object" && key !== null ? this.value(key) : key, this.#work);
    }
    return value;
  }

  /** The operand that decides, as both languages return it. */
  #firstDeciding(items: readonly Node[], decisive: boolean): Json {
    let value: Json = null;
    for (const item of items) {
      value = this.value(item);
      if (this.#isTrue(value) === decisive) break;
    }
    return value;
  }

  #isTrue(value: Json): boolean {
    return isRecord(value) ? length(value, this.#work) > 0 : isTruthy(value);
  }

  #compare(first: Node, rest: readonly Operation[]): boolean {
    let left = this.value(first);
    for (const { operator, operand } of rest) {
      const right = this.value(operand);
      if (!this.#holds(left, operator, right)) return false;
      left = right;
    }
    return true;
  }

  #holds(left: Json, operator: string, right: Json): boolean {
    switch (operator) {
      case "==":
        return equals(left, right, this.#work);
      case "!=":
        return !equals(left, right, this.#work);
      case "===":
      case "is":
        return equals(left, right, this.#work, true);
      case "!==":
      case "is not":
        return !equals(left, right, this.#work, true);
      case "in":
        return contains(right, left, this.#work);
      case "not in":
        return !contains(right, left, this.#work);
    }
    const difference = order(left, right, this.#work);
    if (difference === null) return false;
    if (operator === "<") return difference < 0;
    if (operator === "<=") return difference <= 0;
    return operator === ">" ? difference > 0 : difference >= 0;
  }

  #calculate(first: Json, operator: string, second: Json): Json {
    const [left, right] = [wordsOf(first), wordsOf(second)];
    if (operator === "+" && (isWords(left) || isWords(right))) return this.#join(left, right);
    const [a, b] = [this.#number(left), this.#number(right)];
    if (operator === "+") return finite(a + b);
    if (operator === "-") return finite(a - b);
    if (operator === "*") return finite(a * b);
    if (b === 0) throw new LimitError("type", problem("divided_by_zero"));
    if (operator === "/") return finite(a / b);
    const remainder = a % b;
    return finite(remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder);
  }

  #join(left: Json, right: Json): string {
    if ((typeof left === "object" && left !== null) || (typeof right === "object" && right !== null)) {
      throw new LimitError("type", problem("list_added"));
    }
    return toText(left, this.#work) + toText(right, this.#work);
  }

  #number(value: Json): number {
    const number = value === null ? 0 : toNumber(value);
    if (number !== null) return number;
    if (typeof value !== "string") throw new LimitError("type", problem("list_for_number"));
    throw new LimitError("type", problem("text_for_number", { text: value.length > 40 ? `${value.slice(0, 40)}…` : value }));
  }
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWords(value: Json): boolean {
  return typeof value === "string" && toNumber(value) === null;
}

/** Refuses results that JSON does not have; 0 for minus 0. */
function finite(value: Json): Json {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) throw new LimitError("type", problem("result_too_large"));
  return value + 0;
}
