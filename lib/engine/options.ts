import { z } from "zod";
import { isJsonObject, isUnsafeKey } from "./context.ts";
import type { Context } from "./types.ts";

/**
 * Schema pieces for node options. They accept what the replaced system exported: absent options, nulls,
 * numbers and booleans as text, blank text for "not set".
 */

const MAX_TEXT = 64_000;
const SECONDS_PER_DAY = 86_400;
const MAX_DELAY_SECONDS = 30 * SECONDS_PER_DAY;

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
export const text = () => z.preprocess(toText, z.string({ error: "must be text" }).max(MAX_TEXT, { error: `must be at most ${MAX_TEXT} characters` }));

/** A word or name without surrounding space; null when absent. */
export const word = () => z.preprocess((value) => blankToUndefined(value) ?? null, z.string({ error: "must be text" }).trim().max(200, { error: "must be at most 200 characters" }).nullable());

/** The name under which a value is kept in the context; null when absent. */
export const contextKey = () =>
  word().refine((key) => key === null || !isUnsafeKey(key), { error: "is a reserved name: choose another" });

export const flag = (fallback: boolean) => z.preprocess((value) => toBoolean(value) ?? fallback, z.boolean({ error: "must be true or false" }));

const numberWithin = ({ min, max, integer = false }: Bounds) => {
  const error = `must be a ${integer ? "whole " : ""}number from ${min} to ${max}`;
  return (integer ? z.number({ error }).int({ error }) : z.number({ error })).min(min, { error }).max(max, { error });
};

interface Bounds {
  min: number;
  max: number;
  integer?: boolean;
}

/** A number within bounds; null when absent. */
export const optionalNumber = (bounds: Bounds) => z.preprocess((value) => toNumber(value) ?? null, numberWithin(bounds).nullable());

/** Seconds, 0 when absent, at most 30 days. */
export const delaySeconds = () => z.preprocess((value) => toNumber(value) ?? 0, numberWithin({ min: 0, max: MAX_DELAY_SECONDS }));

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
