import { type Node, WHOLE_CONTEXT } from "#lib/engine/expression/nodes.ts";
import { type ParsedCondition, parseCondition } from "#lib/engine/condition.ts";
import { pathText } from "#lib/engine/values/path-text.ts";
import type { Json } from "#lib/engine/types.ts";

/** How a value is compared, in the order in which it is offered. */
export const HOWS = [
  "is",
  "is_not",
  "contains",
  "contains_not",
  "more",
  "at_least",
  "less",
  "at_most",
  "empty",
  "not_empty",
  "one_of",
] as const;
export type How = (typeof HOWS)[number];

/** One comparison, as people who write no expressions choose it. */
export interface Choice {
  path: string;
  how: How;
  /** What it is compared with; of `one_of` several, with commas between them. */
  text: string;
  ignoreCase: boolean;
}

const OPERATORS: Partial<Record<How, string>> = {
  is: "==",
  is_not: "!=",
  contains: "in",
  contains_not: "not in",
  more: ">",
  at_least: ">=",
  less: "<",
  at_most: "<=",
  one_of: "in",
};
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

export const takesText = (how: How): boolean => how !== "empty" && how !== "not_empty";
export const isOrdering = (how: How): boolean => how === "more" || how === "at_least" || how === "less" || how === "at_most";
export const isNumber = (text: string): boolean => PLAIN_NUMBER.test(text.trim()) && Number.isFinite(Number(text));
/** Whether upper and lower case make a difference. */
export const hasCase = ({ how, text }: Choice): boolean => takesText(how) && !isOrdering(how) && text.toLowerCase() !== text.toUpperCase();
export const isComplete = ({ how, text }: Choice): boolean =>
  !takesText(how) || (how === "one_of" ? itemsOf(text).length > 0 : text.trim() !== "");

const itemsOf = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
// The engine's conditions know all the escapes that JSON writes.
const quoted = (text: string): string => JSON.stringify(text);

/** The condition that says it. */
export function toExpression(choice: Choice): string {
  const { how } = choice;
  const value = pathSource(choice.path);
  // Not by its truth: the number 0 is an answer.
  if (!takesText(how)) return `len(${value}) ${how === "empty" ? "==" : ">"} 0`;
  const operator = OPERATORS[how] ?? "";
  const text = choice.text.trim();
  if (isOrdering(how)) return `${value} ${operator} ${isNumber(text) ? Number(text) : quoted(text)}`;
  const folds = choice.ignoreCase && hasCase(choice);
  const [left, right] = folds ? [`lower(${value})`, text.toLowerCase()] : [value, text];
  if (how === "one_of") return `${left} ${operator} [${itemsOf(right).map(quoted).join(", ")}]`;
  return how === "contains" || how === "contains_not" ? `${quoted(right)} ${operator} ${left}` : `${left} ${operator} ${quoted(right)}`;
}

/** The choice that a condition says; null unless it is written as `toExpression` writes it. */
export function fromExpression(source: string): Choice | null {
  const root = parsed(source)?.root;
  if (root?.type !== "compare") return null;
  const [operation, ...more] = root.rest;
  if (operation === undefined || more.length > 0) return null;
  const [left, right] = [read(root.first), read(operation.operand)];
  const value = left.path === undefined ? right : left;
  const other = value === left ? right : left;
  if (value.path === undefined || other.text === undefined) return null;
  const choice = { path: value.path, text: value.isLength ? "" : other.text };
  const choices = HOWS.flatMap((how) => [true, false].map((ignoreCase) => ({ ...choice, how, ignoreCase })));
  return choices.find((each) => isComplete(each) && toExpression(each) === source.trim()) ?? null;
}

/** Whether there is a condition that stays, with the chosen one beside it: neither none, nor a choice, nor one that can not be read. */
export const isKept = (source: string): boolean => source.trim() !== "" && parsed(source) !== null && fromExpression(source) === null;

/** A condition and another beside it, with parentheses where the first would be torn apart. */
export function joined(source: string, word: "and" | "or", more: string): string {
  const type = parsed(source)?.root.type;
  const first = source.trim();
  return `${type === "choice" || (type === "or" && word === "and") ? `(${first})` : first} ${word} ${more}`;
}

function parsed(source: string): ParsedCondition | null {
  try {
    return parseCondition(source);
  } catch {
    return null;
  }
}

/** A path as a condition reads it. A key may be any text, such as `first-name` or `not`. */
function pathSource(path: string): string {
  const root = parsed(path)?.root;
  return root?.type === "path" && textOf(root.keys) === path ? path : `${WHOLE_CONTEXT}[${quoted(path)}]`;
}

const textOf = (keys: Extract<Node, { type: "path" }>["keys"]): string => pathText(keys.filter((key) => typeof key !== "object"));

interface Part {
  path?: string;
  isLength?: boolean;
  text?: string;
}

/** A side of a comparison: a path, perhaps in `lower()` or `len()`, or what it is compared with. */
function read(node: Node): Part {
  switch (node.type) {
    case "path": {
      const [whole, key, ...more] = node.keys;
      const isAnyKey = whole === WHOLE_CONTEXT && typeof key === "string" && more.length === 0 && pathSource(key) !== key;
      return { path: isAnyKey ? key : textOf(node.keys) };
    }
    case "call": {
      const [of] = node.values;
      return of === undefined ? {} : { ...read(of), isLength: node.name === "len" };
    }
    case "value":
      return { text: written(node.value) };
    case "negate":
      return { text: `-${read(node.of).text ?? ""}` };
    case "list":
      return { text: node.items.map((item) => read(item).text ?? "").join(", ") };
    default:
      return {};
  }
}

const written = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
