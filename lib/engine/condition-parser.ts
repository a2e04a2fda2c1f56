import { FUNCTIONS, METHODS, type ConditionFunction } from "./condition-functions.ts";
import { type Key, type Node, type Operation, type ParsedCondition, WHOLE_CONTEXT } from "./condition-nodes.ts";
import type { Token } from "./condition-tokens.ts";
import { isUnsafeKey } from "./context.ts";
import { pathText } from "./path-text.ts";
import { TokenCursor } from "./token-cursor.ts";
import type { Json } from "./types.ts";
import { Refusal } from "./work.ts";

const MAX_LENGTH = 2000;
const MAX_DEPTH = 50;

const LITERALS = new Map<string, Json>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["undefined", null],
  ["None", null],
]);
const OPERATOR_WORDS = new Set(["and", "or", "not", "in", "is", "if", "else"]);
const REFUSED_WORDS = new Set(
  "this new typeof void delete instanceof function lambda await yield import super class".split(" "),
);
const EXACT = new Set(["===", "!=="]);
const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);
const SUMS = new Set(["+", "-"]);
const PRODUCTS = new Set(["*", "/", "%"]);
const SIGNS = new Map([["!", "not"], ["-", "negate"], ["+", "number"]] as const);

/**
 * Reads conditions in Python's and in JavaScript's spelling, loosest first:
 * `a if c else b`, `c ? a : b` · `or ||` · `and &&` · `not` · `=== !==` · `== != < <= > >= in, not in, is, is not` (which chain as in
 * Python: `1 < x < 5`) · `+ -` · `* / %` · `! - +` · `.name [key] (call)`. Throws a `Refusal` for anything that is not a whole condition.
 *
 * Written by hand because the parsers of JavaScript expressions can not tell `1 < x < 5` from `(1 < x) < 5`, let `not` bind too tightly,
 * and take `a b`, `a and` or `new X()` without complaint.
 */
export function parse(source: string): ParsedCondition {
  if (source.length > MAX_LENGTH) {
    throw new Refusal("too_long", `The condition has ${source.length} characters; ${MAX_LENGTH} is the most. Split it over several transitions.`);
  }
  return new ConditionParser(source).parse();
}

class ConditionParser {
  readonly #tokens: TokenCursor;
  readonly #paths = new Set<string>();
  #depth = 0;

  constructor(source: string) {
    this.#tokens = new TokenCursor(source);
  }

  parse(): ParsedCondition {
    if (this.#tokens.peek().kind === "end") {
      throw new Refusal("syntax", "The condition is empty. Write what must be true, such as: age >= 18.");
    }
    const root = this.#choice();
    if (this.#tokens.peek().kind !== "end") throw this.#unexpected();
    return { root, paths: [...this.#paths] };
  }

  #choice(): Node {
    return this.#nested(() => {
      const first = this.#or();
      if (this.#tokens.takes("?")) {
        const yes = this.#choice();
        this.#tokens.expect(":", 'A choice is written "condition ? value : other value".');
        return { type: "choice", test: first, yes, no: this.#choice() };
      }
      if (!this.#tokens.takesWord("if")) return first;
      const test = this.#or();
      if (this.#tokens.takesWord("else")) return { type: "choice", test, yes: first, no: this.#choice() };
      throw new Refusal("syntax", `"else" is missing ${this.#tokens.here()}. A choice is written "value if condition else other value".`);
    });
  }

  #or(): Node {
    return this.#series("or", "||", () => this.#series("and", "&&", () => this.#not()));
  }

  #series(word: "and" | "or", symbol: string, operand: () => Node): Node {
    const items = [operand()];
    while (this.#tokens.takesWord(word) || this.#tokens.takes(symbol)) items.push(operand());
    const [only] = items;
    return only && items.length === 1 ? only : { type: word, items };
  }

  #not(): Node {
    if (this.#tokens.takesWord("not")) return this.#nested(() => ({ type: "not", of: this.#not() }));
    const comparison = () => this.#operations("compare", () => this.#comparison(), () => this.#sum());
    return this.#operations("compare", () => this.#tokens.takesOneOf(EXACT), comparison);
  }

  #sum(): Node {
    const product = () => this.#operations("calculate", () => this.#tokens.takesOneOf(PRODUCTS), () => this.#signed());
    return this.#operations("calculate", () => this.#tokens.takesOneOf(SUMS), product);
  }

  #operations(type: "compare" | "calculate", operator: () => string | null, operand: () => Node): Node {
    const first = operand();
    const rest: Operation[] = [];
    for (let found = operator(); found !== null; found = operator()) rest.push({ operator: found, operand: operand() });
    return rest.length === 0 ? first : { type, first, rest };
  }

  #comparison(): string | null {
    const tokens = this.#tokens;
    if (tokens.takesWord("in")) return "in";
    if (tokens.takesWord("is")) return tokens.takesWord("not") ? "!==" : "===";
    if (!tokens.isWord("not") || !tokens.isWord("in", 1)) return tokens.takesOneOf(COMPARISONS);
    tokens.move(2);
    return "not in";
  }

  #signed(): Node {
    const { kind, value } = this.#tokens.peek();
    const type = kind === "symbol" ? SIGNS.get(value as "!" | "-" | "+") : undefined;
    if (type === undefined) return this.#withProperties(this.#value());
    this.#tokens.move();
    return this.#nested(() => ({ type, of: this.#signed() }));
  }

  #value(): Node {
    const token = this.#tokens.peek();
    if (token.kind === "name") return this.#named(token);
    if (this.#tokens.takes("(")) return this.#group();
    if (this.#tokens.takes("[")) return { type: "list", items: this.#items("]") };
    if (token.kind === "symbol" || token.kind === "end") throw this.#missingValue();
    this.#tokens.move();
    if (token.kind === "text") return { type: "value", value: token.value };
    const number = Number(token.value);
    if (Number.isFinite(number)) return { type: "value", value: number };
    throw new Refusal("syntax", `This number is too large ${this.#tokens.here(token)}. Write a smaller one.`);
  }

  #named(token: Token): Node {
    const { value: name } = token;
    if (OPERATOR_WORDS.has(name)) throw this.#missingValue();
    if (REFUSED_WORDS.has(name)) {
      const advice = `If it is a name of the context, write context["${name}"].`;
      throw new Refusal("not_allowed", `"${name}" can not be used in a condition ${this.#tokens.here()}. ${advice}`);
    }
    this.#tokens.move();
    const literal = LITERALS.get(name);
    if (literal !== undefined) return { type: "value", value: literal };
    if (this.#tokens.takes("(")) return this.#call(FUNCTIONS, token, []);
    this.#checkKey(name, token);
    return { type: "path", keys: [name] };
  }

  /** What stands in parentheses: one value, or with a comma a list, as in Python. */
  #group(): Node {
    if (this.#tokens.takes(")")) return { type: "list", items: [] };
    const first = this.#choice();
    if (this.#tokens.takes(",")) return { type: "list", items: [first, ...this.#items(")")] };
    this.#tokens.expect(")", "Each opening parenthesis needs a closing one.");
    return first;
  }

  #items(closing: ")" | "]"): Node[] {
    const items: Node[] = [];
    while (!this.#tokens.takes(closing)) {
      items.push(this.#choice());
      if (this.#tokens.takes(",")) continue;
      this.#tokens.expect(closing, "Values are separated by commas, and each opening sign needs a closing one.");
      break;
    }
    return items;
  }

  #call(functions: ReadonlyMap<string, ConditionFunction>, token: Token, before: readonly Node[]): Node {
    const called = functions.get(token.value);
    if (!called) {
      const known = [...functions.keys()].join(", ");
      throw new Refusal("not_allowed", `"${token.value}" can not be called ${this.#tokens.here(token)}. What can be called: ${known}.`);
    }
    const values = this.#items(")");
    const fewest = called.takes[0] - before.length;
    const most = called.takes[1] - before.length;
    if (values.length < fewest || values.length > most) {
      const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
      throw new Refusal("syntax", `"${token.value}" takes ${wanted} value(s) in its parentheses, not ${values.length} ${this.#tokens.here(token)}.`);
    }
    return { type: "call", run: called.run, values: [...before, ...values] };
  }

  #withProperties(start: Node): Node {
    const tokens = this.#tokens;
    let node = start;
    for (;;) {
      const keys: Key[] = [];
      let method: Token | null = null;
      while (method === null) {
        if (tokens.takes("[")) keys.push(this.#key());
        else if (!tokens.takes(".") && !tokens.takes("?.")) break;
        else {
          const name = this.#propertyName();
          if (tokens.takes("(")) method = name;
          else keys.push(name.value);
        }
      }
      if (node.type === "path") node = this.#path([...node.keys, ...keys]);
      else if (keys.length > 0) node = { type: "member", of: node, keys };
      if (method === null) break;
      node = this.#method(node, method);
    }
    if (!tokens.is("(")) return node;
    throw new Refusal("not_allowed", `This can not be called ${tokens.here()}. Only functions such as len(name) and methods such as name.lower() can.`);
  }

  #propertyName(): Token {
    const token = this.#tokens.peek();
    if (token.kind !== "name") {
      throw new Refusal("syntax", `A name is missing after the dot ${this.#tokens.here()}. Write it, or remove the dot.`);
    }
    this.#tokens.move();
    this.#checkKey(token.value, token);
    return token;
  }

  #key(): Key {
    const token = this.#tokens.peek();
    const key = this.#choice();
    this.#tokens.expect("]", 'A key is written name["key"] or name[0]; parts of a list can not be taken.');
    if (key.type !== "value") return key;
    if (typeof key.value === "string") this.#checkKey(key.value, token);
    return typeof key.value === "string" || typeof key.value === "number" ? key.value : key;
  }

  #method(of: Node, name: Token): Node {
    const call = this.#call(METHODS, name, [of]);
    const key = call.type === "call" ? call.values[1] : undefined;
    if (name.value === "get" && of.type === "path" && key?.type === "value" && typeof key.value === "string") {
      this.#checkKey(key.value, name);
      this.#path([...of.keys, key.value]);
    }
    return call;
  }

  /** Notes what the condition reads, up to the first key that is only known when it runs. */
  #path(keys: readonly Key[]): Node {
    const unknown = keys.findIndex((key) => typeof key === "object");
    const known = keys.slice(0, unknown < 0 ? keys.length : unknown) as (string | number)[];
    const within = known[0] === WHOLE_CONTEXT ? known.slice(1) : known;
    if (within.at(-1) === "length") within.pop();
    if (within.length > 0) this.#paths.add(pathText(within));
    return { type: "path", keys };
  }

  #checkKey(name: string, token: Token): void {
    if (!isUnsafeKey(name)) return;
    throw new Refusal("not_allowed", `The name "${name}" can not be used ${this.#tokens.here(token)}. Choose another name for this value.`);
  }

  #nested(read: () => Node): Node {
    if (++this.#depth > MAX_DEPTH) {
      const advice = "Remove parentheses, or split it over several transitions.";
      throw new Refusal("too_deep", `The condition is nested more than ${MAX_DEPTH} deep ${this.#tokens.here()}. ${advice}`);
    }
    const node = read();
    this.#depth--;
    return node;
  }

  #missingValue(): Refusal {
    const before = this.#tokens.peek(-1);
    const after = before.kind === "end" ? "" : ` after "${before.value}"`;
    const advice = this.#tokens.isWord("not")
      ? 'Put "not" and what follows it in parentheses.'
      : "Write a name, a number, or a text in quotes.";
    return new Refusal("syntax", `A value is missing${after} ${this.#tokens.here()}. ${advice}`);
  }

  #unexpected(): Refusal {
    const { kind, value } = this.#tokens.peek();
    const word = value.toLowerCase();
    const advice =
      kind === "name" && OPERATOR_WORDS.has(word) && word !== value
        ? `Write "${word}" in lower case.`
        : 'Join conditions with "and" or "or", and put texts in quotes.';
    return new Refusal("syntax", `The condition should have ended ${this.#tokens.here()}. ${advice}`);
  }
}
