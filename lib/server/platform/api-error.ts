import { STATUS_CODES } from "node:http";
import { type InputError, PROBLEM_TYPE } from "#lib/api/problem.ts";
import { metrics } from "./metrics.ts";

interface ProblemExtras {
  /** A word that programs can tell the case by; it becomes the `type`. */
  code?: string;
  errors?: InputError[];
  /** Members of one kind of problem, such as `current_revision` or `issues`. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** A refusal in the form of RFC 9457. Services throw it; the API sends it as it is, the console shows its `detail`. */
export class ApiError extends Error {
  override name = "Problem";
  readonly status: number;
  readonly extras: ProblemExtras;

  constructor(status: number, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.extras = extras;
  }

  toJSON(): Record<string, unknown> {
    const { code, errors, members } = this.extras;
    return {
      type: code === undefined ? "about:blank" : `${PROBLEM_TYPE}${code}`,
      title: STATUS_CODES[this.status] ?? "Error",
      status: this.status,
      detail: this.message,
      ...(errors === undefined ? {} : { errors }),
      ...members,
    };
  }
}

export const badRequest = (detail: string, extras?: ProblemExtras) => new ApiError(400, detail, extras);
export const unauthorized = (detail: string) =>
  new ApiError(401, detail, { code: "unauthorized", headers: { "www-authenticate": 'Bearer realm="siga"' } });
export const forbidden = (detail: string) => new ApiError(403, detail, { code: "forbidden" });
export const notFound = (detail: string) => new ApiError(404, detail, { code: "not-found" });
export const conflict = (code: string, detail: string, members?: Record<string, unknown>) =>
  new ApiError(409, detail, { code, ...(members === undefined ? {} : { members }) });
export const unprocessable = (detail: string, errors?: InputError[]) =>
  new ApiError(422, detail, { code: "invalid-input", ...(errors === undefined ? {} : { errors }) });

/** 422 about one field of the body. */
export function invalidField(path: readonly PropertyKey[], message: string, extras: Pick<InputError, "code" | "params"> = {}): ApiError {
  const pointer = pointerOf(path);
  return unprocessable(`${pointer} ${message}`, [{ pointer, message, ...extras }]);
}

/** `["nodes", 0, "id"]` as `/nodes/0/id`. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Counts a request that ends in this error, for the metrics. */
export function countRefusal({ status, extras }: ApiError): void {
  metrics().refusedRequests.inc({ status, code: extras.code ?? "none" });
}

export function problemResponse(problem: ApiError): Response {
  countRefusal(problem);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...problem.extras.headers },
  });
}
