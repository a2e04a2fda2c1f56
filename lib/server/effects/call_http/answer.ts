import type { HttpResult } from "#lib/effects/call_http/effect.ts";
import { isUnsafeKey } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";
import { cleanText } from "#lib/json/read-json.ts";
import { parseKeepingDigits } from "#lib/json/whole-numbers.ts";
import type { Mask } from "./mask.ts";

export type Answer = Omit<Extract<HttpResult, { ok: true }>, "duration_ms" | "tries">;

/** An answer that says it is JSON, and is none that can be taken. */
export class UnreadableAnswerError extends Error {
  override name = "UnreadableAnswerError";
}

const MAX_DEPTH = 64;
const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/i;
const LOOKS_LIKE_JSON = /^\s*[[{]/;

/**
 * Reads an answer to its end, and masks it. JSON is what says that it is, and what is although nobody says so: many systems
 * name no type, or a wrong one.
 * @throws UnreadableAnswerError for a success whose JSON is broken or too deep; what reading the body throws.
 */
export async function readAnswer(response: Response, mask: Mask): Promise<Answer> {
  const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name, mask(cleanText(value, Infinity))]));
  const type = response.headers.get("content-type") ?? "";
  const text = decoded(await response.arrayBuffer(), type);
  const { status } = response;
  const json = readJson(text, JSON_TYPE.test(type) && response.ok, mask);
  if (json !== undefined) return { ok: true, status, headers, body: json, is_json: true };
  return { ok: true, status, headers, body: mask(cleanText(text, Infinity)), is_json: false };
}

function decoded(bytes: ArrayBuffer, type: string): string {
  const charset = /;\s*charset="?([\w:.-]+)/i.exec(type)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Undefined for what is none. */
function readJson(text: string, mustBe: boolean, mask: Mask): Json | undefined {
  if (text.trim() === "" || !(mustBe || LOOKS_LIKE_JSON.test(text))) return undefined;
  try {
    return storable(parseKeepingDigits(text) as Json, mask, 0);
  } catch (error) {
    if (!mustBe) return undefined;
    throw error instanceof UnreadableAnswerError ? error : new UnreadableAnswerError("The answer says that it is JSON, and is not.");
  }
}

/** A copy that PostgreSQL can store, without what could reach a prototype, and without secrets. */
function storable(value: Json, mask: Mask, depth: number): Json {
  if (typeof value === "string") return mask(cleanText(value, Infinity));
  if (typeof value === "number") {
    const number = Number.isFinite(value) ? value : null;
    const masked = mask(String(number));
    return masked === String(number) ? number : masked;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) throw new UnreadableAnswerError(`The JSON of the answer is nested more than ${MAX_DEPTH} deep.`);
  if (Array.isArray(value)) return value.map((item) => storable(item, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, Json] => [mask(cleanText(key, Infinity)), storable(item, mask, depth + 1)])
      .filter(([key]) => !isUnsafeKey(key)),
  );
}
