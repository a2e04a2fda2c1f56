import { AWAITED, type Kind, type Opened } from "./opened.ts";
import { missingValue, unexpected } from "./misplaced.ts";
import { CHOICE_PRECEDENCE, FILLER, NOT_PRECEDENCE, OBJECT, OPERATOR_WORDS, PRECEDENCE, SIGNS, SLICE } from "./operators.ts";
import { type Token, where } from "./tokens.ts";
import { type Problem, problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import { TESTS } from "../vocabulary/tests.ts";

const MAX_DEPTH = 50;

const ALIASES = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["?.", "."],
  ["..", "to"],
]);
const REFUSED_WORDS = new Set("this new typeof void delete instanceof function lambda await yield import super class".split(" "));
const LITERAL_WORDS = new Set(["true", "True", "false", "False", "null", "undefined", "None", "none", "nil"]);

/** What a name is, where its place alone does not say so. */
export type Role = "filter" | "called filter" | "liquid filter" | "test" | "negated test" | "named" | "index";

const CLOSING = new Set([")", "]", "}"]);
/** What goes on with the value before it. */
const POSTFIX = new Set([".", "?.", "[", "("]);

interface Normalised {
  text: string;
  /** By the number of the token. */
  roles: ReadonlyMap<number, Role>;
}

/**
 * Writes an expression, in whichever spelling, as the one that jsep reads in the one way that is meant:
 *
 * - A name, number or text is written as `$` and the number of its token: nothing that an author wrote reaches jsep.
 * - `(a)` becomes `_(a)`, which keeps `(1 < x) < 5` apart from `1 < x < 5`, and `(a, b)` a list. `[a,]` becomes `[a, _]`.
 * - `not a` becomes `_ not a`, with an operator between two values, since all that jsep lets stand before one value binds tightest.
 * - Filters and tests become calls, `a|f(b)` and `a | f: b` and `a is f(b)` alike `a.f(b)`; `a[b:]` becomes `a.slice(b, _)`, an object a
 *   call with its keys and values, `f(k=v)` becomes `f(k, v)`. A choice without `else` gets one.
 *
 * Throws a `LimitError` for what is nested too deeply and for what is no whole expression, much of which jsep would let pass.
 */
export function normalise(source: string, tokens: readonly Token[]): Normalised {
  return new Writer(source, tokens).write();
}

class Writer {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #written: string[] = [];
  readonly #opened: Opened[] = [];
  readonly #roles = new Map<number, Role>();
  #next = 0;
  /** How tightly the value that has to follow is bound to what stands before; null when a value has just ended. */
  #bound: number | null = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  write(): Normalised {
    if (this.#tokens.length === 0) throw new LimitError("syntax", problem("condition_empty"));
    while (this.#next < this.#tokens.length) {
      if (this.#bound === null) this.#afterValue(this.#token());
      else this.#value(this.#token(), this.#bound);
    }
    if (this.#bound !== null) throw this.#missingValue();
    this.#leave("sign", "not", "rest", "if", "liquid", "argument");
    if (this.#opened.length > 0) throw this.#unexpected();
    return { text: this.#written.join(" "), roles: this.#roles };
  }

  #value({ kind, value }: Token, bound: number): void {
    const top = this.#opened.at(-1)?.kind;
    if (top === "{" && this.#isAwaitingKey()) return this.#objectKey();
    if (kind === "symbol") {
      if (value === "(") this.#open("(", `${FILLER} (`, 0);
      else if (value === "[") this.#open("[", "[", 0);
      else if (value === "{") this.#open("{", `${OBJECT} (`, 0);
      else if (SIGNS.has(value)) this.#open("sign", value, Number.POSITIVE_INFINITY);
      else if (value === ":" && (top === "key" || top === "slice")) this.#slice(top);
      else this.#endOfItems(value);
    } else if (value === "not" && kind === "name" && bound <= NOT_PRECEDENCE) {
      this.#open("not", `${FILLER} not`, NOT_PRECEDENCE);
    } else if (kind === "name" && this.#isNamed(top)) {
      this.#roles.set(this.#next, "named");
      this.#written.push(`$${this.#next} ,`);
      this.#next += 2;
      this.#bound = 0;
    } else {
      if (kind === "name") this.#checkWord(value);
      this.#write(`$${this.#next}`, null);
    }
  }

  /** `key=value` in parentheses, `key: value` behind a filter's colon. */
  #isNamed(top: Kind | undefined): boolean {
    const { kind, value } = this.#token(1);
    return kind === "symbol" && ((top === "call" && value === "=") || (top === "liquid" && value === ":"));
  }

  #isAwaitingKey(): boolean {
    const { kind, value } = this.#token(-1);
    return kind === "symbol" && (value === "{" || value === ",");
  }

  #objectKey(): void {
    const { kind, value } = this.#token();
    if (kind === "symbol" && value === "}") {
      if (this.#token(-1).value === ",") this.#written.push(FILLER);
      return this.#close(value);
    }
    if (kind !== "text" || this.#token(1).value !== ":") throw new LimitError("syntax", problem("key_not_quoted", { where: this.#here() }));
    this.#written.push(`$${this.#next} ,`);
    this.#next += 2;
    this.#bound = 0;
  }

  #checkWord(word: string): void {
    if (OPERATOR_WORDS.has(word)) throw this.#missingValue();
    if (REFUSED_WORDS.has(word)) throw new LimitError("not_allowed", problem("word_refused", { word, where: this.#here() }));
  }

  /** The end of `()`, `[]`, of a list with a comma after its last value, or of a slice without an end. */
  #endOfItems(closing: string): void {
    const before = this.#token(-1).value;
    const top = this.#opened.at(-1)?.kind;
    const isEmpty = (before === "(" || before === "[") && top !== "key";
    const isSlice = top === "slice" && before === ":";
    if (!CLOSING.has(closing) || (before !== "," && !isEmpty && !isSlice)) throw this.#missingValue();
    if (!isEmpty) this.#written.push(FILLER);
    this.#close(closing);
  }

  #afterValue({ kind, value, start }: Token): void {
    if (kind === "number" && this.#source[start] === "." && /^\.\d+$/.test(value)) return this.#index();
    if (kind === "number" || kind === "text") throw this.#unexpected();
    if (!POSTFIX.has(value)) this.#endArgument(value);
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
      case "|":
        return this.#filter();
      case ")":
      case "]":
      case "}":
        return this.#close(value);
      case ",":
        return this.#comma();
      case "?":
      case "if":
        this.#leave("sign", "not");
        if (this.#opened.at(-1)?.kind === "if") throw this.#unexpected();
        return this.#open(value, value, value === "if" ? CHOICE_PRECEDENCE : 0);
      case ":":
        if (this.#isSliceOpen()) return this.#slice(this.#opened.at(-1)?.kind === "slice" ? "slice" : "key");
        this.#end(value);
        return this.#rest(value);
      case "else":
        this.#end(value);
        return this.#rest(value);
      case "=":
        throw new LimitError(
          "not_allowed",
          problem("symbol_refused", { where: this.#here(), symbol: "=", advice: problem("advice_compare") }),
        );
      default:
        if (value === "is" && kind === "name" && this.#test()) return;
        return this.#operator();
    }
  }

  #call(): void {
    if (this.#token(-1).kind !== "name") throw new LimitError("not_allowed", problem("not_callable", { where: this.#here() }));
    this.#open("call", "(", 0);
  }

  #property(): void {
    this.#write(".", 0);
    if (this.#token().kind !== "name") throw new LimitError("syntax", problem("name_missing", { where: this.#here() }));
    this.#write(`$${this.#next}`, null);
  }

  /** `items.0`, as Jinja and Liquid write it. */
  #index(): void {
    this.#roles.set(this.#next, "index");
    this.#write(`[ $${this.#next} ]`, null);
  }

  #isSliceOpen(): boolean {
    this.#leave("sign", "not", "rest", "if");
    const top = this.#opened.at(-1)?.kind;
    return top === "key" || top === "slice";
  }

  /** A colon between brackets. Before its first the brackets were a key's. */
  #slice(top: "key" | "slice"): void {
    const opened = this.#opened.at(-1);
    if (opened === undefined) throw this.#unexpected();
    if (top === "key") {
      this.#written[opened.at] = `. ${SLICE} (`;
      this.#opened[this.#opened.length - 1] = { kind: "slice", at: opened.at };
    }
    if (this.#bound !== null) this.#written.push(FILLER);
    this.#write(",", 0);
  }

  /** `|name`, `|name(a, key=b)`, `| name: a, key: b`. */
  #filter(): void {
    this.#next++;
    const { kind } = this.#token();
    if (kind !== "name") throw new LimitError("syntax", problem("filter_name_missing", { where: this.#here() }));
    const name = this.#next;
    this.#callOn(name);
    if (this.#token().value === "(" && this.#token().kind === "symbol") {
      this.#roles.set(name, "called filter");
      this.#openCall("call");
    } else if (this.#token().value === ":" && !this.#isColonAwaited()) {
      this.#roles.set(name, "liquid filter");
      this.#openCall("liquid");
    } else {
      this.#roles.set(name, "filter");
      this.#written.push(")");
    }
  }

  /** Whether the next colon belongs to a choice, a slice or an object that is open. */
  #isColonAwaited(): boolean {
    const open = this.#opened.findLast(({ kind }) => !["sign", "not", "rest", "if"].includes(kind))?.kind;
    return open === "?" || open === "key" || open === "slice";
  }

  /** `is [not] test`, with its value in parentheses or not. Not before a literal, which `is` compares with. */
  #test(): boolean {
    const isNot = this.#token(1).kind === "name" && this.#token(1).value === "not";
    const tested = this.#token(isNot ? 2 : 1);
    if (tested.kind !== "name") return false;
    const test = TESTS.get(tested.value);
    if (test === undefined) {
      if (LITERAL_WORDS.has(tested.value)) return false;
      this.#next += isNot ? 2 : 1;
      throw new LimitError(
        "not_allowed",
        problem("test_unknown", { test: tested.value, where: this.#here(), known: [...TESTS.keys()].join(", ") }),
      );
    }
    this.#next += isNot ? 2 : 1;
    this.#roles.set(this.#next, isNot ? "negated test" : "test");
    this.#callOn(this.#next);
    if (this.#token().value === "(" && this.#token().kind === "symbol") this.#openCall("call");
    else if (test.parameters.length > 1) this.#openCall("argument");
    else this.#written.push(")");
    return true;
  }

  /** Begins a call of this name on the value before it, its sign included. */
  #callOn(name: number): void {
    let from = -1;
    for (let last = this.#opened.at(-1); last?.kind === "sign" && this.#written[last.at] !== "!"; last = this.#opened.at(-1)) {
      from = last.at;
      this.#opened.pop();
    }
    if (from >= 0) {
      this.#written[from] = `${FILLER} ( ${this.#written[from] ?? ""}`;
      this.#written.push(")");
    }
    this.#write(`. $${name} (`, null);
  }

  /** Goes into the values of a call: over its parenthesis or colon, if it has one. */
  #openCall(kind: "call" | "liquid" | "argument"): void {
    if (kind === "argument") this.#next--;
    this.#open(kind, "", kind === "call" ? 0 : Number.POSITIVE_INFINITY);
  }

  #comma(): void {
    this.#leave("sign", "not", "rest", "if");
    const opened = this.#opened.at(-1)?.kind;
    if (opened !== "(" && opened !== "call" && opened !== "[" && opened !== "{" && opened !== "liquid") throw this.#unexpected();
    this.#write(",", opened === "liquid" ? Number.POSITIVE_INFINITY : 0);
  }

  #rest(word: string): void {
    // In a row of choices each goes into the last part of the one before, and none is deeper for it.
    if (word === "else" && this.#opened.at(-1)?.kind === "rest") return this.#write(word, CHOICE_PRECEDENCE);
    this.#open("rest", word, CHOICE_PRECEDENCE);
  }

  #operator(): void {
    const { kind, value } = this.#token();
    const after = this.#token(1);
    const two = `${value} ${after.value}`;
    const isTwo = kind === "name" && after.kind === "name" && PRECEDENCE.has(two);
    const operator = isTwo ? two : (ALIASES.get(value) ?? value);
    const precedence = PRECEDENCE.get(operator);
    if (precedence === undefined || (kind === "name" && operator === "to")) throw this.#unexpected();
    this.#leave("sign");
    if (precedence < NOT_PRECEDENCE) this.#leave("sign", "not");
    if (operator === "to" && this.#opened.at(-1)?.kind !== "(") throw new LimitError("syntax", problem("range_misplaced"));
    if (isTwo) this.#next++;
    this.#write(operator, precedence);
  }

  #open(kind: Kind, text: string, bound: number): void {
    this.#opened.push({ kind, at: this.#written.length });
    if (this.#opened.length >= MAX_DEPTH) {
      throw new LimitError("too_deep", problem("condition_too_deep", { most: MAX_DEPTH, where: this.#here() }));
    }
    this.#write(text, bound);
  }

  #close(closing: string): void {
    this.#end(closing);
    this.#write(closing === "]" && this.#ended?.kind !== "slice" ? "]" : ")", null);
  }

  #ended: Opened | undefined;

  /** Ends what awaits this sign. */
  #end(sign: string): void {
    if (sign === "else") this.#leave("sign", "not", "rest");
    else this.#leave("sign", "not", "rest", "if", "liquid", "argument");
    if (this.#awaited()?.[0] !== sign) throw this.#unexpected();
    this.#ended = this.#opened.pop();
  }

  /** A value behind a colon or a test has ended, when something comes that does not go on with it. */
  #endArgument(next: string): void {
    for (;;) {
      const inner = this.#opened.findLast(({ kind }) => kind !== "sign")?.kind;
      if (inner !== "argument" && !(inner === "liquid" && next !== ",")) return;
      this.#leave("sign");
      this.#opened.pop();
      this.#written.push(")");
    }
  }

  #leave(...ended: Kind[]): void {
    for (let last = this.#opened.at(-1); last !== undefined && ended.includes(last.kind); last = this.#opened.at(-1)) {
      this.#opened.pop();
      if (last.kind === "if") this.#written.push(`else ${FILLER}`);
      if (last.kind === "liquid" || last.kind === "argument") this.#written.push(")");
    }
  }

  #awaited() {
    const last = this.#opened.at(-1);
    return last && AWAITED.get(last.kind);
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
    return missingValue(this.#source, this.#token(-1), this.#token());
  }

  #unexpected(): LimitError {
    const token = this.#token();
    this.#leave("sign", "not", "rest");
    return unexpected(this.#source, token, this.#awaited()?.[1]);
  }
}
