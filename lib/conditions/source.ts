import type { Node, Step } from "../engine/expression/nodes.ts";
import { WHOLE_CONTEXT } from "../engine/expression/nodes.ts";
import { type ParsedCondition, parseCondition } from "../engine/condition.ts";
import type { Callable } from "../engine/vocabulary/callable.ts";
import { pathText } from "../engine/values/path-text.ts";

export function parsed(code: string): ParsedCondition | null {
  try {
    return parseCondition(code);
  } catch {
    return null;
  }
}

/** A path as a condition reads it. A key may be any text, such as `first-name` or `not`. */
export function pathSource(path: string): string {
  const root = parsed(path)?.root;
  return root?.type === "path" && sourceOf(root) === path ? path : `${WHOLE_CONTEXT}[${JSON.stringify(path)}]`;
}

/** An expression written out again; null for what no row is made of. */
export function sourceOf(node: Node): string | null {
  switch (node.type) {
    case "value":
      return node.value === null ? "none" : typeof node.value === "object" ? null : JSON.stringify(node.value);
    case "path": {
      const keys = node.keys.filter((key) => typeof key !== "object");
      return keys.length === node.keys.length ? pathText(keys) : null;
    }
    case "list":
      return wrapped("[", node.items.map(sourceOf), "]");
    case "negate":
      return node.of.type === "value" && typeof node.of.value === "number" ? `-${node.of.value}` : null;
    case "not":
      return wrapped("not ", [sourceOf(node.of)], "");
    case "compare": {
      const parts = [sourceOf(node.first), ...node.rest.map(({ operator, operand }) => after(` ${operator} `, sourceOf(operand)))];
      return parts.includes(null) ? null : parts.join("");
    }
    case "call":
      return node.named.length > 0 ? null : wrapped(`${node.name}(`, givenOf(node.run, node.values), ")");
    case "chain": {
      const isSimple = node.of.type === "path" || node.of.type === "call" || node.of.type === "list";
      const parts = isSimple ? [sourceOf(node.of), ...node.steps.map(stepSource)] : [null];
      return parts.includes(null) ? null : parts.join("");
    }
    default:
      return null;
  }
}

function stepSource(step: Step): string | null {
  if (step.kind === "defined") return ` is ${step.negated ? "not " : ""}defined`;
  if (step.kind === "key" || step.kind === "slice" || step.named.length > 0) return null;
  const given = givenOf(step.run, step.values).slice(1);
  const called = wrapped("(", given, ")");
  if (called === null) return null;
  if (step.kind === "method") return `.${step.name}${called}`;
  const bare = given.length === 0 ? "" : called;
  return step.kind === "filter" ? `|${step.name}${bare}` : ` is ${step.negated ? "not " : ""}${step.name}${bare}`;
}

/** By its name what stands behind one that was not given. */
function givenOf({ parameters }: Callable, values: readonly (Node | undefined)[]): (string | null)[] {
  const gap = values.findIndex((value) => value === undefined);
  return values.flatMap((value, index) => {
    if (value === undefined) return [];
    return gap >= 0 && index > gap ? [after(`${parameters[index] ?? ""}=`, sourceOf(value))] : [sourceOf(value)];
  });
}

const after = (before: string, source: string | null): string | null => (source === null ? null : before + source);
const wrapped = (before: string, parts: readonly (string | null)[], behind: string): string | null =>
  parts.includes(null) ? null : `${before}${parts.join(", ")}${behind}`;
