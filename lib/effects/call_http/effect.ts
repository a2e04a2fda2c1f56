import { z } from "zod";
import type { Json } from "../../engine/types.ts";
import { defineCall } from "../define-effect.ts";

const json = z.custom<Json>((value) => value !== undefined);
const rows = z.array(z.object({ name: z.string(), value: z.string() }));

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
export type Method = (typeof METHODS)[number];
/** Made twice, they do what they did once: they only read. */
const SAFE_METHODS: readonly string[] = ["GET", "HEAD"];

/** Everything is filled in except secrets, in whose places marks stand: their values are known to nobody but the performer. */
export const httpRequest = z.object({
  method: z.enum(METHODS),
  /** What values bring is encoded; a mark stands as it is. */
  url: z.string(),
  /** Added to the address, encoded. */
  query: rows,
  headers: rows,
  auth: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("bearer"), token: z.string() }),
      z.object({ type: z.literal("basic"), username: z.string(), password: z.string() }),
      z.object({ type: z.literal("header"), name: z.string(), value: z.string() }),
    ])
    .nullable(),
  body: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("json"), value: json }),
      z.object({ type: z.literal("form"), value: rows }),
      z.object({ type: z.literal("text"), value: z.string() }),
    ])
    .nullable(),
  /** Of each try. */
  timeout_seconds: z.number().min(1).max(60),
  /** Tries after the first. */
  retries: z.number().int().min(0).max(3),
  /** Gets `<execution id>:<visit>`, the same at every try, so that the other side can tell a repeated call from a new one. */
  idempotency_header: z.string().nullable(),
  /** Where a secret stands in the texts above. */
  marks: z.array(z.object({ mark: z.string().min(1), name: z.string() })),
});
export type HttpRequest = z.infer<typeof httpRequest>;

const spent = { duration_ms: z.number(), tries: z.number().int() };

export const httpResult = z.discriminatedUnion("ok", [
  /** The server answered, whatever its status. */
  z.object({
    ok: z.literal(true),
    status: z.number().int(),
    /** Names in lower case; several of one name joined by ", ". */
    headers: z.record(z.string(), z.string()),
    /** The parsed body where it is JSON, else its text. */
    body: json,
    is_json: z.boolean(),
    ...spent,
  }),
  /** No answer that could be read: `timeout`, or why not (`blocked`, `network`, `response_too_large` ...). */
  z.object({ ok: z.literal(false), code: z.string(), error: z.string(), ...spent }),
]);
export type HttpResult = z.infer<typeof httpResult>;

/** The longest pause between two tries, also where the server asks for a longer one. */
export const LONGEST_PAUSE_SECONDS = 20;

const FAILED = {
  not_needed: "the conversation ended or went on before this call was made",
  interrupted: "the worker stopped while this call was under way; it is not known whether it arrived",
  invalid_request: "this release can not read the request",
};

/** Whether a call may be made more often than once. */
export function mayRepeat({ method, idempotency_header }: Pick<HttpRequest, "method" | "idempotency_header">): boolean {
  return SAFE_METHODS.includes(method) || idempotency_header !== null;
}

/** Whether a request of this method has a body. */
export const hasBody = (method: Method): boolean => !SAFE_METHODS.includes(method);

/** Asks another system, over HTTP. */
export const callHttp = defineCall<HttpRequest, HttpResult>({
  type: "call_http",
  request: httpRequest,
  result: httpResult,
  // Four tries of 60 seconds with three pauses between them, and some time to write the result.
  deadlineSeconds: 4 * 60 + 3 * LONGEST_PAUSE_SECONDS + 10,
  mayRepeat,
  failed: (code) => ({ ok: false, code, error: FAILED[code], duration_ms: 0, tries: 0 }),
  mock: () => mockResponse(200, {}),
});

/** What a server that answered so would bring back: JSON, or a text. */
export function mockResponse(status: number, body: Json): HttpResult {
  const isJson = typeof body !== "string";
  const headers = { "content-type": isJson ? "application/json" : "text/plain; charset=utf-8" };
  return { ok: true, status, headers, body, is_json: isJson, duration_ms: 0, tries: 1 };
}

/** What comes back when the server says nothing in time, or cannot be reached. */
export const MOCK_TIMEOUT: HttpResult = { ok: false, code: "timeout", error: "no answer in time", duration_ms: 0, tries: 1 };
export const MOCK_NETWORK_ERROR: HttpResult = {
  ok: false,
  code: "network",
  error: "the server could not be reached",
  duration_ms: 0,
  tries: 1,
};

/** The address as it is asked for: with its query, without a fragment. Marks in it are still marks. */
export function addressOf({ url, query }: Pick<HttpRequest, "url" | "query">): string {
  const [address = ""] = url.split("#");
  if (query.length === 0) return address;
  const encoded = new URLSearchParams(query.map(({ name, value }) => [name, value])).toString();
  return `${address}${address.includes("?") ? (/[?&]$/.test(address) ? "" : "&") : "?"}${encoded}`;
}
