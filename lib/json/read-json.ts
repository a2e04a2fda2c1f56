/**
 * Tolerant readers for JSON that somebody else wrote. None of them throws, and what they return can be stored in
 * PostgreSQL as it is: no U+0000, no lone surrogate, no number that is not finite, no unbounded depth or size.
 */
import type { Context, Json } from "#lib/engine/types.ts";
import { cutText } from "#lib/engine/values/cut-text.ts";

export type JsonObject = { readonly [key: string]: unknown };

const NOTHING: JsonObject = {};
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const MAX_KEY_LENGTH = 128;
/** Meta repeats a webhook for at most seven days (META.md, 3.1): what claims to be older than this was not dated by Meta. */
const OLDEST_MS = 8 * 86_400_000;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : NOTHING;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text without U+0000 and lone surrogates, at most `max` UTF-16 units, never cut inside a surrogate pair. */
export function cleanText(text: string, max: number): string {
  const kept = cutText(text.includes("\0") ? text.replaceAll("\0", "") : text, max);
  // ES2024; every runtime we support has it, the configured typings stop at ES2023.
  return (kept as string & { toWellFormed(): string }).toWellFormed();
}

/** The cleaned text, or null for what is no text or has none in it. */
export function textOf(value: unknown, max: number): string | null {
  return typeof value === "string" ? cleanText(value, max) || null : null;
}

/**
 * An identifier, kept whole or not at all: cutting one would make it another's. Meta sends its ids as text; a whole
 * number is taken too.
 */
export function idOf(value: unknown, max: number): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== "string" || value.length > max) return null;
  return cleanText(value, max).trim() || null;
}

/** A phone number as Meta writes it: digits only. A leading + is forgiven. */
export function waIdOf(value: unknown): string | null {
  const id = idOf(value, 32);
  if (id === null) return null;
  const digits = id.startsWith("+") ? id.slice(1) : id;
  return /^\d{5,20}$/.test(digits) ? digits : null;
}

/** A business-scoped user id. Its form (`CC.` and alphanumerics) is Meta's to change, so only its length is checked. */
export function userIdOf(value: unknown): string | null {
  return typeof value === "string" ? idOf(value, 200) : null;
}

/** A finite number, also one written as text. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "string" && (value.length > 40 || value.trim() === "")) return null;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number + 0 : null;
}

/**
 * Meta's timestamp (Unix seconds, as text) in milliseconds. Milliseconds have been seen in the wild and are recognised
 * by their size. What cannot be true (no number, the future, longer ago than Meta repeats) reads as `now`: it is taken for a
 * message that came just now, not for one that is too late to answer.
 */
export function timeOf(value: unknown, now: number): number {
  const number = numberOf(value);
  if (number === null) return now;
  const ms = Math.trunc(number >= 1e12 ? number : number * 1000);
  return ms <= now && ms > now - OLDEST_MS ? ms : now;
}

/** Copies the named text fields that are there. */
export function copyTexts(into: Context, from: JsonObject, names: readonly string[], max: number): void {
  for (const name of names) {
    const text = textOf(from[name], max);
    if (text !== null) into[name] = text;
  }
}

/** Copies the named fields that are numbers, or texts that are one. */
export function copyNumbers(into: Context, from: JsonObject, names: readonly string[]): void {
  for (const name of names) {
    const number = numberOf(from[name]);
    if (number !== null) into[name] = number;
  }
}

/** Copies the named fields that are true or false. */
export function copyFlags(into: Context, from: JsonObject, names: readonly string[]): void {
  for (const name of names) {
    const flag = from[name];
    if (typeof flag === "boolean") into[name] = flag;
  }
}

export interface Bounds {
  depth: number;
  /** Values of all kinds, containers included. */
  values: number;
  /** UTF-16 units of all texts and keys together. */
  characters: number;
}

/**
 * A copy within bounds, safe to store and to stringify. What lies deeper or beyond is left out, the text that crosses
 * the limit is cut, and keys that could reach a prototype are dropped.
 */
export function boundedJson(value: unknown, bounds: Bounds): Json {
  let values = bounds.values;
  let characters = bounds.characters;

  function copy(from: unknown, depth: number): Json | undefined {
    if (values <= 0 || characters < 0) return undefined;
    values -= 1;
    if (typeof from === "string") {
      const text = cleanText(from, characters);
      characters -= text.length;
      return text;
    }
    if (typeof from === "number") return Number.isFinite(from) ? from + 0 : null;
    if (typeof from === "boolean" || from === null) return from;
    if (depth >= bounds.depth) return undefined;
    if (Array.isArray(from)) return copyList(from, depth + 1);
    return isObject(from) ? copyObject(from, depth + 1) : undefined;
  }

  function copyList(from: readonly unknown[], depth: number): Json[] {
    const list: Json[] = [];
    for (const item of from) {
      const kept = copy(item, depth);
      if (kept !== undefined) list.push(kept);
      else if (values <= 0) break;
    }
    return list;
  }

  function copyObject(from: JsonObject, depth: number): Context {
    const object: Context = {};
    for (const name of Object.keys(from)) {
      const key = cleanText(name, MAX_KEY_LENGTH);
      // Only after cleaning: a U+0000 inside must not smuggle one through.
      if (FORBIDDEN_KEYS.has(key)) continue;
      characters -= key.length;
      const kept = copy(from[name], depth);
      if (kept !== undefined) object[key] = kept;
      else if (values <= 0 || characters < 0) break;
    }
    return object;
  }

  return copy(value, 0) ?? null;
}
