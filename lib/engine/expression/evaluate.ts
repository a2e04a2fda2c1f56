import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { FUNCTIONS, rangeBetween } from "../vocabulary/functions.ts";
import { formatPercent, formatPercentOf } from "../vocabulary/format.ts";
import { wordsOf } from "../values/answer.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { contains, equals, hasMember, isRecord, isTruthy, length, order, plain, property, toText } from "../values/values.ts";
import { toNumber } from "../values/numbers.ts";
import { type Key, type Node, type Operation, type Step, WHOLE_CONTEXT } from "./nodes.ts";
import { sliceOf } from "./slice.ts";

/** What an expression finds by name. */
export interface Names {
  /** undefined: there is no such name. */
  lookup(name: string): Json | undefined;
  /** All of the context. */
  whole(): Json;
}

/**
 * The value of an expression. Names that are missing, and ways into null, are null; nothing is ever called on a value, and no value is
 * changed.
 */
export class Evaluation {
  readonly #names: Names;
  readonly #env: Environment;

  constructor(names: Names, env: Environment) {
    this.#names = names;
    this.#env = env;
  }

  value(node: Node): Json {
    this.#env.spend(1);
    switch (node.type) {
      case "value":
        return node.value;
      case "path":
        return this.#path(node.keys);
      case "chain":
        return this.#chain(node.of, node.steps);
      case "list":
        return node.items.map((item) => this.value(item));
      case "object": {
        const made = Object.create(null) as { [key: string]: Json };
        for (const { key, value } of node.entries) made[key] = this.value(value);
        return made;
      }
      case "and":
      case "or":
        return this.#firstDeciding(node.items, node.type === "or");
      case "not":
        return !this.isTrue(this.value(node.of));
      case "negate":
        return finite(-this.#number(this.value(node.of)));
      case "number":
        return this.#number(this.value(node.of));
      case "compare":
        return this.#compare(node.first, node.rest);
      case "calculate":
        return node.rest.reduce(
          (left, { operator, operand }) => this.#calculate(left, operator, this.value(operand), operand.type === "list"),
          this.value(node.first),
        );
      case "choice": {
        const branch = node.branches.find(({ test }) => this.isTrue(this.value(test)));
        return this.value(branch === undefined ? node.otherwise : branch.value);
      }
      case "range":
        return rangeBetween(this.value(node.from), this.value(node.to), this.#env);
      case "call":
        return this.#run(
          node.run,
          node.values.map((value) => value && this.value(value)),
          node.named,
        );
    }
  }

  /** What steps such as filters make of a value. */
  apply(value: Json, steps: readonly Step[]): Json {
    return this.#steps(value, true, steps);
  }

  isTrue(value: Json): boolean {
    return isRecord(value) ? length(value, this.#env) > 0 : isTruthy(value);
  }

  #run(run: Extract<Node, { type: "call" }>["run"], values: (Json | undefined)[], named: Extract<Node, { type: "call" }>["named"]): Json {
    const others: { [name: string]: Json } = {};
    for (const { name, value } of named) others[name] = this.value(value);
    return finite(run.run(values, this.#env, others));
  }

  #path(keys: readonly Key[]): Json {
    const [root] = keys;
    const found = typeof root === "string" ? this.#root(root) : undefined;
    return keys.length === 1 ? (found ?? null) : this.#members(found ?? null, keys, 1);
  }

  /** undefined: there is no such name. */
  #root(name: string): Json | undefined {
    const found = this.#names.lookup(name);
    if (found !== undefined) return found;
    if (name === WHOLE_CONTEXT) return this.#names.whole();
    // Read like names, as they are written in conditions everywhere.
    if (name === "now" || name === "today") return FUNCTIONS.get(name)?.run([], this.#env, {});
    return undefined;
  }

  #members(start: Json, keys: readonly Key[], from: number): Json {
    let value = start;
    for (let index = from; index < keys.length; index++) {
      this.#env.spend(5);
      value = property(value, this.#key(keys[index] ?? 0), this.#env);
    }
    return value;
  }

  #key(key: Key): Json {
    return typeof key === "object" ? this.value(key) : key;
  }

  #chain(of: Node, steps: readonly Step[]): Json {
    // Asking whether something is there does not ask what it is.
    if (of.type === "path" && asksPresence(steps[0])) return this.#steps(null, this.#isThere(of.keys), steps);
    const value = of.type === "path" ? this.#path(of.keys) : this.value(of);
    return this.#steps(value, value !== null || of.type === "value", steps);
  }

  /** From step to step; `isThere`: whether what they have come to exists, be it null, as far as the next one asks it. */
  #steps(start: Json, wasThere: boolean, steps: readonly Step[]): Json {
    let value = start;
    let isThere = wasThere;
    for (const [index, step] of steps.entries()) {
      this.#env.spend(5);
      switch (step.kind) {
        case "key": {
          const key = this.#key(step.key);
          if (asksPresence(steps[index + 1])) isThere = hasMember(value, key, this.#env);
          value = property(value, key, this.#env);
          break;
        }
        case "slice":
          value = sliceOf(value, step, (part) => this.value(part), this.#env);
          isThere = value !== null;
          break;
        case "defined":
          value = isThere !== step.negated;
          isThere = true;
          break;
        default: {
          const given = step.values.map((node, index) => (index === 0 ? value : node && this.value(node)));
          value = this.#run(step.run, given, step.named);
          if (step.negated) value = value !== true;
          isThere = step.kind === "test" || value !== null;
        }
      }
    }
    return value;
  }

  #isThere(keys: readonly Key[]): boolean {
    const [root] = keys;
    if (typeof root !== "string") return false;
    // Asking whether there is a time is no way to fail for want of one.
    const found = root === "now" || root === "today" ? (this.#names.lookup(root) ?? this.#env.now ?? undefined) : this.#root(root);
    if (found === undefined) return false;
    if (keys.length === 1) return true;
    const holder = this.#members(found, keys.slice(0, -1), 1);
    return hasMember(holder, this.#key(keys.at(-1) ?? 0), this.#env);
  }

  /** The operand that decides, as both languages return it. */
  #firstDeciding(items: readonly Node[], decisive: boolean): Json {
    let value: Json = null;
    for (const item of items) {
      value = this.value(item);
      if (this.isTrue(value) === decisive) break;
    }
    return value;
  }

  #compare(first: Node, rest: readonly Operation[]): boolean {
    let leftNode = first;
    let left = this.value(first);
    for (const { operator, operand } of rest) {
      const right = this.value(operand);
      const asksEmptiness = operator === "==" || operator === "!=";
      let holds: boolean;
      if (asksEmptiness && isEmptiness(operand)) holds = this.isEmpty(left) === (operator === "==");
      else if (asksEmptiness && isEmptiness(leftNode)) holds = this.isEmpty(right) === (operator === "==");
      else holds = this.#holds(left, operator, right);
      if (!holds) return false;
      leftNode = operand;
      left = right;
    }
    return true;
  }

  isEmpty(value: Json): boolean {
    return value === null || value === "" || (typeof value === "object" && length(value, this.#env) === 0);
  }

  #holds(left: Json, operator: string, right: Json): boolean {
    switch (operator) {
      case "==":
        return equals(left, right, this.#env);
      case "!=":
        return !equals(left, right, this.#env);
      case "===":
      case "is":
        return equals(left, right, this.#env, true);
      case "!==":
      case "is not":
        return !equals(left, right, this.#env, true);
      case "in":
        return contains(right, left, this.#env);
      case "not in":
        return !contains(right, left, this.#env);
      case "contains":
        return contains(left, right, this.#env);
    }
    const difference = order(left, right, this.#env);
    if (difference === null) return false;
    if (operator === "<") return difference < 0;
    if (operator === "<=") return difference <= 0;
    return operator === ">" ? difference > 0 : difference >= 0;
  }

  #calculate(first: Json, operator: string, second: Json, isTuple: boolean): Json {
    const [left, right] = [wordsOf(first), wordsOf(second)];
    switch (operator) {
      case "~":
        return toText(left, this.#env) + toText(right, this.#env);
      case "+":
        return this.#add(left, right);
      case "*":
        return this.#times(left, right);
      case "%":
        if (typeof left === "string" && left.includes("%") && toNumber(left, this.#env.language) === null)
          return isTuple ? formatPercent(left, right, this.#env) : formatPercentOf(left, right, this.#env);
    }
    const [a, b] = [this.#number(left), this.#number(right)];
    if (operator === "-") return finite(a - b);
    if (operator === "**") return finite(a ** b);
    if (b === 0) throw new LimitError("type", problem("divided_by_zero"));
    if (operator === "/") return finite(a / b);
    if (operator === "//") return finite(Math.floor(a / b));
    const remainder = a % b;
    return finite(remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder);
  }

  /** Two texts are joined, telephone numbers too; a text that is a number is added to a number; lists are put together. */
  #add(left: Json, right: Json): Json {
    if (Array.isArray(left) && Array.isArray(right)) {
      this.#env.spend(left.length + right.length);
      return [...Array.from(left, plain), ...Array.from(right, plain)];
    }
    const isJoined = (typeof left === "string" && typeof right === "string") || this.#isWords(left) || this.#isWords(right);
    if (!isJoined) return finite(this.#number(left) + this.#number(right));
    if ((typeof left === "object" && left !== null) || (typeof right === "object" && right !== null)) {
      throw new LimitError("type", problem("list_added"));
    }
    return toText(left, this.#env) + toText(right, this.#env);
  }

  /** Numbers, and as in Python a text or a list so many times. Charged before it is built. */
  #times(left: Json, right: Json): Json {
    const [repeated, times] = typeof left === "number" ? [right, left] : [left, right];
    const isRepeated = Array.isArray(repeated) || this.#isWords(repeated);
    if (!isRepeated || typeof times !== "number" || !Number.isInteger(times)) return finite(this.#number(left) * this.#number(right));
    const count = Math.max(0, times);
    this.#env.spend(count * (1 + (Array.isArray(repeated) ? repeated.length : toText(repeated, this.#env).length)));
    return Array.isArray(repeated) ? Array.from({ length: count }, () => repeated).flat() : toText(repeated, this.#env).repeat(count);
  }

  #isWords(value: Json): boolean {
    return typeof value === "string" && toNumber(value, this.#env.language) === null;
  }

  #number(value: Json): number {
    const number = value === null ? 0 : toNumber(value, this.#env.language);
    if (number !== null) return number;
    if (typeof value !== "string") throw new LimitError("type", problem("list_for_number"));
    throw new LimitError("type", problem("text_for_number", { text: value.length > 40 ? `${value.slice(0, 40)}…` : value }));
  }
}

const asksPresence = (step: Step | undefined): boolean => step?.kind === "defined";

/** Liquid's `x == empty` and `x != blank`. */
export function isEmptiness(node: Node): boolean {
  const name = node.type === "path" && node.keys.length === 1 ? node.keys[0] : undefined;
  return name === "empty" || name === "blank";
}

/** Refuses results that JSON does not have; 0 for minus 0. */
function finite(value: Json): Json {
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) throw new LimitError("type", problem("result_too_large"));
  return value + 0;
}
