import {
  Output,
  ParseError,
  Parser,
  type PropertyAccessToken,
  type Template,
  type Token,
  TypeGuards,
  Value,
} from "liquidjs/dist/liquid.browser.mjs";
import { problem } from "../problem/problem.ts";
import { FILTERS_WITH_VALUE } from "./filters.ts";
import { Interpolated, type Keys, piecesOf, refuseUnsafe } from "./placeholders.ts";
import { STEP } from "./scope.ts";
import { BoundedFor } from "./tags.ts";
import { LimitError } from "../values/budget.ts";

const MAX_DEPTH = 20;
const MAX_KEY_DEPTH = 5;
export const TAG_NAMES = ["if", "unless", "case", "for", "assign", "capture", "raw", "comment"];
const PARTS_OF_TAGS = /^(?:end\w+|else|elsif|when)$/;

/** Liquid's parser, which also finds placeholders, and refuses what it would let pass or what could not be bounded when it runs. */
export class AuthorParser extends Parser {
  #depth = 0;

  /** Liquid takes the tokens from the front of their list, which moves all others: from the back of a turned list it moves none. */
  override parseTokens(tokens: Token[]): Template[] {
    tokens.reverse();
    tokens.shift = () => tokens.pop();
    return super.parseTokens(tokens);
  }

  override parseToken(token: Token, remaining: Token[]): Template {
    try {
      return this.#parseToken(token, remaining);
    } catch (error) {
      throw error instanceof LimitError ? new ParseError(error, token) : error;
    }
  }

  #parseToken(token: Token, remaining: Token[]): Template {
    if (TypeGuards.isHTMLToken(token)) return new Interpolated(token, piecesOf(token.getContent()));
    if (TypeGuards.isTagToken(token) && !TAG_NAMES.includes(token.name)) throw unknownTag(token.name);
    if (++this.#depth > MAX_DEPTH) throw new LimitError("too_deep", problem("tags_too_deep", { most: MAX_DEPTH }));
    const template = super.parseToken(token, remaining);
    this.#depth--;
    template.cost = STEP * (1 + checkedTokens(template));
    return template instanceof Output ? simplified(template) : template;
  }
}

function unknownTag(name: string): LimitError {
  if (PARTS_OF_TAGS.test(name)) return new LimitError("syntax", problem("tag_alone", { tag: name }));
  return new LimitError("not_allowed", problem("tag_unknown", { tag: name, known: TAG_NAMES.join(", ") }));
}

function simplified(output: Output): Template {
  const [token, ...others] = output.value.initial.postfix;
  if (!token || others.length > 0 || output.value.filters.length > 0) return output;
  const keys = TypeGuards.isPropertyAccessToken(token) ? staticKeys(token) : null;
  return keys ? new Interpolated(output.token, [keys]) : output;
}

function staticKeys({ variable, props }: PropertyAccessToken): Keys | null {
  if (variable) return null;
  const keys: (string | number)[] = [];
  for (const prop of props) {
    if (!TypeGuards.isWordToken(prop) && !TypeGuards.isQuotedToken(prop) && !TypeGuards.isNumberToken(prop)) return null;
    if (typeof prop.content !== "string" && typeof prop.content !== "number") return null;
    keys.push(prop.content);
  }
  return keys;
}

/** How many tokens rendering it evaluates. */
function checkedTokens(template: Template): number {
  let count = 0;
  for (const argument of template.arguments?.() ?? []) {
    if (argument instanceof Value) count += checkedValue(argument);
    else if (template instanceof BoundedFor && argument === template.collection) count += checkedCollection(argument);
    else count += checkedToken(argument);
  }
  return count;
}

function checkedCollection(token: Token): number {
  return TypeGuards.isRangeToken(token) ? checkedToken(token.lhs) + checkedToken(token.rhs) : checkedToken(token);
}

function checkedValue({ initial, filters }: Value): number {
  let operands = 0;
  let count = 0;
  for (const token of initial.postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      count += checkedToken(token);
      operands++;
      continue;
    }
    count++;
    if (token.operator !== "not") operands--;
    if (operands < 1) throw new LimitError("syntax", problem("operator_alone", { operator: token.operator }));
  }
  if (operands > 1) throw new LimitError("syntax", problem("values_side_by_side"));
  for (const { name, args } of filters) {
    count++;
    if (args.length === 0 && FILTERS_WITH_VALUE.has(name)) {
      throw new LimitError("syntax", problem("filter_needs_value", { filter: name }));
    }
    for (const arg of args) {
      const token = Array.isArray(arg) ? arg[1] : arg;
      if (token) count += checkedToken(token);
    }
  }
  return count;
}

function checkedToken(token: Token, depth = 0): number {
  if (TypeGuards.isRangeToken(token)) throw new LimitError("not_allowed", problem("range_misplaced"));
  if (!TypeGuards.isPropertyAccessToken(token)) return 1;
  if (depth > MAX_KEY_DEPTH) throw new LimitError("too_deep", problem("brackets_too_deep"));
  const [root] = token.props;
  const isNamed = token.variable !== undefined || (root && (TypeGuards.isWordToken(root) || TypeGuards.isQuotedToken(root)));
  if (!isNamed) throw new LimitError("not_allowed", problem("brackets_without_name"));
  let count = 1 + (token.variable ? checkedToken(token.variable, depth + 1) : 0);
  for (const prop of token.props) {
    if (TypeGuards.isWordToken(prop) || TypeGuards.isQuotedToken(prop)) refuseUnsafe(String(prop.content));
    count += checkedToken(prop, depth + 1);
  }
  return count;
}
