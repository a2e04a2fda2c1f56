/**
 * The part of LiquidJS that we build on. Its browser build runs everywhere, and, unlike its Node build, it brings neither the file
 * system nor Node's types into the engine.
 */
declare module "liquidjs/dist/liquid.browser.mjs" {
  export interface Token {
    kind: number;
    begin: number;
    getText(): string;
    /** Line and column, from 1. */
    getPosition(): [number, number];
  }
  export interface TagToken extends Token {
    name: string;
  }
  export interface HtmlToken extends Token {
    getContent(): string;
  }
  export interface OperatorToken extends Token {
    operator: string;
  }
  export interface ContentToken extends Token {
    content: unknown;
  }
  export interface PropertyAccessToken extends Token {
    variable?: Token;
    props: Token[];
  }
  export interface RangeToken extends Token {
    lhs: Token;
    rhs: Token;
  }
  export const TypeGuards: {
    isTagToken(token: Token): token is TagToken;
    isHTMLToken(token: Token): token is HtmlToken;
    isOperatorToken(token: Token): token is OperatorToken;
    isPropertyAccessToken(token: Token): token is PropertyAccessToken;
    isRangeToken(token: Token): token is RangeToken;
    isQuotedToken(token: Token): token is ContentToken;
    isWordToken(token: Token): token is ContentToken;
    isNumberToken(token: Token): token is ContentToken;
  };

  export interface Emitter {
    buffer: string;
    write(value: unknown): void;
  }
  export interface Template {
    token: Token;
    /** Ours: what rendering it once costs. */
    cost?: number;
    render(scope: Context, emitter: Emitter): unknown;
    arguments?(): Iterable<Value | Token>;
    children?(): Generator<unknown, Template[]>;
    /** What it sets from there on. */
    localScope?(): Iterable<ContentToken>;
    /** What it sets for its children. */
    blockScope?(): string[];
  }
  export class Value {
    readonly filters: { name: string; args: (Token | [string, Token | undefined])[] }[];
    readonly initial: { readonly postfix: readonly Token[] };
    value(scope: Context): Generator<unknown, unknown>;
  }
  export class Output implements Template {
    token: Token;
    cost?: number;
    value: Value;
    render(scope: Context, emitter: Emitter): unknown;
    arguments(): Iterable<Value | Token>;
  }
  export class LiquidError extends Error {
    readonly token: Token;
    readonly originalError?: unknown;
  }
  export class ParseError extends LiquidError {
    constructor(cause: Error, token: Token);
  }
  export class Parser {
    constructor(liquid: Liquid);
    parse(text: string): Template[];
    parseTokens(tokens: Token[]): Template[];
    parseToken(token: Token, remaining: Token[]): Template;
  }
  export class ForTag implements Template {
    token: Token;
    readonly tokenizer: { skipBlank(): void; end(): boolean };
    /** What stands after the list, by its name: `limit: 2`. */
    readonly hash: { readonly hash: Readonly<Record<string, unknown>> };
    constructor(token: TagToken, remaining: Token[], liquid: Liquid, parser: Parser);
    collection: Token;
    render(scope: Context, emitter: Emitter): Generator<unknown, unknown>;
    arguments(): Iterable<Value | Token>;
  }
  export class CaseTag implements Template {
    token: Token;
    liquid: Liquid;
    value: Value;
    branches: { values: Token[]; templates: Template[] }[];
    elseTemplates: Template[];
    render(scope: Context, emitter: Emitter): Generator<unknown, unknown>;
    arguments(): Iterable<Value | Token>;
  }

  export class Drop {
    valueOf(): unknown;
  }
  export interface Limiter {
    use(amount: number): void;
    check(amount: number): void;
  }
  export class Context {
    readonly environments: object;
    readonly globals: object;
    constructor(
      environments: object,
      options: object,
      renderOptions: { sync: boolean },
      parts: { memoryLimit: Limiter; renderLimit: Limiter; liquid: Liquid },
    );
    findScope(key: string | number): unknown;
    readProperty(of: unknown, key: unknown): unknown;
  }

  export interface FilterThis {
    context: Context;
  }
  export type FilterHandler = (this: FilterThis, value: unknown, ...args: unknown[]) => unknown;
  export const filters: Record<string, FilterHandler | { handler: FilterHandler }>;
  export type Operator = (left: unknown, right: unknown, scope: Context) => unknown;
  export const defaultOperators: Record<string, Operator>;
  export class Liquid {
    readonly options: object;
    readonly tags: Record<string, unknown>;
    renderer: { renderTemplates(templates: readonly Template[], scope: Context, emitter?: Emitter): Generator<unknown, string> };
    constructor(options: object);
    registerTag(name: string, tag: unknown): void;
    registerFilter(name: string, handler: FilterHandler): void;
    unregisterFilter(name: string): void;
  }
  export function evalToken(token: Token, scope: Context): Generator<unknown, unknown>;
  export function toValue(value: unknown): unknown;
  export function toValueSync<Result>(value: Generator<unknown, Result>): Result;
}
