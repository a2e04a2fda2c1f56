import type { Problem } from "#lib/engine/problem/problem.ts";

/**
 * The field of its node's form that a failure is about, as the inspector names it: an option, or `condition:<transition>`. Null where it
 * is about none.
 */
export function failedField(problem: Problem): string | null {
  const { transition, field, problem: inner } = problem.params;
  if (typeof transition === "string") return `condition:${transition}`;
  if (typeof field === "string") return field;
  return typeof inner === "object" ? failedField(inner) : null;
}
