import type { Context, Json } from "./types.ts";

/** About as many characters of JSON as an execution may carry from event to event. */
export const CONTEXT_LIMIT = 256 * 1024;

/** The key under which a flow finds what its contact wrote before the question (`earlier.ts`). */
export const EARLIER_KEY = "earlier";

/** Keys that are every flow's: who the contact is, and what they said last. */
export const SHARED_KEYS = ["contact", "message", "last_message"] as const;
const OWN_KEYS: ReadonlySet<string> = new Set([...SHARED_KEYS, EARLIER_KEY]);

/** What the flow has put there: without what the engine itself keeps in every context. */
export const keptOf = (context: Context): Context => Object.fromEntries(Object.entries(context).filter(([key]) => !OWN_KEYS.has(key)));

const MAX_DEPTH = 64;
const UNSAFE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Keys that could reach a prototype: never written to a context. */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

/** Whether a value is a JSON object that `toContext` would copy without loss. */
export function isJsonObject(value: unknown): value is Context {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isJson(value, 0);
}

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  return Object.entries(value).every(([key, item]) => !isUnsafeKey(key) && isJson(item, depth + 1));
}

/** A copy that is JSON for certain: what is not JSON becomes null, as does what lies deeper than 64 levels; minus 0 becomes 0. */
function toJson(value: unknown, depth = 0): Json {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  return toContext(value, depth + 1);
}

/** The same for an object, without unsafe keys and without those that hold undefined. */
export function toContext(value: object, depth = 0): Context {
  const copy: Context = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && !isUnsafeKey(key)) copy[key] = toJson(item, depth);
  }
  return copy;
}

/** Roughly the length of the value's JSON: counts, without making it. */
export function jsonSize(value: Json): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 5;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) size += jsonSize(item) + 1;
  } else {
    for (const key of Object.keys(value)) size += key.length + 4 + jsonSize(value[key] ?? null);
  }
  return size;
}
