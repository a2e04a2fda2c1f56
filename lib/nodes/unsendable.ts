import type { Outcome } from "../engine/define-node.ts";
import { type Problem, problem } from "../engine/problem/problem.ts";

/**
 * For a message that Meta could only refuse, once its values are in: leaves by `failed` and, where nothing leads on from there, fails for
 * this reason. `why`: a problem of the node type's own.
 */
export function unsendable(field: string, why: Problem): Outcome {
  return { exit: "failed", unhandled: problem("in_field", { field, problem: why }) };
}
