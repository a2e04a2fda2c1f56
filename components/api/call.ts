import { z } from "zod";

/** What the API answered instead of a result; `code` tells the case, `message` says it in English. */
export class ApiRefusal extends Error {
  override name = "ApiRefusal";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const problem = z.object({ type: z.string(), detail: z.string() });

/** Calls the REST API as the signed-in user. @throws ApiRefusal; code `network` when nobody answered */
export async function call<Answer>(method: string, path: string, answer: z.ZodType<Answer>, body?: unknown): Promise<Answer> {
  const init = { method, ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }) };
  const response = await fetch(`/api/v1${path}`, init).catch(() => {
    throw new ApiRefusal("network", "The server did not answer.");
  });
  const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  if (!response.ok) {
    const told = problem.safeParse(json);
    throw told.success ? new ApiRefusal(told.data.type.replace("urn:siga:problem:", ""), told.data.detail) : new ApiRefusal("internal", `HTTP ${response.status}`);
  }
  const parsed = answer.safeParse(json);
  if (!parsed.success) throw new ApiRefusal("internal", `The server's answer to ${method} ${path} is not what this page knows; reload it.`);
  return parsed.data;
}
