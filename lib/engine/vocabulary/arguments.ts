import { isUnsafeKey } from "../context.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { wordsOf } from "../values/answer.ts";
import type { Environment } from "../values/environment.ts";
import { toNumber } from "../values/numbers.ts";
import { isRecord, length, plain, property, toText } from "../values/values.ts";

/** How filters, functions and methods take their values. */

/** Nothing that a message or a prompt could hold is wider. */
const WIDEST = 65_536;

/** A value as text; a list as its items, an object as JSON. */
export const text = (value: Json | undefined, env: Environment): string => toText(value ?? null, env);

/** A value as text, where a list or an object is a mistake. */
export function scalarText(given: Json | undefined, env: Environment): string {
  const value = wordsOf(given ?? null);
  if (typeof value !== "object" || value === null) return text(value, env);
  throw new LimitError("type", problem("list_for_text"));
}

export function number(value: Json | undefined, env: Environment): number | null {
  return toNumber(value ?? null, env.language);
}

/** A whole number, `otherwise` where it is none. */
export function whole(value: Json | undefined, otherwise: number, env: Environment): number {
  const found = number(value, env);
  return found === null ? otherwise : Math.trunc(found);
}

/** A number of characters or items that something is filled up to; charged before it is. */
export function width(value: Json | undefined, otherwise: number, env: Environment): number {
  const wanted = whole(value, otherwise, env);
  if (wanted > WIDEST) throw new LimitError("too_long", problem("width_too_large", { width: wanted, most: WIDEST }));
  const least = Math.max(0, wanted);
  env.spend(least);
  return least;
}

/** As Python has it: what is not given is false. */
export const flag = (value: Json | undefined): boolean => value === true || (typeof value === "number" && value !== 0);

export function finite(result: number): number {
  if (Number.isFinite(result)) return result + 0;
  throw new LimitError("type", problem("no_result"));
}

/** What a list filter goes through: a list's items, a text's characters, an object's keys; nothing is an empty list. */
export function itemsOf(value: Json | undefined, env: Environment): Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    env.spend(value.length);
    return Array.from(value, plain);
  }
  if (typeof value === "string") {
    env.spend(value.length);
    return Array.from(value);
  }
  if (typeof value === "object") {
    const keys = Object.keys(value).filter((key) => !isUnsafeKey(key));
    env.spend(keys.length);
    return keys;
  }
  return [value];
}

/** As Liquid has it: what is no list is a list of itself. */
export function listOf(value: Json | undefined, env: Environment): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? itemsOf(value, env) : [value];
}

/** The own keys of an object with their values. */
export function entriesOf(value: Json | undefined, env: Environment): [key: string, value: Json][] {
  if (!isRecord(value)) return [];
  env.spend(length(value, env));
  return Object.keys(value)
    .filter((key) => !isUnsafeKey(key))
    .map((key) => [key, plain(value[key])]);
}

/** Reads what a path such as "name" or "address.city" finds in an item. */
export function picker(path: Json | undefined, env: Environment): (item: Json) => Json {
  if (path === undefined || path === null) return (item) => item;
  const keys = text(path, env).split(".");
  return (item) => {
    env.spend(2 * keys.length);
    return keys.reduce<Json>((found, key) => property(found, /^\d{1,9}$/.test(key) ? Number(key) : key, env), item);
  };
}
