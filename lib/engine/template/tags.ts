import {
  CaseTag,
  type Context,
  defaultOperators,
  Drop,
  type Emitter,
  evalToken,
  ForTag,
  type Liquid,
  type Operator,
  type Parser,
  type TagToken,
  type Token,
  TypeGuards,
} from "liquidjs/dist/liquid.browser.mjs";
import { problem } from "../problem/problem.ts";
import { jsonOf, type TemplateScope } from "./scope.ts";
import { contains, equals, length, order } from "../values/values.ts";
import { LimitError } from "../values/budget.ts";

const FURTHEST = 1_000_000;

/** Liquid's loop, with its whole tag understood, its list charged beforehand, and ranges that end: Liquid counts up forever beyond 2^53. */
export class BoundedFor extends ForTag {
  constructor(token: TagToken, remaining: Token[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid, parser);
    const { tokenizer, hash } = this;
    tokenizer.skipBlank();
    if (!tokenizer.end() || !Object.entries(hash.hash).every(isOption)) throw new Error(`illegal tag: ${token.getText()}`);
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, unknown> {
    const { collection } = this;
    if (TypeGuards.isRangeToken(collection)) {
      refuseFar(yield evalToken(collection.lhs, context));
      refuseFar(yield evalToken(collection.rhs, context));
    } else {
      const { work } = context as TemplateScope;
      work.spend(length(jsonOf(yield evalToken(collection, context)), work));
    }
    return yield super.render(context, emitter);
  }
}

/** `reversed`, `limit: 2` and `offset: 1`: Liquid passes over all else, so that a filter there changed nothing. */
function isOption([name, value]: [string, unknown]): boolean {
  return name === "reversed" || (value !== undefined && (name === "limit" || name === "offset"));
}

/** Reads the end of a range as Liquid does: what is not a number makes the range empty. */
function refuseFar(value: unknown): void {
  const end = jsonOf(value);
  if (typeof end === "object" && end !== null) throw new LimitError("type", problem("range_not_numbers"));
  if (Math.abs(Number(end)) > FURTHEST) throw new LimitError("too_much_work", problem("range_too_far", { most: FURTHEST }));
}

/** Liquid's choice among values, with our equality. */
export class EqualCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, unknown> {
    const target = yield this.value.value(context);
    const { renderer } = this.liquid;
    let isHit = false;
    for (const { values, templates } of this.branches) {
      for (const candidate of values) {
        if (!(yield isEqual(target, yield evalToken(candidate, context), context))) continue;
        yield renderer.renderTemplates(templates, context, emitter);
        isHit = true;
        break;
      }
    }
    if (!isHit) yield renderer.renderTemplates(this.elseTemplates, context, emitter);
    return undefined;
  }
}

const isEqual: Operator = (left, right, context) => {
  const { work } = context as TemplateScope;
  const drop = left instanceof Drop ? left : right instanceof Drop ? right : null;
  if (drop === null) return equals(jsonOf(left), jsonOf(right), work);
  work.spend(length(jsonOf(drop === left ? right : left), work));
  return defaultOperators["=="]?.(left, right, context);
};

const ordered =
  (holds: (difference: number) => boolean): Operator =>
  (left, right, context) => {
    const difference = order(jsonOf(left), jsonOf(right), (context as TemplateScope).work);
    return difference !== null && holds(difference);
  };

/** What Liquid takes for true: all but null and false. */
function isTrue(value: unknown): boolean {
  const json = jsonOf(value);
  return json !== null && json !== false;
}

/** The comparisons of `{% if %}`, as conditions make them; `and` and `or` give the operand that decides, as there. */
export const OPERATORS: Record<string, Operator> = {
  ...defaultOperators,
  "==": isEqual,
  "!=": function* (left, right, context): Generator<unknown, boolean> {
    return !(yield isEqual(left, right, context));
  },
  "<": ordered((difference) => difference < 0),
  "<=": ordered((difference) => difference <= 0),
  ">": ordered((difference) => difference > 0),
  ">=": ordered((difference) => difference >= 0),
  and: (left, right) => (isTrue(left) ? right : left),
  or: (left, right) => (isTrue(left) ? left : right),
  contains: (left, right, context) => contains(jsonOf(left), jsonOf(right), (context as TemplateScope).work),
};
