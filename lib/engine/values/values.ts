import { isUnsafeKey } from "../context.ts";
import { isAnswer, isPlace, placeInWords, wordsOf } from "./answer.ts";
import { findText } from "./find-text.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError, type Budget } from "./budget.ts";
import type { Environment } from "./environment.ts";
import { normalText } from "./normal-text.ts";
import { toNumber, wholeDigits } from "./numbers.ts";

/**
 * How conditions and interpolation see values, in one place so that both agree: an answer is text, and text that is a
 * number compares with a number as a number; only own properties exist; what is missing is null.
 */

const INDEX = /^-?\d{1,15}$/;
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
  return isRecord && !(Symbol.iterator in value);
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
  const number = typeof key === "string" && INDEX.test(key.trim()) ? Number(key) : key;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
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
  if (typeof value !== "object") return String(value);
  const shown = shownOf(value);
  return shown === undefined ? toJsonText(value, work) : toText(shown, work);
}

/** What a text shows of an object that a contact sent. */
function shownOf(value: Json): string | undefined {
  if (isAnswer(value)) return value.shown;
  return isPlace(value) ? placeInWords(value) : undefined;
}
/** The items as text with the separator between them; lists and objects among them as JSON. */
export function joined(items: readonly Json[], separator: string, work: Budget): string {
  work.spend(items.length * (1 + separator.length));
  return Array.from(items, (unknownItem) => {
    const item = plain(unknownItem);
    return typeof item === "object" && item !== null && shownOf(item) === undefined ? toJsonText(item, work) : toText(item, work);
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
 * Equality: numbers, numeric text and (unless exact) booleans by number; text by what it looks like; lists and objects by
 * content; null only to null. `exact` keeps booleans apart from numbers.
 */
export function equals(a: Json, b: Json, env: Environment, exact = false, depth = 0): boolean {
  env.spend(1);
  if (a === null || b === null) return a === b;
  if (typeof a === "string" && typeof b === "string") {
    env.spend(Math.min(a.length, b.length));
    return a === b || looks(a, env) === looks(b, env);
  }
  if (typeof a === "object" && typeof b === "object") return sameContent(a, b, env, exact, depth + 1);
  if (isAnswer(a)) return equals(a.text, b, env, exact, depth);
  if (isAnswer(b)) return equals(a, b.text, env, exact, depth);
  if (typeof a === "object" || typeof b === "object") return false;
  if (typeof a === "boolean" || typeof b === "boolean") {
    return a === b || (!exact && typeof a !== "string" && typeof b !== "string" && Number(a) === Number(b));
  }
  const number = toNumber(a, env.language);
  return number !== null && number === toNumber(b, env.language) && sameDigits(a, b, number);
}

/** Beyond 2^53 neighbours are the same number, and their digits are not. */
function sameDigits(a: Json, b: Json, number: number): boolean {
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return true;
  const [left, right] = [wholeDigits(a), wholeDigits(b)];
  return left === null || right === null || left === right;
}

/** What a text looks like. Seeing that nothing needs to be done is far cheaper than doing it, and charged so. */
function looks(text: string, work: Budget): string {
  const normal = normalText(text);
  work.spend(normal === text ? text.length >> 4 : text.length);
  return normal;
}

type Composite = Json[] | { [key: string]: Json };

function sameContent(a: Composite, b: Composite, env: Environment, exact: boolean, depth: number): boolean {
  if (a === b) return true;
  if (depth > MAX_DEPTH) throw new LimitError("too_deep", problem("values_too_deep"));
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) {
      if (!equals(plain(a[index]), plain(b[index]), env, exact, depth)) return false;
    }
    return true;
  }
  const keys = Object.keys(a);
  env.spend(keys.length);
  return (
    keys.length === length(b, env) && keys.every((key) => Object.hasOwn(b, key) && equals(plain(a[key]), plain(b[key]), env, exact, depth))
  );
}

/** Negative, zero or positive as a comes before, with or after b; null when they have no order. Two texts are compared by code points. */
export function order(first: Json, second: Json, env: Environment): number | null {
  const [a, b] = [wordsOf(first), wordsOf(second)];
  if (typeof a === "string" && typeof b === "string") {
    return orderOfTexts(looks(a, env), looks(b, env), env);
  }
  if ((typeof a === "boolean" && typeof b === "string") || (typeof a === "string" && typeof b === "boolean")) return null;
  const [left, right] = [toNumber(a, env.language), toNumber(b, env.language)];
  if (left === null || right === null) return null;
  if (left !== right) return left < right ? -1 : 1;
  const [low, high] = Math.abs(left) > Number.MAX_SAFE_INTEGER ? [wholeDigits(a), wholeDigits(b)] : [null, null];
  return low === null || high === null ? 0 : Number(low - high);
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
export function contains(whole: Json, sought: Json, env: Environment): boolean {
  if (Array.isArray(whole)) {
    for (const candidate of whole) {
      if (equals(plain(candidate), sought, env)) return true;
    }
    return false;
  }
  const [container, item] = [wordsOf(whole), wordsOf(sought)];
  if (typeof item !== "string" && typeof item !== "number") return false;
  const part = String(item);
  if (typeof container === "string") {
    env.spend(container.length + part.length);
    return findText(normalText(container), normalText(part)) >= 0;
  }
  return typeof container === "object" && container !== null && !isUnsafeKey(part) && Object.hasOwn(container, part);
}

/** As in Python: null, false, 0, "", an empty list and an empty object are false, all else is true. */
export function isTruthy(given: Json): boolean {
  const value = wordsOf(given);
  if (typeof value !== "object" || value === null) return Boolean(value);
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

export function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `member`, and `size`, `first`, `last`, `grouper` and `list` where the value has no key of that name. */
export function property(value: Json, key: Json, work: Budget): Json {
  const found = member(value, key, work);
  if (found !== null || value === null || typeof value === "number" || typeof value === "boolean") return found;
  if (key === "size") return isRecord(value) && Object.hasOwn(value, "size") ? null : length(value, work);
  if (!Array.isArray(value)) return null;
  // What `groupby` makes are pairs, whose halves Jinja gives names.
  if (key === "first" || key === "grouper") return member(value, 0, work);
  if (key === "list") return member(value, 1, work);
  return key === "last" ? member(value, -1, work) : null;
}

/** Whether there is something at the key, be it null. */
export function hasMember(value: Json, key: Json, work: Budget): boolean {
  if (isRecord(value) && (typeof key === "string" || typeof key === "number") && Object.hasOwn(value, key))
    return !isUnsafeKey(String(key));
  if (Array.isArray(value) && typeof key === "number") return Object.hasOwn(value, key < 0 ? value.length + key : key);
  return property(value, key, work) !== null;
}
