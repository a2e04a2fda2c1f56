import { problem, ProblemError, toProblem } from "./problem/problem.ts";
import { render, renderUrl } from "./template.ts";
import type { Context, FlowLocale } from "./types.ts";

/** A problem with what the author wrote in one field of a node. */
export class FieldError extends ProblemError {
  override name = "FieldError";
  readonly field: string;

  constructor(field: string, cause: unknown) {
    super(problem("in_field", { field, problem: toProblem(cause) }), { cause });
    this.field = field;
  }
}

/** What is thrown about a field's text names the field, so that the execution's reason can. Throws `FieldError`. */
export function inField<Result>(field: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw new FieldError(field, error);
  }
}

/** `render` for a node's field. Throws `FieldError`. */
export function renderField(field: string, text: string, context: Context, locale?: FlowLocale): string {
  return inField(field, () => render(text, context, locale));
}

/** `renderUrl` for a node's field, without the space around it. Throws `FieldError`. */
export function renderUrlField(field: string, text: string, context: Context, locale?: FlowLocale): string {
  return inField(field, () => renderUrl(text.trim(), context, locale).trim());
}
