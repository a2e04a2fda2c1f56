import type { Json } from "../types.ts";
import type { Environment } from "../values/environment.ts";
import { toNumber } from "../values/numbers.ts";
import { contains, equals, isRecord, order } from "../values/values.ts";
import { type Callable, callable } from "./callable.ts";

const of = (holds: (value: Json, env: Environment) => boolean): Callable => callable("value", ([value = null], env) => holds(value, env));

const against = (holds: (value: Json, other: Json, env: Environment) => boolean): Callable =>
  callable("value other", ([value = null, other = null], env) => holds(value, other, env));

const ordered = (holds: (difference: number) => boolean): Callable =>
  against((value, other, env) => {
    const difference = order(value, other, env);
    return difference !== null && holds(difference);
  });

const isWhole = (value: Json): value is number => typeof value === "number" && Number.isInteger(value);
const remainder = (value: Json, by: Json, env: Environment): number | null => {
  const [number, divisor] = [toNumber(value, env.language), toNumber(by, env.language)];
  return number === null || divisor === null || divisor === 0 ? null : Math.abs(number % divisor);
};
const hasCase = (change: (text: string) => string): Callable =>
  of((value, env) => {
    if (typeof value !== "string") return false;
    env.spend(value.length);
    return change(value) === value && value.toLowerCase() !== value.toUpperCase();
  });

export const isUpper = hasCase((text) => text.toUpperCase());
export const isLower = hasCase((text) => text.toLowerCase());
const equal = against((value, other, env) => equals(value, other, env));
const greater = ordered((difference) => difference > 0);
const less = ordered((difference) => difference < 0);

/**
 * What stands behind `is` and `is not`. `defined` and `undefined` ask whether something is there, not what it is: the evaluator handles
 * them.
 */
export const TESTS: ReadonlyMap<string, Callable> = new Map([
  ["defined", of((value) => value !== null)],
  ["undefined", of((value) => value === null)],
  ["none", of((value) => value === null)],
  ["string", of((value) => typeof value === "string")],
  // True and false are numbers in Python, and whole ones are asked for by `integer`.
  ["number", of((value) => typeof value === "number" || typeof value === "boolean")],
  ["integer", of(isWhole)],
  ["float", of((value) => typeof value === "number" && !Number.isInteger(value))],
  ["boolean", of((value) => typeof value === "boolean")],
  ["mapping", of((value) => isRecord(value))],
  ["iterable", of((value) => typeof value === "string" || (typeof value === "object" && value !== null))],
  ["sequence", of((value) => typeof value === "string" || (typeof value === "object" && value !== null))],
  ["odd", of((value, env) => remainder(value, 2, env) === 1)],
  ["even", of((value, env) => remainder(value, 2, env) === 0)],
  ["divisibleby", against((value, by, env) => remainder(value, by, env) === 0)],
  ["in", against((value, container, env) => contains(container, value, env))],
  ["eq", equal],
  ["equalto", equal],
  ["ne", against((value, other, env) => !equals(value, other, env))],
  ["lt", less],
  ["lessthan", less],
  ["le", ordered((difference) => difference <= 0)],
  ["gt", greater],
  ["greaterthan", greater],
  ["ge", ordered((difference) => difference >= 0)],
  ["true", of((value) => value === true)],
  ["false", of((value) => value === false)],
  ["sameas", against((value, other, env) => typeof value === typeof other && equals(value, other, env, true))],
  ["upper", isUpper],
  ["lower", isLower],
]);

/** How `select("==", 1)` and its kin name a test besides. */
const SIGNS = new Map([
  ["==", "eq"],
  ["!=", "ne"],
  ["<", "lt"],
  ["<=", "le"],
  [">", "gt"],
  [">=", "ge"],
]);

export const testOf = (name: string): Callable | undefined => TESTS.get(SIGNS.get(name) ?? name);
