import { type Problem, problem, ProblemError } from "../problem/problem.ts";

/** Why an expression or a text was refused, roughly; the error's `problem` says it exactly, its message in words. */
export type LimitCode = "syntax" | "not_allowed" | "too_long" | "too_deep" | "too_much_work" | "type";

/** Thrown inside evaluation and rendering; becomes an `ExpressionError` or a `TemplateError` at the border. */
export class LimitError extends ProblemError {
  readonly code: LimitCode;

  constructor(code: LimitCode, why: Problem) {
    super(why);
    this.code = code;
  }
}

/**
 * What one evaluation or rendering may still do, counted in values visited and characters touched.
 * Counting, unlike a clock, refuses the same input on every machine.
 */
export class Budget {
  #left: number;
  readonly #shared = shared;

  constructor(limit: number) {
    this.#left = limit;
  }

  spend(amount: number): void {
    this.#left -= amount;
    if (!(this.#left >= 0)) throw new LimitError("too_much_work", problem("too_much_work"));
    this.#shared?.spend(amount);
  }
}

/**
 * What all that is evaluated and rendered within one `sharing` may do together. Handed on by where the code runs and not by
 * argument, because it would go through every node type to every text; nothing waits inside, so it never outlives the call.
 */
let shared: Budget | null = null;

/** Runs this with one budget for all of its evaluations and renderings, beside the budget that each of them has. */
export function sharing<Result>(work: Budget, run: () => Result): Result {
  const before = shared;
  shared = work;
  try {
    return run();
  } finally {
    shared = before;
  }
}

const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 500_000;

/** What was made from texts, kept until newer texts need the room, so that it cannot grow without end. */
export class ParseCache<Value> {
  readonly #entries = new Map<string, Value>();
  #characters = 0;

  getOrMake(source: string, make: (source: string) => Value): Value {
    const known = this.#entries.get(source);
    if (known !== undefined) return known;
    const made = make(source);
    this.#entries.set(source, made);
    this.#characters += source.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES && this.#characters <= MOST_CHARACTERS) break;
      this.#entries.delete(oldest);
      this.#characters -= oldest.length;
    }
    return made;
  }
}
