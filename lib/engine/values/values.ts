import { isUnsafeKey } from "../context.ts";
import { findText } from "./find-text.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError, type Budget } from "./budget.ts";

/**
 * How conditions and interpolation see values, in one place so that both agree: an answer is text, and text that is a
 * number compares with a number as a number; only own properties exist; what is missing is null.
 */

const NUMERIC = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const LONGEST_NUMBER = 100;
const MAX_DEPTH = 64;

/** The value itself when it is JSON on the surface, null for anything else (functions, dates, maps, NaN). */
export function plain(value: unknown): Json {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "object" && value !== null && isListOrRecord(value) ? value : null;
}

function isListOrRecord(value: object): value is Json[] | { [key: string]: Json } {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isRecord = prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
  // Liquid would walk through what iterates, perhaps for ever.
  return isRecord && !(Symbol.iterator in value) && (!("next" in value) || typeof value.next !== "function");
}

/**
 * The words of what a contact sent when it holds more than words: a picture and its caption, a choice and its id
 * (lib/whatsapp/inbound/answer.ts). It is compared and calculated with like a text; any other value is itself.
 */
export function wordsOf(value: Json): Json {
  return isAnswer(value) ? value.text : value;
}

/** `shown` is what a text shows of it: its words, or what stands for it where it has none. */
function isAnswer(value: Json): value is { text: string; shown: string; [key: string]: Json } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    ["text", "shown"].every((key) => Object.hasOwn(value, key) && typeof value[key] === "string")
  );
}

/** The own property of an object, the item of a list (from its end when negative), the character of a text; null when there is none. */
export function member(value: Json, key: Json, work: Budget): Json {
  if (typeof key === "string" && isUnsafeKey(key)) {
    throw new LimitError("not_allowed", problem("name_reserved", { name: key }));
  }
  if (typeof value === "string") return characterOrLength(value, key, work);
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) {
    if (key === "length") return value.length;
    const index = wholeNumber(key);
    if (index === null) return null;
    const position = index < 0 ? value.length + index : index;
    return Object.hasOwn(value, position) ? plain(value[position]) : null;
  }
  if (typeof key !== "string" && typeof key !== "number") return null;
  return Object.hasOwn(value, key) ? plain(value[key]) : null;
}

function characterOrLength(value: string, key: Json, work: Budget): Json {
  if (key === "length") return length(value, work);
  const index = wholeNumber(key);
  if (index === null) return null;
  work.spend(value.length);
  return Array.from(value).at(index) ?? null;
}

function wholeNumber(key: Json): number | null {
  const number = typeof key === "boolean" ? null : toNumber(key);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** The number that a value stands for: a number, true and false as 1 and 0, text that is a number ("20", " 1.5 "); null otherwise. */
export function toNumber(given: Json): number | null {
  const value = wordsOf(given);
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string" || value.length > LONGEST_NUMBER || !NUMERIC.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Characters of a text (code points), items of a list, keys of an object, 0 for null. */
export function length(given: Json, work: Budget): number {
  const value = wordsOf(given);
  if (value === null) return 0;
  if (Array.isArray(value)) return value.length;
  if (typeof value === "object") {
    const count = Object.keys(value).length;
    work.spend(count);
    return count;
  }
  const text = typeof value === "string" ? value : String(value);
  work.spend(text.length);
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if (isPair(text.charCodeAt(index), text.charCodeAt(index + 1))) {
      count--;
      index++;
    }
  }
  return count;
}

function isPair(first: number, second: number): boolean {
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/** A value as a person reads it: null as nothing, a list joined by ", ", an object as JSON. */
export function toText(value: Json, work: Budget): string {
  if (typeof value === "string") {
    work.spend(value.length);
    return value;
  }
  if (value === null) return "";
  if (Array.isArray(value)) return joined(value, ", ", work);
  if (isAnswer(value)) return toText(value.shown, work);
  if (typeof value === "object") return toJsonText(value, work);
  return String(value);
}

/** The items as text with the separator between them; lists and objects among them as JSON. */
export function joined(items: readonly Json[], separator: string, work: Budget): string {
  work.spend(items.length * (1 + separator.length));
  return Array.from(items, (unknownItem) => {
    const item = plain(unknownItem);
    return typeof item === "object" && item !== null && !isAnswer(item) ? toJsonText(item, work) : toText(item, work);
  }).join(separator);
}

/** JSON text; refuses what is nested more than 64 deep, and so what contains itself. */
export function toJsonText(value: Json, work: Budget, depth = 0): string {
  work.spend(4);
  if (typeof value === "string") {
    work.spend(value.length);
    return JSON.stringify(value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > MAX_DEPTH) throw new LimitError("too_deep", problem("value_too_deep"));
  if (Array.isArray(value)) {
    work.spend(value.length);
    return `[${Array.from(value, (item) => toJsonText(plain(item), work, depth + 1)).join(",")}]`;
  }
  const entries = Object.keys(value).map((key) => {
    work.spend(key.length);
    return `${JSON.stringify(key)}:${toJsonText(plain(value[key]), work, depth + 1)}`;
  });
  return `{${entries.join(",")}}`;
}

/**
 * Equality: numbers, numeric text and (unless exact) booleans by number; text by its characters; lists and objects by
 * content; null only to null. `exact` keeps booleans apart from numbers.
 */
export function equals(a: Json, b: Json, work: Budget, exact = false, depth = 0): boolean {
  work.spend(1);
  if (a === null || b === null) return a === b;
  if (typeof a === "string" && typeof b === "string") {
    if (a.length !== b.length) return false;
    work.spend(a.length);
    return a === b;
  }
  if (typeof a === "object" && typeof b === "object") return sameContent(a, b, work, exact, depth + 1);
  if (isAnswer(a)) return equals(a.text, b, work, exact, depth);
  if (isAnswer(b)) return equals(a, b.text, work, exact, depth);
  if (typeof a === "object" || typeof b === "object") return false;
  if (typeof a === "boolean" || typeof b === "boolean") {
    return a === b || (!exact && typeof a !== "string" && typeof b !== "string" && Number(a) === Number(b));
  }
  const number = toNumber(a);
  return number !== null && number === toNumber(b);
}

type Composite = Json[] | { [key: string]: Json };

function sameContent(a: Composite, b: Composite, work: Budget, exact: boolean, depth: number): boolean {
  if (a === b) return true;
  if (depth > MAX_DEPTH) throw new LimitError("too_deep", problem("values_too_deep"));
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) {
      if (!equals(plain(a[index]), plain(b[index]), work, exact, depth)) return false;
    }
    return true;
  }
  const keys = Object.keys(a);
  work.spend(keys.length);
  return (
    keys.length === length(b, work) &&
    keys.every((key) => Object.hasOwn(b, key) && equals(plain(a[key]), plain(b[key]), work, exact, depth))
  );
}

/** Negative, zero or positive as a comes before, with or after b; null when they have no order. Two texts go by code points. */
export function order(first: Json, second: Json, work: Budget): number | null {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  if (typeof a === "string" && typeof b === "string") return orderOfTexts(a, b, work);
  if ((typeof a === "boolean" && typeof b === "string") || (typeof a === "string" && typeof b === "boolean")) return null;
  const [left, right] = [toNumber(a), toNumber(b)];
  return left === null || right === null ? null : left - right;
}

function orderOfTexts(a: string, b: string, work: Budget): number {
  const shared = Math.min(a.length, b.length);
  let index = 0;
  while (index < shared && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  work.spend(index + 1);
  if (index === shared) return a.length - b.length;
  return codePointRank(a.charCodeAt(index)) - codePointRank(b.charCodeAt(index));
}

/** Code units above the surrogates stand for smaller code points than the surrogate pairs do. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Membership: by value in a list, as a part of a text, as an own key of an object. Nothing is in null, and null only in a list. */
export function contains(whole: Json, part: Json, work: Budget): boolean {
  if (Array.isArray(whole)) {
    for (const candidate of whole) {
      if (equals(plain(candidate), part, work)) return true;
    }
    return false;
  }
  const [container, item] = [wordsOf(whole), wordsOf(part)];
  if (typeof item !== "string" && typeof item !== "number") return false;
  const sought = String(item);
  if (typeof container === "string") {
    work.spend(container.length + sought.length);
    return findText(container, sought) >= 0;
  }
  return typeof container === "object" && container !== null && !isUnsafeKey(sought) && Object.hasOwn(container, sought);
}
