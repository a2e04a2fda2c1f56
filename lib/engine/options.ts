import { z } from "zod";
import { isJsonObject, isUnsafeKey } from "./context.ts";
import type { Context } from "./types.ts";

/**
 * Schema pieces for node options. They accept what the replaced system exported: absent options, nulls,
 * numbers and booleans as text, blank text for "not set".
 */

const SECONDS_PER_DAY = 86_400;
export const MAX_DELAY_SECONDS = 30 * SECONDS_PER_DAY;

const blankToUndefined = (value: unknown) =>
  value === null || (typeof value === "string" && value.trim() === "") ? undefined : value;

const toText = (value: unknown) =>
  value === null || value === undefined ? "" : typeof value === "number" || typeof value === "boolean" ? String(value) : value;

const toNumber = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given !== "string") return given;
  const number = Number(given);
  return Number.isNaN(number) ? given : number;
};

const BOOLEAN_WORDS: { [word: string]: boolean } = { true: true, false: false, "1": true, "0": false, yes: true, no: false };

const toBoolean = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given === "string" || typeof given === "number") return BOOLEAN_WORDS[String(given).toLowerCase()] ?? given;
  return given;
};

const toObject = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given !== "string") return given ?? null;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return given;
  }
};

/** Text, "" when absent. */
export const text = () => z.preprocess(toText, z.string().max(64_000));

/** A word or name without surrounding space; null when absent. */
export const word = () => z.preprocess((value) => blankToUndefined(value) ?? null, z.string().trim().max(200).nullable());

/** The name under which a value is kept in the context; null when absent. */
export const contextKey = () =>
  word().refine((key) => key === null || !isUnsafeKey(key), { error: "This name is reserved: choose another." });

export const flag = (fallback: boolean) => z.preprocess((value) => toBoolean(value) ?? fallback, z.boolean());

/** A number within bounds; null when absent. */
export const optionalNumber = (bounds: { min: number; max: number; integer?: boolean }) =>
  z.preprocess(
    (value) => toNumber(value) ?? null,
    (bounds.integer ? z.number().int() : z.number()).min(bounds.min).max(bounds.max).nullable(),
  );

/** Seconds, 0 when absent, at most 30 days. */
export const delaySeconds = () => z.preprocess((value) => toNumber(value) ?? 0, z.number().min(0).max(MAX_DELAY_SECONDS));

/** A JSON object, also given as JSON text; null when absent. */
export const jsonObject = () =>
  z.preprocess(
    toObject,
    z.custom<Context | null>((value) => value === null || isJsonObject(value), { error: "must be a JSON object" }),
  );

const READABLE_KEY = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Whether conditions, `{key}` and `{{ key }}` can read this context key by its name. */
export function isReadableKey(key: string): boolean {
  return READABLE_KEY.test(key);
}
