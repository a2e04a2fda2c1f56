import { CHOICE_PRECEDENCE, FILLER, NOT_PRECEDENCE, PRECEDENCE, SIGNS } from "./operators.ts";
import { type Token, where } from "./tokens.ts";
import { type Problem, problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";

const MAX_DEPTH = 50;

const ALIASES = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["?.", "."],
]);
const OPERATOR_WORDS = new Set(["and", "or", "not", "in", "is", "if", "else"]);
const REFUSED_WORDS = new Set("this new typeof void delete instanceof function lambda await yield import super class".split(" "));

/** What has begun and not ended; `rest` is the last part of a choice. */
type Opened = "(" | "[" | "key" | "?" | "if" | "rest" | "not" | "sign";

/** The sign that each of them awaits, and what it is when that is missing. */
const AWAITED = new Map<
  Opened,
  readonly [sign: string, missing: "parenthesis_missing" | "bracket_missing" | "key_not_closed" | "colon_missing" | "else_missing"]
>([
  ["(", [")", "parenthesis_missing"]],
  ["[", ["]", "bracket_missing"]],
  ["key", ["]", "key_not_closed"]],
  ["?", [":", "colon_missing"]],
  ["if", ["else", "else_missing"]],
]);

/**
 * Writes a condition, in Python's or JavaScript's spelling, as the expression that jsep reads in the one way that is meant:
 *
 * - A name, number or text is written as `$` and the number of its token: nothing that an author wrote reaches jsep.
 * - `(a)` becomes `_(a)`, which keeps `(1 < x) < 5` apart from `1 < x < 5`, and `(a, b)` a list. `[a,]` becomes `[a, _]`.
 * - `not a` becomes `_ not a`, with an operator between two values, since all that jsep lets stand before one value binds tightest.
 *
 * Throws a `Refusal` for what is nested too deeply and for what is no whole condition, much of which jsep would let pass.
 */
export function normalise(source: string, tokens: readonly Token[]): string {
  return new Writer(source, tokens).write();
}

class Writer {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #written: string[] = [];
  readonly #opened: Opened[] = [];
  #next = 0;
  /** How tightly the value that has to follow is bound to what stands before; null when a value has just ended. */
  #bound: number | null = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  write(): string {
    if (this.#tokens.length === 0) throw new LimitError("syntax", problem("condition_empty"));
    while (this.#next < this.#tokens.length) {
      if (this.#bound === null) this.#afterValue(this.#token());
      else this.#value(this.#token(), this.#bound);
    }
    if (this.#bound !== null) throw this.#missingValue();
    this.#leave("sign", "not", "rest");
    if (this.#opened.length > 0) throw this.#unexpected();
    return this.#written.join(" ");
  }

  #value({ kind, value }: Token, bound: number): void {
    if (kind === "symbol") {
      if (value === "(") this.#open("(", `${FILLER} (`, 0);
      else if (value === "[") this.#open("[", "[", 0);
      else if (SIGNS.has(value)) this.#open("sign", value, Number.POSITIVE_INFINITY);
      else this.#endOfItems(value);
    } else if (value === "not" && kind === "name" && bound <= NOT_PRECEDENCE) {
      this.#open("not", `${FILLER} not`, NOT_PRECEDENCE);
    } else {
      if (kind === "name") this.#checkWord(value);
      this.#write(`$${this.#next}`, null);
    }
  }

  #checkWord(word: string): void {
    if (OPERATOR_WORDS.has(word)) throw this.#missingValue();
    if (REFUSED_WORDS.has(word)) throw new LimitError("not_allowed", problem("word_refused", { word, where: this.#here() }));
  }

  /** The end of `()`, `[]`, or of a list with a comma after its last value. */
  #endOfItems(closing: string): void {
    const before = this.#token(-1).value;
    const isEmpty = (before === "(" || before === "[") && this.#opened.at(-1) !== "key";
    if ((closing !== ")" && closing !== "]") || (before !== "," && !isEmpty)) throw this.#missingValue();
    if (!isEmpty) this.#written.push(FILLER);
    this.#close(closing);
  }

  #afterValue({ kind, value }: Token): void {
    if (kind === "number" || kind === "text") throw this.#unexpected();
    switch (value) {
      case "(":
        return this.#call();
      case "[":
        return this.#open("key", "[", 0);
      case "?.":
        if (this.#token(1).kind === "symbol" && this.#token(1).value === "[") return void this.#next++;
        return this.#property();
      case ".":
        return this.#property();
      case ")":
      case "]":
        return this.#close(value);
      case ",":
        return this.#comma();
      case "?":
      case "if":
        this.#leave("sign", "not");
        if (this.#opened.at(-1) === "if") throw this.#unexpected();
        return this.#open(value, value, value === "if" ? CHOICE_PRECEDENCE : 0);
      case ":":
      case "else":
        this.#end(value);
        return this.#open("rest", value, CHOICE_PRECEDENCE);
      default:
        return this.#operator();
    }
  }

  #call(): void {
    if (this.#token(-1).kind !== "name") {
      throw new LimitError("not_allowed", problem("not_callable", { where: this.#here() }));
    }
    this.#open("(", "(", 0);
  }

  #property(): void {
    this.#write(".", 0);
    if (this.#token().kind !== "name") {
      throw new LimitError("syntax", problem("name_missing", { where: this.#here() }));
    }
    this.#write(`$${this.#next}`, null);
  }

  #comma(): void {
    this.#leave("sign", "not", "rest");
    const opened = this.#opened.at(-1);
    if (opened !== "(" && opened !== "[") throw this.#unexpected();
    this.#write(",", 0);
  }

  #operator(): void {
    const { value } = this.#token();
    const after = this.#token(1);
    const two = `${value} ${after.value}`;
    const isTwo = after.kind === "name" && PRECEDENCE.has(two);
    const operator = isTwo ? two : (ALIASES.get(value) ?? value);
    const precedence = PRECEDENCE.get(operator);
    if (precedence === undefined) throw this.#unexpected();
    this.#leave("sign");
    if (precedence < NOT_PRECEDENCE) this.#leave("sign", "not");
    if (isTwo) this.#next++;
    this.#write(operator, precedence);
  }

  #open(opened: Opened, text: string, bound: number): void {
    this.#opened.push(opened);
    if (this.#opened.length >= MAX_DEPTH) {
      throw new LimitError("too_deep", problem("condition_too_deep", { most: MAX_DEPTH, where: this.#here() }));
    }
    this.#write(text, bound);
  }

  #close(closing: string): void {
    this.#end(closing);
    this.#write(closing, null);
  }

  /** Ends what awaits this sign. */
  #end(sign: string): void {
    this.#leave("sign", "not", "rest");
    if (this.#awaited()?.[0] !== sign) throw this.#unexpected();
    this.#opened.pop();
  }

  #leave(...ended: Opened[]): void {
    for (let last = this.#opened.at(-1); last !== undefined && ended.includes(last); last = this.#opened.at(-1)) this.#opened.pop();
  }

  #awaited() {
    const last = this.#opened.at(-1);
    return last && AWAITED.get(last);
  }

  #write(text: string, bound: number | null): void {
    this.#written.push(text);
    this.#next++;
    this.#bound = bound;
  }

  #token(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? { kind: "end", value: "", start: this.#source.length };
  }

  #here(): Problem {
    return where(this.#source, this.#token().start);
  }

  #missingValue(): LimitError {
    const before = this.#token(-1);
    const where = this.#here();
    if (before.kind === "end") return new LimitError("syntax", problem("value_missing", { where }));
    const { kind, value } = this.#token();
    const isNot = kind === "name" && value === "not";
    return new LimitError("syntax", problem(isNot ? "not_needs_parentheses" : "value_missing_after", { before: before.value, where }));
  }

  #unexpected(): LimitError {
    const { kind, value } = this.#token();
    const where = this.#here();
    const word = value.toLowerCase();
    if (kind === "name" && OPERATOR_WORDS.has(word) && word !== value) {
      return new LimitError("syntax", problem("not_lower_case", { where, word }));
    }
    this.#leave("sign", "not", "rest");
    const awaited = this.#awaited();
    return new LimitError("syntax", problem(awaited ? awaited[1] : "condition_goes_on", { where }));
  }
}
