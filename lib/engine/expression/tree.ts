import type jsep from "jsep";
import { arranged, type Callable } from "../vocabulary/callable.ts";
import { FILTERS, JINJA_FILTERS } from "../vocabulary/filters.ts";
import { FUNCTIONS } from "../vocabulary/functions.ts";
import { METHODS, REFUSED_METHODS } from "../vocabulary/methods.ts";
import { TESTS } from "../vocabulary/tests.ts";
import { type Key, type Named, type Node, type ParsedExpression, type Read, type Step, WHOLE_CONTEXT } from "./nodes.ts";
import type { Role } from "./normalise.ts";
import { FILLER, OBJECT, PRECEDENCE, SIGNS, SLICE, SUM_PRECEDENCE } from "./operators.ts";
import { type Token, where } from "./tokens.ts";
import { isUnsafeKey } from "../context.ts";
import { type Problem, problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { isReserved } from "../values/names.ts";

const LITERALS = new Map<string, Json>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["undefined", null],
  ["None", null],
  ["none", null],
  ["nil", null],
]);

/**
 * What jsep made of a normalised expression, as our own nodes: those named here and no others, each name and function looked up.
 * Throws a `LimitError` for anything else.
 */
export function toTree(
  root: jsep.Expression,
  source: string,
  tokens: readonly Token[],
  roles: ReadonlyMap<number, Role>,
): ParsedExpression {
  const builder = new TreeBuilder(source, tokens, roles);
  return { root: builder.node(root), reads: builder.reads };
}

class TreeBuilder {
  readonly reads: Read[] = [];
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #roles: ReadonlyMap<number, Role>;

  constructor(source: string, tokens: readonly Token[], roles: ReadonlyMap<number, Role>) {
    this.#source = source;
    this.#tokens = tokens;
    this.#roles = roles;
  }

  node(expression: jsep.Expression): Node {
    const found = expression as jsep.CoreExpression;
    switch (found.type) {
      case "Identifier":
        return isFiller(found) ? { type: "value", value: null } : this.#leaf(found);
      case "MemberExpression":
      case "CallExpression":
        return this.#chain(found);
      case "ArrayExpression":
        return { type: "list", items: this.#items(found.elements) };
      case "UnaryExpression": {
        const type = SIGNS.get(found.operator);
        if (!type) throw this.#notUnderstood();
        return { type, of: this.node(found.argument) };
      }
      case "BinaryExpression":
        if (found.operator === "not") return this.#not(found);
        return found.operator === "if" ? this.#choice(found) : this.#series(found);
      case "ConditionalExpression":
        return {
          type: "choice",
          branches: [{ test: this.node(found.test), value: this.node(found.consequent) }],
          otherwise: this.node(found.alternate),
        };
      default:
        throw this.#notUnderstood();
    }
  }

  #leaf(identifier: jsep.Identifier): Node {
    const token = this.#token(identifier);
    const { kind, value } = token;
    if (kind === "text") return { type: "value", value };
    if (kind === "number") return { type: "value", value: this.#number(token) };
    const literal = LITERALS.get(value);
    if (literal !== undefined) return { type: "value", value: literal };
    return this.#path([this.#checked(value, token)]);
  }

  /** Whole numbers that a JavaScript number may not keep stay as their digits. */
  #number(token: Token): Json {
    const digits = token.value.replaceAll("_", "");
    const number = Number(digits);
    if (!Number.isFinite(number)) throw new LimitError("syntax", problem("number_too_large", { where: this.#at(token) }));
    return /^\d{16,}$/.test(digits) && !Number.isSafeInteger(number) ? digits : number;
  }

  /** `not not a` comes as `(_ not _) not a`. */
  #not({ left, right }: jsep.BinaryExpression): Node {
    let node: Node = { type: "not", of: this.node(right) };
    for (let outer = left; !isFiller(outer); outer = (outer as jsep.BinaryExpression).left) node = { type: "not", of: node };
    return node;
  }

  /** `yes if test else no`, which jsep reads as `yes if (test else no)`; in a row of them each `no` is the next. */
  #choice(whole: jsep.BinaryExpression): Node {
    const branches: { test: Node; value: Node }[] = [];
    let rest: jsep.Expression = whole;
    while (rest.type === "BinaryExpression" && (rest as jsep.BinaryExpression).operator === "if") {
      const { left, right } = rest as jsep.BinaryExpression;
      const { operator, left: test, right: no } = right as jsep.BinaryExpression;
      if (operator !== "else") throw this.#notUnderstood();
      branches.push({ value: this.node(left), test: this.node(test) });
      rest = no;
    }
    return { type: "choice", branches, otherwise: this.node(rest) };
  }

  /** Operators that bind alike, which jsep nests to the left: flat again, so that comparisons chain and long sums are not deep. */
  #series(whole: jsep.BinaryExpression): Node {
    const { operator } = whole;
    const precedence = PRECEDENCE.get(operator);
    if (precedence === undefined) throw this.#notUnderstood();
    const links: jsep.BinaryExpression[] = [];
    let start: jsep.Expression = whole;
    while (start.type === "BinaryExpression" && PRECEDENCE.get((start as jsep.BinaryExpression).operator) === precedence) {
      links.push(start as jsep.BinaryExpression);
      start = (start as jsep.BinaryExpression).left;
    }
    const first = this.node(start);
    const rest = links.reverse().map((link) => ({ operator: link.operator, operand: this.node(link.right) }));
    if (operator === "and" || operator === "or") return { type: operator, items: [first, ...rest.map(({ operand }) => operand)] };
    const [only] = rest;
    if (operator === "to" && only) {
      if (rest.length > 1) throw new LimitError("syntax", problem("range_misplaced"));
      return { type: "range", from: first, to: only.operand };
    }
    // Python reads a row of powers from the right, Jinja from the left.
    if (operator === "**" && rest.length > 1) throw new LimitError("not_allowed", problem("powers_in_a_row"));
    return { type: precedence < SUM_PRECEDENCE ? "compare" : "calculate", first, rest };
  }

  #items(elements: readonly (jsep.Expression | null)[]): Node[] {
    return elements.flatMap((element) => {
      if (element === null) throw this.#notUnderstood();
      return isFiller(element) ? [] : [this.node(element)];
    });
  }

  /** A value and all that is done to it, however much: flat, from left to right. */
  #chain(whole: jsep.Expression): Node {
    const links: (jsep.MemberExpression | Called)[] = [];
    let start = whole;
    for (;;) {
      if (start.type === "MemberExpression") {
        links.push(start as jsep.MemberExpression);
        start = (start as jsep.MemberExpression).object;
      } else if (start.type === "CallExpression" && (start as jsep.CallExpression).callee.type === "MemberExpression") {
        links.push(start as Called);
        start = (start as Called).callee.object;
      } else break;
    }
    const done = links.reverse();
    const first = start.type === "CallExpression" ? this.#called(start as jsep.CallExpression) : this.#root(start);
    const calls = done.findIndex(({ type }) => type === "CallExpression");
    const leading = first.type === "path" ? done.slice(0, calls < 0 ? done.length : calls) : [];
    // Before what its keys read, as it is written.
    const place = this.reads.length;
    const node: Node =
      first.type === "path"
        ? { type: "path", keys: [...first.keys, ...leading.map((link) => this.#key(link as jsep.MemberExpression))] }
        : first;
    if (node.type === "path") this.#note(node.keys, place);
    const steps: Step[] = [];
    for (const link of done.slice(leading.length)) {
      steps.push(
        link.type === "CallExpression"
          ? this.#step(link as Called, node, steps)
          : { kind: "key", key: this.#key(link as jsep.MemberExpression) },
      );
    }
    return steps.length === 0 ? node : { type: "chain", of: node, steps };
  }

  /** As `node`, but a path is noted only when it is known how far it goes. */
  #root(start: jsep.Expression): Node {
    const name = start.type === "Identifier" && !isFiller(start) ? this.#token(start as jsep.Identifier) : null;
    const isName = name?.kind === "name" && !LITERALS.has(name.value);
    return isName ? { type: "path", keys: [this.#checked(name.value, name)] } : this.node(start);
  }

  #key({ computed, property }: jsep.MemberExpression): Key {
    const token = property.type === "Identifier" && !isFiller(property) ? this.#token(property as jsep.Identifier) : null;
    if (!computed && token) return this.#checked(token.value, token);
    if (token && this.#roleOf(property) === "index") return Number(token.value.slice(1));
    const key = this.node(property);
    if (key.type !== "value" || typeof key.value === "boolean" || typeof key.value === "object") return key;
    return typeof key.value === "string" ? this.#checked(key.value, token) : key.value;
  }

  /** A function, what was in parentheses (one value, or with a comma a list, as in Python), or a written object. */
  #called({ callee, arguments: values }: jsep.CallExpression): Node {
    if (isFiller(callee)) {
      const items = this.#items(values);
      const [only] = items;
      return only && values.length === 1 ? only : { type: "list", items };
    }
    if (callee.type !== "Identifier") throw new LimitError("not_allowed", problem("not_callable", { where: problem("at_end") }));
    if (callee["name"] === OBJECT) return this.#object(values);
    const token = this.#token(callee as jsep.Identifier);
    const run = FUNCTIONS.get(token.value);
    if (run === undefined || token.kind !== "name") throw this.#unknown(token, FUNCTIONS);
    return { type: "call", name: token.value, run, ...this.#values(token, run, values, 0) };
  }

  #object(values: readonly jsep.Expression[]): Node {
    const entries: { key: string; value: Node }[] = [];
    for (let index = 0; index + 1 < values.length; index += 2) {
      const token = this.#token(values[index] as jsep.Identifier);
      entries.push({ key: this.#checked(token.value, token), value: this.node(values[index + 1] as jsep.Expression) });
    }
    return { type: "object", entries };
  }

  #step({ callee, arguments: values }: Called, of: Node, before: readonly Step[]): Step {
    const { property } = callee;
    if (property.type === "Identifier" && property["name"] === SLICE) return this.#slice(values);
    const token = this.#token(property as jsep.Identifier);
    const role = this.#roleOf(property);
    if (role === "test" || role === "negated test") return this.#test(token, values, role === "negated test");
    if (role === "filter" || role === "called filter" || role === "liquid filter") {
      const run = (role === "called filter" ? JINJA_FILTERS.get(token.value) : undefined) ?? FILTERS.get(token.value);
      if (run === undefined)
        throw new LimitError("not_allowed", problem("filter_unknown", { filter: token.value, known: [...FILTERS.keys()].join(", ") }));
      return { kind: "filter", name: token.value, run, negated: false, ...this.#values(token, run, values, 1, role === "liquid filter") };
    }
    this.#checked(token.value, token);
    // Of Jinja's own, which has no blocks here; a value of that name is read all the same.
    if (of.type === "path" && of.keys[0] === "self") throw this.#unknown(token, METHODS);
    const run = METHODS.get(token.value);
    if (run === undefined) {
      if (REFUSED_METHODS.has(token.value))
        throw new LimitError("not_allowed", problem("changes_in_place", { name: token.value, where: this.#at(token) }));
      throw this.#unknown(token, METHODS);
    }
    const step: Step = { kind: "method", name: token.value, run, negated: false, ...this.#values(token, run, values, 1) };
    const [, key] = step.values;
    if (token.value === "get" && of.type === "path" && before.length === 0 && key?.type === "value" && typeof key.value === "string")
      this.#note([...of.keys, this.#checked(key.value, token)]);
    return step;
  }

  #test(token: Token, values: readonly jsep.Expression[], negated: boolean): Step {
    if (token.value === "defined" || token.value === "undefined")
      return { kind: "defined", negated: negated === (token.value === "defined") };
    const run = TESTS.get(token.value);
    if (run === undefined) throw this.#notUnderstood();
    return { kind: "test", name: token.value, run, negated, ...this.#values(token, run, values, 1) };
  }

  #slice(values: readonly jsep.Expression[]): Step {
    if (values.length > 3) throw new LimitError("syntax", problem("slice_too_long"));
    const [from, to, step] = values.map((value) => (isFiller(value) ? null : this.node(value)));
    return { kind: "slice", from: from ?? null, to: to ?? null, step: step ?? null };
  }

  /** `before`: 1 where the value before the call is the first. `isLiquid`: what is too much is passed over, as Liquid does. */
  #values(
    token: Token,
    run: Callable,
    elements: readonly jsep.Expression[],
    before: 0 | 1,
    isLiquid = false,
  ): { values: (Node | undefined)[]; named: Named[] } {
    const values: (Node | undefined)[] = [];
    const named: Named[] = [];
    // Its place is taken, and filled when it runs.
    if (before === 1) values.push({ type: "value", value: null });
    for (let index = 0; index < elements.length; index++) {
      const element = elements[index] as jsep.Expression;
      if (this.#roleOf(element) === "named") {
        const name = this.#token(element as jsep.Identifier);
        named.push({ name: this.#checked(name.value, name), value: this.node(elements[++index] as jsep.Expression) });
      } else if (!isFiller(element)) {
        if (named.length > 0) throw new LimitError("syntax", problem("value_after_named", { where: this.#at(token) }));
        values.push(this.node(element));
      }
    }
    const given = isLiquid
      ? { values: values.slice(0, run.parameters.length), named: named.filter(({ name }) => run.parameters.includes(name)) }
      : { values, named };
    return arranged(token.value, run, given.values, given.named, () => this.#at(token), before);
  }

  #path(keys: readonly Key[]): Node {
    this.#note(keys);
    return { type: "path", keys };
  }

  /** Notes what the expression reads, up to the first key that is only known when it runs. */
  #note(keys: readonly Key[], place = this.reads.length): void {
    const unknown = keys.findIndex((key) => typeof key === "object");
    const known = keys.slice(0, unknown < 0 ? keys.length : unknown) as (string | number)[];
    const within = known[0] === WHOLE_CONTEXT ? known.slice(1) : known;
    const asksLength = within.length > 1 && within.at(-1) === "length";
    if (asksLength) within.pop();
    if (within.length > 0) this.reads.splice(place, 0, { keys: within, isWhole: unknown < 0 && !asksLength });
  }

  #checked(name: string, token: Token | null): string {
    if (!isUnsafeKey(name) && !(token?.kind === "name" && isReserved(name))) return name;
    throw new LimitError(
      "not_allowed",
      token ? problem("name_reserved_at", { name, where: this.#at(token) }) : problem("name_reserved", { name }),
    );
  }

  #unknown(token: Token, known: ReadonlyMap<string, unknown>): LimitError {
    const params = { name: token.value, where: this.#at(token), known: [...known.keys()].join(", ") };
    return new LimitError("not_allowed", problem("function_unknown", params));
  }

  #roleOf(expression: jsep.Expression): Role | undefined {
    const name: unknown = expression.type === "Identifier" ? expression["name"] : undefined;
    return typeof name === "string" && name.startsWith("$") ? this.#roles.get(Number(name.slice(1))) : undefined;
  }

  /** The token that a `$` and its number stand for. */
  #token({ name }: jsep.Identifier): Token {
    const token = this.#tokens[Number(name.slice(1))];
    if (!token) throw this.#notUnderstood();
    return token;
  }

  #at(token: Token): Problem {
    return where(this.#source, token.start);
  }

  #notUnderstood(): LimitError {
    return new LimitError("syntax", problem("condition_not_understood"));
  }
}

interface Called extends jsep.Expression {
  type: "CallExpression";
  callee: jsep.MemberExpression;
  arguments: jsep.Expression[];
}

function isFiller(expression: jsep.Expression): boolean {
  return expression.type === "Identifier" && expression["name"] === FILLER;
}
