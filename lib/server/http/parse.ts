import type { z } from "zod";
import { errorCodeOf, MAX_ERRORS, receivedType } from "./input-case.ts";
import type { InputError } from "#lib/api/problem.ts";
import { badRequest, notFound, pointerOf, type ApiError, unprocessable } from "../platform/api-error.ts";
import { flawOf } from "./json-body.ts";

type ZodIssue = z.core.$ZodIssue;

/** @throws ApiError 422 naming each field that is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value === undefined ? {} : value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .slice(0, MAX_ERRORS)
    .map((issue): InputError => ({ pointer: pointerOf(issue.path), message: messageOf(issue), ...errorCodeOf(issue) }));
  throw unprocessable(sentence(errors.map((error) => `${error.pointer === "" ? "the body" : error.pointer}: ${error.message}`)), errors);
}

/** @throws ApiError 400 naming each query parameter that is wrong. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, url: URL): z.output<Schema> {
  const seen: Record<string, string> = Object.create(null);
  const errors: InputError[] = [];
  for (const [name, value] of url.searchParams) {
    if (name in seen) errors.push({ parameter: name, message: "is given twice" });
    else if (flawOf(name + value) !== null) errors.push({ parameter: name, message: `holds ${flawOf(name + value)}` });
    else seen[name] = value;
  }
  if (errors.length > 0) throw queryProblem(errors);
  const parsed = schema.safeParse({ ...seen });
  if (parsed.success) return parsed.data;
  throw queryProblem(
    parsed.error.issues
      .slice(0, MAX_ERRORS)
      .map((issue) => ({ parameter: String(issue.path[0] ?? ""), message: messageOf(issue), ...errorCodeOf(issue) })),
  );
}

/** @throws ApiError 404: what is not even an id names nothing. */
export function parseParams<Schema extends z.ZodType>(schema: Schema, params: Record<string, unknown>): z.output<Schema> {
  const flawed = Object.values(params).some((value) => typeof value === "string" && flawOf(value) !== null);
  const parsed = schema.safeParse(params);
  if (parsed.success && !flawed) return parsed.data;
  const names = parsed.success ? Object.keys(params) : parsed.error.issues.map((issue) => issue.path.join("."));
  throw notFound(`Nothing is here: ${names.join(", ")} in the address is no id that could exist.`);
}

function queryProblem(errors: InputError[]): ApiError {
  return badRequest(sentence(errors.map((error) => `${error.parameter === "" ? "the query" : `?${error.parameter}`}: ${error.message}`)), {
    code: "invalid-query",
    errors,
  });
}

function messageOf(issue: ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `does not know ${issue.keys
      .slice(0, MAX_ERRORS)
      .map((key) => `"${key}"`)
      .join(", ")}${issue.keys.length > MAX_ERRORS ? " and others" : ""}; remove it or check the spelling`;
  const received = issue.code === "invalid_type" ? receivedType(issue) : undefined;
  if (ZODS_OWN.test(issue.message)) return boundOf(issue) ?? issue.message;
  if (issue.code !== "invalid_type" || received === undefined) return issue.message;
  const { expected } = issue;
  if (received === "undefined") return `is required: ${kind(expected)}`;
  return expected === "int" && received === "number" ? "must be a whole number" : `must be ${kind(expected)}, not ${kind(received)}`;
}

/** How zod words what no check of ours has words for. */
const ZODS_OWN = /^(Too small|Too big|Invalid option):/;

function boundOf(issue: ZodIssue): string | null {
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
  if (issue.code !== "too_small" && issue.code !== "too_big") return null;
  const limit = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const things = issue.origin === "string" ? "characters" : issue.origin === "array" ? "items" : null;
  if (things === null) return `must be ${limit} or ${issue.code === "too_small" ? "more" : "less"}`;
  if (things === "characters" && limit === 1 && issue.code === "too_small") return "must not be empty";
  return `must have ${issue.code === "too_small" ? "at least" : "at most"} ${limit} ${things}`;
}

/** What JSON's types are called by people who are no programmers. */
const KINDS = new Map(
  Object.entries({
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
  }),
);
const kind = (type: string): string => KINDS.get(type) ?? type;

function sentence(parts: string[]): string {
  const shown = parts.slice(0, 5).join("; ");
  return parts.length > 5 ? `${shown}; and ${parts.length - 5} more (see errors).` : `${shown}.`;
}
