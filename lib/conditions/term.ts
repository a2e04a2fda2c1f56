import type { Node } from "../engine/expression/nodes.ts";
import { type Comparison, COMPARISONS, type Operand, type Row } from "./rows.ts";
import { sourceOf } from "./source.ts";

/** What one comparison of a condition says as a row, however it was written. */

type Meaning = Omit<Row, "written">;
type Comparing = Pick<Extract<Node, { first: Node }>, "first" | "rest">;

/** What people put round a value so that spelling does not matter: the row says it without. */
const UNHEARD = new Set([
  "lower",
  "upper",
  "trim",
  "strip",
  "fold",
  "str",
  "int",
  "float",
  "casefold",
  "toLowerCase",
  "toUpperCase",
  "downcase",
]);
const ORDERINGS: Record<string, [Comparison, turned: Comparison]> = {
  ">": ["more", "less"],
  ">=": ["at_least", "at_most"],
  "<": ["less", "more"],
  "<=": ["at_most", "at_least"],
};
const EQUALITIES: Record<string, boolean> = { "==": false, "===": false, "!=": true, "!==": true };
const TEXT_CALLS: Record<string, Comparison> = {
  startswith: "begins_with",
  startsWith: "begins_with",
  contains: "contains_phrase",
  includes: "contains_phrase",
};

export function meaningOf(node: Node): Meaning | null {
  switch (node.type) {
    case "compare":
      return node.rest.length === 1 ? ofComparison(node) : ofRange(node);
    case "call":
      return ofCall(node);
    case "chain":
      return ofChain(node);
    case "path":
      return meaning(node, "is_true", []);
    default:
      return null;
  }
}

function meaning(
  value: Node | undefined,
  comparison: Comparison,
  operands: readonly (Operand | null)[] | null,
  negated = false,
): Meaning | null {
  const heard = value && inner(value);
  const source = heard && isValue(heard) ? sourceOf(heard) : null;
  return source === null || operands === null ? null : { value: source, comparison, negated, with: operands };
}

const isValue = (node: Node): boolean => node.type === "path" || node.type === "call" || node.type === "chain";

/** The value within `lower(trim(x))`, `x.lower()`, `x|lower`. */
function inner(node: Node): Node {
  const [of] = node.type === "call" && UNHEARD.has(node.name) ? node.values : [];
  if (of !== undefined) return inner(of);
  if (node.type !== "chain") return node;
  const isUnheard = node.steps.every((step) => (step.kind === "method" || step.kind === "filter") && UNHEARD.has(step.name));
  return isUnheard ? inner(node.of) : node;
}

function operand(node: Node | undefined): Operand | null | undefined {
  if (node === undefined) return undefined;
  if (node.type === "value") {
    if (node.value === null) return null;
    return typeof node.value === "string" ? { text: node.value } : typeof node.value === "number" ? { number: node.value } : undefined;
  }
  if (node.type === "negate" && node.of.type === "value" && typeof node.of.value === "number") return { number: -node.of.value };
  const source = isValue(node) ? sourceOf(node) : null;
  return source === null ? undefined : { value: source };
}

/** Null where one of them is nothing that a row can hold. */
function operands(...nodes: (Node | undefined)[]): (Operand | null)[] | null {
  const read = nodes.map(operand);
  return read.includes(undefined) ? null : read.filter((each) => each !== undefined);
}

function ofCall({ name, values, named }: Extract<Node, { type: "call" }>): Meaning | null {
  if (named.length > 0) return null;
  const [value, first, second] = values;
  const text = TEXT_CALLS[name];
  if (text !== undefined) return meaning(value, text, operands(first));
  const comparison = COMPARISONS.find((each) => each === name);
  switch (comparison) {
    case undefined:
    case "one_of":
    case "is_true":
      return null;
    case "between":
      return meaning(value, comparison, operands(first, second));
    case "same_text":
      return first?.type === "list" ? meaning(value, "one_of", operands(...first.items)) : meaning(value, comparison, operands(first));
    case "is_choice":
    case "contains_any":
    case "contains_all":
      return meaning(value, comparison, first?.type === "list" ? operands(...first.items) : operands(first));
    default:
      return meaning(value, comparison, first === undefined ? [] : operands(first));
  }
}

function ofChain({ of, steps }: Extract<Node, { type: "chain" }>): Meaning | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  const before = steps.slice(0, -1);
  const value: Node = before.length === 0 ? of : { type: "chain", of, steps: before };
  if (last.kind === "defined") return meaning(value, "is_empty", [], !last.negated);
  if (last.kind === "test" && last.name === "none") return meaning(value, "is_empty", [], last.negated);
  if (last.kind !== "method") return null;
  const comparison = TEXT_CALLS[last.name];
  return comparison === undefined ? null : meaning(value, comparison, operands(last.values[1]));
}

/** `18 <= x <= 65`. */
function ofRange({ first, rest }: Comparing): Meaning | null {
  const [low, high] = rest;
  const isWithin = rest.length === 2 && low?.operator === "<=" && high?.operator === "<=";
  return isWithin ? meaning(low.operand, "between", operands(first, high.operand)) : null;
}

function ofComparison({ first, rest }: Comparing): Meaning | null {
  const [operation] = rest;
  if (operation === undefined) return null;
  const { operator, operand: second } = operation;
  const ordering = ORDERINGS[operator];
  const isTurned = !isValue(first);
  const [value, other] = isTurned ? [second, first] : [first, second];
  if (ordering !== undefined) {
    if (operator === ">" && isLengthAnd(value, other, 0)) return meaning(lengthOf(value), "is_empty", [], true);
    return meaning(value, ordering[isTurned ? 1 : 0], operands(other));
  }
  const isNegated = EQUALITIES[operator];
  if (isNegated !== undefined) return ofEquality(value, other, isNegated);
  if (operator === "contains") return meaning(first, "contains_phrase", operands(second));
  if (operator !== "in" && operator !== "not in") return null;
  const isNot = operator === "not in";
  if (second.type === "list") return second.items.length === 0 ? null : meaning(first, "one_of", operands(...second.items), isNot);
  return meaning(second, "contains_phrase", operands(first), isNot);
}

function ofEquality(value: Node, other: Node, negated: boolean): Meaning | null {
  if (isLengthAnd(value, other, 0)) return meaning(lengthOf(value), "is_empty", [], negated);
  if (other.type === "value" && (other.value === null || other.value === "")) return meaning(value, "is_empty", [], negated);
  if (other.type === "value" && typeof other.value === "boolean") return meaning(value, "is_true", [], negated === other.value);
  if (sourceOf(other) === "[none]") return meaning(value, "equals", [null], negated);
  const read = operands(other);
  const [only] = read ?? [];
  return meaning(value, only != null && "number" in only ? "equals" : "same_text", read, negated);
}

const lengthOf = (node: Node): Node | undefined => (node.type === "call" && node.name === "len" ? node.values[0] : undefined);
const isLengthAnd = (node: Node, other: Node, length: number): boolean =>
  lengthOf(node) !== undefined && other.type === "value" && other.value === length;
