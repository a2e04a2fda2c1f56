import type { z } from "zod";
import type { Refusal } from "../graph-error.ts";

type Issue = z.core.$ZodIssue;

/** The first thing that is wrong with a body, as Meta would say it. */
export function refusalOf(error: z.ZodError, body: unknown): Refusal {
  return fromIssue(deepest(error.issues), body);
}

/** Of several readings the one with the least that is wrong says what is meant; of those the one that came furthest. */
function deepest(issues: readonly Issue[]): Issue {
  const [first] = issues;
  if (first === undefined) throw new Error("a failed parse has an issue");
  if (first.code !== "invalid_union" || first.errors.length === 0) return first;
  const fewest = Math.min(...first.errors.map(({ length }) => length));
  const readings = first.errors.filter(({ length }) => length === fewest).map((reading) => deepest(reading));
  const best = readings.toSorted((one, other) => other.path.length - one.path.length)[0];
  return best === undefined ? first : { ...best, path: [...first.path, ...best.path] };
}

function fromIssue(issue: Issue, body: unknown): Refusal {
  const where = pathText(issue.path);
  if (issue.code === "unrecognized_keys")
    return { code: 100, details: `Unexpected key "${issue.keys[0] ?? ""}" on param ${where === "" ? "of the request" : `"${where}"`}.` };
  if (valueAt(body, issue.path) === undefined) {
    // The envelope's own parameters are Graph's, all others WhatsApp's.
    return issue.path.length <= 1 && !isPayload(issue.path)
      ? { code: 100, details: `The parameter ${where} is required.` }
      : { code: 131008, details: `Parameter ${where} is mandatory.` };
  }
  if (issue.code === "invalid_type") return { code: 100, details: `Param ${where} must be a JSON ${issue.expected}.` };
  const graph = issue.code === "custom" ? issue.params?.["graph"] : undefined;
  return { code: typeof graph === "number" ? graph : 131009, details: `Param ${where} ${issue.message}.`.replace(/\.\.$/, ".") };
}

const ENVELOPE = new Set(["messaging_product", "to", "type", "status", "message_id"]);
const isPayload = ([first]: readonly PropertyKey[]): boolean => !ENVELOPE.has(String(first));

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), body);
}

/** `interactive['action']['buttons'][0]`, as Graph writes it. */
function pathText([first, ...rest]: readonly PropertyKey[]): string {
  const head = first === undefined ? "" : String(first);
  return head + rest.map((key) => (typeof key === "number" ? `[${key}]` : `['${String(key)}']`)).join("");
}
