import type { z } from "zod";
import type { InputError } from "#lib/api/problem.ts";

type ZodIssue = z.core.$ZodIssue;
type Case = Pick<InputError, "code" | "params">;

/** Enough to mend a body by; a list of thousands helps nobody. */
export const MAX_ERRORS = 50;

/** What is wrong with an input, as programs tell it: stable, beside the English message. Nothing where there is no word for it. */
export function errorCodeOf(issue: ZodIssue): Case {
  switch (issue.code) {
    case "invalid_type":
      return typeCase(issue);
    case "unrecognized_keys":
      return { code: "unknown-field", params: { keys: issue.keys.slice(0, MAX_ERRORS) } };
    case "too_small":
      if (issue.origin === "string")
        return Number(issue.minimum) === 1 ? { code: "empty" } : { code: "too-short", params: { minimum: Number(issue.minimum) } };
      return { code: issue.origin === "array" ? "too-few" : "too-small", params: { minimum: Number(issue.minimum) } };
    case "too_big":
      return {
        code: issue.origin === "string" ? "too-long" : issue.origin === "array" ? "too-many" : "too-large",
        params: { maximum: Number(issue.maximum) },
      };
    case "invalid_value":
      return { code: "not-allowed", params: { values: issue.values.map(String) } };
    case "custom":
      return ownCase(issue.params);
    default:
      return {};
  }
}

/** What type was received; undefined where a check has words of its own. Zod tells it in its message only. */
export const receivedType = (issue: z.core.$ZodIssueInvalidType): string | undefined => /, received (\w+)$/.exec(issue.message)?.[1];

function typeCase(issue: z.core.$ZodIssueInvalidType): Case {
  const received = receivedType(issue);
  const expected = issue.expected === "record" ? "object" : issue.expected;
  if (received === "undefined") return { code: "required", params: { expected } };
  return { code: "wrong-type", params: received === undefined ? { expected } : { expected, received } };
}

/** Our own checks name their case themselves: `params: { code, ... }`. */
function ownCase(given: Record<string, unknown> | undefined): Case {
  if (given === undefined || typeof given["code"] !== "string") return {};
  const { code, ...params } = given;
  return { code: String(code), ...(Object.keys(params).length === 0 ? {} : { params }) };
}
