import { problem, ProblemError, toProblem } from "./problem/problem.ts";
import { render } from "./template.ts";
import type { Context } from "./types.ts";

/** A problem with what the author wrote in one field of a node. */
export class FieldError extends ProblemError {
  override name = "FieldError";
  readonly field: string;

  constructor(field: string, cause: unknown) {
    super(problem("in_field", { field, problem: toProblem(cause) }), { cause });
    this.field = field;
  }
}

/** `render` for a node's field: throws `FieldError`, so that the execution's reason can name the field. */
export function renderField(field: string, text: string, context: Context): string {
  try {
    return render(text, context);
  } catch (error) {
    throw new FieldError(field, error);
  }
}
