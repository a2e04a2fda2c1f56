import { z } from "zod";

const inputError = z.object({
  pointer: z.string().optional(),
  message: z.string(),
  code: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** One thing wrong with what was sent: where, as a JSON pointer, and what. */
export type InputError = z.output<typeof inputError>;

/** What the API answered instead of a result; `code` tells the case, `message` says it in English. */
export class ApiRefusal extends Error {
  override name = "ApiRefusal";
  readonly code: string;
  readonly errors: readonly InputError[];
  constructor(code: string, message: string, errors: readonly InputError[] = []) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

/** What may well succeed when it is tried again in a moment: nobody answered, or the server is not able to just now. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof ApiRefusal) || ["network", "unavailable", "internal"].includes(error.code);
}

const problem = z.object({ type: z.string(), detail: z.string(), errors: z.array(inputError).optional() });

/** Calls the REST API as the signed-in user. @throws ApiRefusal; code `network` when nobody answered */
export async function call<Answer>(method: string, path: string, answer: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
  const init = { method, ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }) };
  const response = await fetch(`/api/v1${path}`, init).catch(() => {
    throw new ApiRefusal("network", "The server did not answer.");
  });
  const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok) {
    const told = problem.safeParse(json);
    throw told.success
      ? new ApiRefusal(told.data.type.replace("urn:siga:problem:", ""), told.data.detail, told.data.errors)
      : new ApiRefusal("internal", `HTTP ${response.status}`);
  }
  const parsed = answer.safeParse(json);
  if (!parsed.success) throw new ApiRefusal("internal", `The server's answer to ${method} ${path} is not what this page knows; reload it.`);
  return parsed.data;
}
