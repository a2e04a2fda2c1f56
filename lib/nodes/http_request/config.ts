import { z } from "zod";
import { hasBody, METHODS, mayRepeat } from "../../effects/call_http/effect.ts";
import { textsIn } from "../../engine/json-texts.ts";
import { choice, contextKey, group, list, optionalNumber, text, word } from "../../engine/options.ts";
import { isObject } from "../../json/read-json.ts";

/** Where it is kept why there is no success. */
export const ERROR_KEY = "http_error";

const rows = (most = 50) => list(z.object({ name: text(), value: text() }), most);
const textOrJson = (value: unknown) => (typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : value);
const withType = (body: unknown) =>
  isObject(body) && [undefined, null, ""].includes(body.type as never) ? { ...body, type: "none" } : body;

export const BODY_TYPES = ["none", "json", "form", "text"] as const;
export const AUTH_TYPES = ["none", "bearer", "basic", "header"] as const;
export const EXITS = ["detailed", "simple"] as const;

export const httpConfig = z.object({
  method: z.preprocess((value) => (typeof value === "string" ? value.trim().toUpperCase() : value), choice(METHODS)),
  url: text(),
  headers: rows(),
  query: rows(),
  body: group(
    z.preprocess(
      withType,
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("none") }),
        /** The text of a JSON value; the value itself is taken too. */
        z.object({ type: z.literal("json"), value: z.preprocess(textOrJson, text()) }),
        z.object({ type: z.literal("form"), value: rows(100) }),
        z.object({ type: z.literal("text"), value: text() }),
      ]),
    ),
  ),
  /** What the chosen type does not use is kept, so that choosing another loses nothing. */
  auth: group(
    z.object({
      type: choice(AUTH_TYPES),
      token: text(),
      username: text(),
      password: text(),
      name: text(),
      value: text(),
    }),
  ),
  timeout_seconds: optionalNumber({ min: 1, max: 60 }).transform((seconds) => seconds ?? 10),
  retries: optionalNumber({ min: 0, max: 3, integer: true }).transform((tries) => tries ?? 0),
  idempotency_header: word(),
  /** The context key gets what stands at the path in the answer. */
  response_mapping: list(z.object({ key: contextKey({ isNew: true }), path: text() }), 50),
  /** The context key gets `{ status, headers, body }`. */
  store_response: contextKey({ isNew: true }),
  exits: choice(EXITS),
});
export type HttpConfig = z.infer<typeof httpConfig>;

/** The texts of this config that are templates, by the path of their option; those of a body of JSON by its keys. */
export function templatesOf({ url, headers, query, body, auth }: HttpConfig): { [field: string]: string } {
  const templates: { [field: string]: string } = { url };
  const add = (field: string, list: readonly { name: string; value: string }[]) => {
    for (const [index, { name, value }] of list.entries()) if (name.trim() !== "") templates[`${field}.${index}.value`] = value;
  };
  add("headers", headers);
  add("query", query);
  if (body.type === "form") add("body.value", body.value);
  if (body.type === "text") templates["body.value"] = body.value;
  if (body.type === "json") Object.assign(templates, textsIn(jsonOf(body.value), "body.value"));
  for (const option of AUTH_OPTIONS[auth.type]) if (option !== "name") templates[`auth.${option}`] = auth[option];
  return templates;
}

/** What each way to sign in is made of. */
export const AUTH_OPTIONS = {
  none: [],
  bearer: ["token"],
  basic: ["username", "password"],
  header: ["name", "value"],
} as const;

const MAX_DEPTH = 64;

/** The value of a JSON text; undefined where it is none, or nested more than 64 deep. */
export function jsonOf(written: string): unknown {
  try {
    const value: unknown = JSON.parse(written);
    return isWithin(value, MAX_DEPTH) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isWithin(item, depth - 1));
}

/** How many tries a call has after its first: none where it may not be made twice. */
export const retriesOf = (config: HttpConfig): number => (mayRepeat(config) ? config.retries : 0);

/** Whether a body is written that goes along. */
export const sendsBody = ({ method, body }: HttpConfig): boolean => hasBody(method) && body.type !== "none";
