import type { z } from "zod";
import type { Contract } from "#lib/api/contract.ts";
import { type InputError, problem, PROBLEM_TYPE } from "#lib/api/problem.ts";

/** What the API returned instead of a result; `code` tells the case, `message` says it in English. */
export class ApiRefusal extends Error {
  override name = "ApiRefusal";
  readonly code: string;
  readonly errors: readonly InputError[];
  /** How much may be sent, where that is what was refused. */
  readonly limit: string | undefined;
  constructor(code: string, message: string, { errors = [], limit }: { errors?: readonly InputError[]; limit?: string | undefined } = {}) {
    super(message);
    this.code = code;
    this.errors = errors;
    this.limit = limit;
  }
}

/** What may well succeed when it is tried again in a moment: nobody responded, or the server is not able to just now. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof ApiRefusal) || ["network", "unavailable", "internal"].includes(error.code);
}

type Schema<Part, Then> = Part extends z.ZodType ? Then : unknown;

/**
 * What a contract asks for. Parameters are given as what they mean (a number, a Date, a list) or as the text that stands in the address.
 */
export type CallInput<C extends Contract> = Schema<
  C["params"],
  { params: Readonly<Record<keyof z.input<NonNullable<C["params"]>>, string | number>> }
> &
  Schema<C["query"], { query?: QueryInput<NonNullable<C["query"]>> }> &
  Schema<C["body"], { body: z.input<NonNullable<C["body"]>> }> &
  (C["idempotent"] extends true ? { idempotencyKey?: string } : unknown);

type QueryInput<Query extends z.ZodObject> = {
  readonly [Name in keyof z.input<Query>]?: z.input<Query>[Name] | z.output<Query>[Name & keyof z.output<Query>];
};

type CallResult<C extends Contract> = C["response"] extends z.ZodType ? z.output<C["response"]> : undefined;

/**
 * Calls the REST API as the signed-in user; the response is parsed by the contract's own schema, so what a newer server
 * has beside it is left out.
 * @throws ApiRefusal; code `network` when nobody responded. What `signal` aborts throws its reason.
 */
export async function call<C extends Contract>(contract: C, input: CallInput<C>, signal?: AbortSignal): Promise<CallResult<C>> {
  const { url, init } = requestOf(contract, input);
  return send(contract, url, init, signal);
}

/** The same for a contract that takes a file in place of a JSON body: the browser reads it piece by piece. @throws ApiRefusal */
export async function callWithFile<C extends Contract>(contract: C, input: CallInput<C>, file: Blob): Promise<CallResult<C>> {
  const { url, init } = requestOf(contract, input);
  return send(contract, url, { ...init, headers: { "content-type": file.type || "application/octet-stream" }, body: file });
}

async function send<C extends Contract>(contract: C, url: string, init: RequestInit, signal?: AbortSignal): Promise<CallResult<C>> {
  const response = await fetch(url, { ...init, ...(signal === undefined ? {} : { signal }) }).catch(() => {
    signal?.throwIfAborted();
    throw new ApiRefusal("network", "The server did not answer.");
  });
  const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => null);
  signal?.throwIfAborted();
  return resultOf(contract, response.status, json);
}

/** What goes over the wire for this input. */
export function requestOf<C extends Contract>({ method, path }: C, input: CallInput<C>): { url: string; init: RequestInit } {
  const {
    params = {},
    query = {},
    body,
    idempotencyKey,
  } = input as Partial<Record<"params" | "query", Record<string, unknown>>> & {
    body?: unknown;
    idempotencyKey?: string;
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, parameterText(value)]));
  return {
    url: `/api/v1${filled}${search.size === 0 ? "" : `?${search.toString()}`}`,
    init: {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json", ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }) },
        body: JSON.stringify(body),
      }),
    },
  };
}

const parameterText = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : Array.isArray(value) ? value.join(",") : String(value);

/** No more than this of a refusal is read, so that one with members of a later form is still known by its case. */
const refusal = problem.pick({ type: true, detail: true, limit: true, errors: true });

/** What a response means. @throws ApiRefusal */
export function resultOf<C extends Contract>(contract: C, status: number, json: unknown): CallResult<C> {
  if (status >= 300) {
    const parsed = refusal.safeParse(json);
    throw parsed.success
      ? new ApiRefusal(parsed.data.type.replace(PROBLEM_TYPE, ""), parsed.data.detail, parsed.data)
      : new ApiRefusal("internal", `HTTP ${status}`);
  }
  // The type says what the schema puts out; TypeScript can't follow that through the conditional type.
  if (contract.response === null) return undefined as CallResult<C>;
  const parsed = contract.response.safeParse(json);
  if (!parsed.success)
    throw new ApiRefusal("internal", `The server's answer to ${contract.method} ${contract.path} is not what this page knows; reload it.`);
  return parsed.data as CallResult<C>;
}
