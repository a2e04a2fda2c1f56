import type jsep from "jsep";
import { FUNCTIONS, METHODS, type ConditionFunction } from "./functions.ts";
import { type Key, type Node, type ParsedCondition, WHOLE_CONTEXT } from "./nodes.ts";
import { FILLER, PRECEDENCE, SIGNS, SUM_PRECEDENCE } from "./operators.ts";
import { type Token, where } from "./tokens.ts";
import { isUnsafeKey } from "../context.ts";
import { pathText } from "../values/path-text.ts";
import { type Problem, problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";

const LITERALS = new Map<string, Json>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["undefined", null],
  ["None", null],
]);

/**
 * What jsep made of a normalised condition, as our own nodes: those named here and no others, each name and function looked up.
 * Throws a `Refusal` for anything else.
 */
export function toTree(root: jsep.Expression, source: string, tokens: readonly Token[]): ParsedCondition {
  const builder = new TreeBuilder(source, tokens);
  return { root: builder.node(root), paths: [...builder.paths] };
}

class TreeBuilder {
  readonly paths = new Set<string>();
  readonly #source: string;
  readonly #tokens: readonly Token[];

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  node(expression: jsep.Expression): Node {
    const found = expression as jsep.CoreExpression;
    switch (found.type) {
      case "Identifier":
        return this.#leaf(this.#token(found));
      case "MemberExpression":
        return this.#members(found);
      case "CallExpression":
        return this.#call(found);
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
        return { type: "choice", test: this.node(found.test), yes: this.node(found.consequent), no: this.node(found.alternate) };
      default:
        throw this.#notUnderstood();
    }
  }

  #leaf(token: Token): Node {
    const { kind, value } = token;
    if (kind === "text") return { type: "value", value };
    if (kind === "number") {
      const number = Number(value);
      if (Number.isFinite(number)) return { type: "value", value: number };
      throw new LimitError("syntax", problem("number_too_large", { where: this.#at(token) }));
    }
    const literal = LITERALS.get(value);
    if (literal !== undefined) return { type: "value", value: literal };
    return this.#path([this.#checked(value, token)]);
  }

  /** `not not a` comes as `(_ not _) not a`. */
  #not({ left, right }: jsep.BinaryExpression): Node {
    let node: Node = { type: "not", of: this.node(right) };
    for (let outer = left; !isFiller(outer); outer = (outer as jsep.BinaryExpression).left) node = { type: "not", of: node };
    return node;
  }

  /** `yes if test else no`, which jsep reads as `yes if (test else no)`. */
  #choice({ left, right }: jsep.BinaryExpression): Node {
    const { operator, left: test, right: no } = right as jsep.BinaryExpression;
    if (operator !== "else") throw this.#notUnderstood();
    return { type: "choice", yes: this.node(left), test: this.node(test), no: this.node(no) };
  }

  /** Operators that bind alike, which jsep nests to the left: flat again, so that comparisons chain and long conditions are not deep. */
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
    return { type: precedence < SUM_PRECEDENCE ? "compare" : "calculate", first, rest };
  }

  #items(elements: readonly (jsep.Expression | null)[]): Node[] {
    return elements.flatMap((element) => {
      if (element === null) throw this.#notUnderstood();
      return isFiller(element) ? [] : [this.node(element)];
    });
  }

  #members(whole: jsep.MemberExpression): Node {
    const links: jsep.MemberExpression[] = [];
    let start: jsep.Expression = whole;
    while (start.type === "MemberExpression") {
      links.push(start as jsep.MemberExpression);
      start = (start as jsep.MemberExpression).object;
    }
    const name = start.type === "Identifier" ? this.#token(start as jsep.Identifier) : null;
    const isName = name?.kind === "name" && !LITERALS.has(name.value);
    const of: Node = isName ? { type: "path", keys: [this.#checked(name.value, name)] } : this.node(start);
    const keys = links.reverse().map((link) => this.#key(link));
    return of.type === "path" ? this.#path([...of.keys, ...keys]) : { type: "member", of, keys };
  }

  #key({ computed, property }: jsep.MemberExpression): Key {
    const token = property.type === "Identifier" ? this.#token(property as jsep.Identifier) : null;
    if (!computed && token) return this.#checked(token.value, token);
    const key = this.node(property);
    if (key.type !== "value" || typeof key.value === "boolean" || typeof key.value === "object") return key;
    return typeof key.value === "string" ? this.#checked(key.value, token) : key.value;
  }

  /** A function, a method, or what was in parentheses: one value, or with a comma a list, as in Python. */
  #call({ callee, arguments: values }: jsep.CallExpression): Node {
    if (isFiller(callee)) {
      const items = this.#items(values);
      const [only] = items;
      return only && values.length === 1 ? only : { type: "list", items };
    }
    if (callee.type === "Identifier") return this.#called(FUNCTIONS, this.#token(callee as jsep.Identifier), [], values);
    const { object, property } = callee as jsep.MemberExpression;
    const name = this.#token(property as jsep.Identifier);
    this.#checked(name.value, name);
    const of = this.node(object);
    const call = this.#called(METHODS, name, [of], values);
    const key = call.values[1];
    if (name.value === "get" && of.type === "path" && key?.type === "value" && typeof key.value === "string") {
      this.#path([...of.keys, this.#checked(key.value, name)]);
    }
    return call;
  }

  #called(
    functions: ReadonlyMap<string, ConditionFunction>,
    token: Token,
    before: readonly Node[],
    elements: readonly jsep.Expression[],
  ): Call {
    const called = functions.get(token.value);
    const here = { name: token.value, where: this.#at(token) };
    if (!called) throw new LimitError("not_allowed", problem("function_unknown", { ...here, known: [...functions.keys()].join(", ") }));
    const values = this.#items(elements);
    const fewest = called.takes[0] - before.length;
    const most = called.takes[1] - before.length;
    if (values.length < fewest || values.length > most) {
      const given = values.length;
      if (fewest === most) throw new LimitError("syntax", problem("takes_values", { ...here, count: most, given }));
      throw new LimitError("syntax", problem("takes_values_between", { ...here, fewest, most, given }));
    }
    return { type: "call", run: called.run, values: [...before, ...values] };
  }

  /** Notes what the condition reads, up to the first key that is only known when it runs. */
  #path(keys: readonly Key[]): Node {
    const unknown = keys.findIndex((key) => typeof key === "object");
    const known = keys.slice(0, unknown < 0 ? keys.length : unknown) as (string | number)[];
    const within = known[0] === WHOLE_CONTEXT ? known.slice(1) : known;
    if (within.at(-1) === "length") within.pop();
    if (within.length > 0) this.paths.add(pathText(within));
    return { type: "path", keys };
  }

  #checked(name: string, token: Token | null): string {
    if (!isUnsafeKey(name)) return name;
    throw new LimitError(
      "not_allowed",
      token ? problem("name_reserved_at", { name, where: this.#at(token) }) : problem("name_reserved", { name }),
    );
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

type Call = Extract<Node, { type: "call" }>;

function isFiller(expression: jsep.Expression): boolean {
  return expression.type === "Identifier" && expression["name"] === FILLER;
}
