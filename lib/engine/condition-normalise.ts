import { CHOICE_PRECEDENCE, FILLER, NOT_PRECEDENCE, PRECEDENCE, SIGNS } from "./condition-operators.ts";
import { type Token, where } from "./condition-tokens.ts";
import { Refusal } from "./work.ts";

const MAX_DEPTH = 50;

const ALIASES = new Map([["&&", "and"], ["||", "or"], ["?.", "."]]);
const OPERATOR_WORDS = new Set(["and", "or", "not", "in", "is", "if", "else"]);
const REFUSED_WORDS = new Set(
  "this new typeof void delete instanceof function lambda await yield import super class".split(" "),
);

/** What has begun and not ended; `rest` is the last part of a choice. */
type Opened = "(" | "[" | "key" | "?" | "if" | "rest" | "not" | "sign";

const AWAITED: ReadonlyMap<Opened, readonly [string, string]> = new Map([
  ["(", [")", "Values are separated by commas, and each opening parenthesis needs a closing one."]],
  ["[", ["]", "Values are separated by commas, and each opening bracket needs a closing one."]],
  ["key", ["]", 'A key is written name["key"] or name[0]; parts of a list can not be taken.']],
  ["?", [":", 'A choice is written "condition ? value : other value".']],
  ["if", ["else", 'A choice is written "value if condition else other value".']],
] as const);

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
    if (this.#tokens.length === 0) throw new Refusal("syntax", "The condition is empty. Write what must be true, such as: age >= 18.");
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
    if (!REFUSED_WORDS.has(word)) return;
    const advice = `If it is a name of the context, write context["${word}"].`;
    throw new Refusal("not_allowed", `"${word}" can not be used in a condition ${this.#here()}. ${advice}`);
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
      case ".":
      case "?.":
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
      throw new Refusal("not_allowed", `This can not be called ${this.#here()}. Only functions such as len(name) and methods such as name.lower() can.`);
    }
    this.#open("(", "(", 0);
  }

  #property(): void {
    this.#write(".", 0);
    if (this.#token().kind !== "name") {
      throw new Refusal("syntax", `A name is missing after the dot ${this.#here()}. Write it, or remove the dot.`);
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
      const advice = "Remove parentheses, or split it over several transitions.";
      throw new Refusal("too_deep", `The condition is nested more than ${MAX_DEPTH} deep ${this.#here()}. ${advice}`);
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

  #awaited(): readonly [string, string] | undefined {
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

  #here(): string {
    return where(this.#source, this.#token().start);
  }

  #missingValue(): Refusal {
    const before = this.#token(-1);
    const after = before.kind === "end" ? "" : ` after "${before.value}"`;
    const { kind, value } = this.#token();
    const advice =
      kind === "name" && value === "not"
        ? 'Put "not" and what follows it in parentheses.'
        : "Write a name, a number, or a text in quotes.";
    return new Refusal("syntax", `A value is missing${after} ${this.#here()}. ${advice}`);
  }

  #unexpected(): Refusal {
    const { kind, value } = this.#token();
    const word = value.toLowerCase();
    if (kind === "name" && OPERATOR_WORDS.has(word) && word !== value) {
      return new Refusal("syntax", `This is not understood ${this.#here()}. Write "${word}" in lower case.`);
    }
    this.#leave("sign", "not", "rest");
    const awaited = this.#awaited();
    if (awaited) return new Refusal("syntax", `"${awaited[0]}" is missing ${this.#here()}. ${awaited[1]}`);
    return new Refusal("syntax", `The condition should have ended ${this.#here()}. Join conditions with "and" or "or", and put texts in quotes.`);
  }
}
