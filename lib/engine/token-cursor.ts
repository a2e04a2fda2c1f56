import { type Token, tokenize, where } from "./condition-tokens.ts";
import { Refusal } from "./work.ts";

/** Walks through the tokens of a condition; what begins with `takes` moves on when the token is there. */
export class TokenCursor {
  readonly source: string;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #next = 0;

  constructor(source: string) {
    this.source = source;
    this.#tokens = tokenize(source);
    this.#end = { kind: "end", value: "", start: source.length };
  }

  /** The token that comes next, or one further ahead (the one before: -1). */
  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? this.#end;
  }

  move(tokens = 1): void {
    this.#next += tokens;
  }

  is(symbol: string): boolean {
    const { kind, value } = this.peek();
    return kind === "symbol" && value === symbol;
  }

  isWord(word: string, ahead = 0): boolean {
    const { kind, value } = this.peek(ahead);
    return kind === "name" && value === word;
  }

  takes(symbol: string): boolean {
    const isNext = this.is(symbol);
    if (isNext) this.move();
    return isNext;
  }

  takesWord(word: string): boolean {
    const isNext = this.isWord(word);
    if (isNext) this.move();
    return isNext;
  }

  /** The next token if it is one of these symbols. */
  takesOneOf(symbols: ReadonlySet<string>): string | null {
    const { kind, value } = this.peek();
    if (kind !== "symbol" || !symbols.has(value)) return null;
    this.move();
    return value;
  }

  expect(symbol: string, advice: string): void {
    if (!this.takes(symbol)) throw new Refusal("syntax", `"${symbol}" is missing ${this.here()}. ${advice}`);
  }

  here(token: Token = this.peek()): string {
    return where(this.source, token.start);
  }
}
