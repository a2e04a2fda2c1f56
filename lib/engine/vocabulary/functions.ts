import { callbackUrl } from "../callbacks.ts";
import { isUnsafeKey } from "../context.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { holdsAlike } from "../values/normal-text.ts";
import { contains, isRecord, isTruthy, length, toText } from "../values/values.ts";
import { entriesOf, flag, itemsOf, number, scalarText, text, whole } from "./arguments.ts";
import { type Callable, callable, type NamedValues } from "./callable.ts";
import { DATE_FUNCTIONS } from "./dates.ts";
import { DECIDING_FUNCTIONS } from "./deciding.ts";
import { places, toFloat, toInt } from "./number-filters.ts";
import { roundTo, sorted, total } from "./ordering.ts";
import { PEOPLES_FUNCTIONS } from "./people.ts";

/** Called by name. A value that is missing gives null (false for questions), and so does one that is not a number where one is needed. */

export const textFunction = (change: (text: string) => string): Callable =>
  callable("value", ([value = null], env) => (value === null ? null : change(scalarText(value, env))));

const textQuestion = (holds: (text: string, part: string) => boolean): Callable =>
  callable("value part", ([value = null, part = null], env) => {
    if (value === null || part === null) return false;
    // In Python one of several parts is enough.
    if (Array.isArray(part)) return part.some((each) => holds(scalarText(value, env), text(each, env)));
    return holds(scalarText(value, env), scalarText(part, env));
  });

/** Of the values, or of the one list; null when one of them is not a number, or there is none. */
const extreme = (isBetter: (a: number, b: number) => boolean): Callable =>
  callable("value *", (values, env) => {
    const [only] = values;
    const candidates = values.length === 1 && Array.isArray(only) ? only : values;
    let best: number | null = null;
    for (const candidate of candidates) {
      env.spend(1);
      const found = number(candidate, env);
      if (found === null) return null;
      if (best === null || isBetter(found, best)) best = found;
    }
    return best;
  });

export const lower = textFunction((value) => value.toLowerCase());
export const upper = textFunction((value) => value.toUpperCase());
export const trim = textFunction((value) => value.trim());
export const startsWith = textQuestion((value, part) => holdsAlike(value, part, (a, b) => a.startsWith(b)));
export const endsWith = textQuestion((value, part) => holdsAlike(value, part, (a, b) => a.endsWith(b)));
export const within = callable("container item", ([container = null, item = null], env) => contains(container, item, env));

const FURTHEST = 1_000_000;

/** The whole numbers from one up to another, which is not among them; charged before they are made. */
function range(values: readonly (Json | undefined)[], env: Environment): number[] {
  const [first, second, step = 1] = values;
  const [start, end] = second === undefined ? [0, whole(first, 0, env)] : [whole(first, 0, env), whole(second, 0, env)];
  const by = whole(step, 0, env);
  if (by === 0) throw new LimitError("type", problem("range_without_step"));
  const count = Math.max(0, Math.ceil((end - start) / by));
  if (count > FURTHEST) throw new LimitError("too_much_work", problem("range_too_far", { most: FURTHEST }));
  env.spend(count);
  return Array.from({ length: count }, (_, index) => start + index * by);
}

/** From one whole number to another, both among them: Liquid's `(1..5)`. What is no number makes it empty. */
export function rangeBetween(from: Json, to: Json, env: Environment): number[] {
  if ((typeof from === "object" && from !== null) || (typeof to === "object" && to !== null))
    throw new LimitError("type", problem("range_not_numbers"));
  const [start, end] = [number(from, env), number(to, env)];
  if (start === null || end === null) return [];
  if (Math.abs(start) > FURTHEST || Math.abs(end) > FURTHEST)
    throw new LimitError("too_much_work", problem("range_too_far", { most: FURTHEST }));
  return range([Math.trunc(start), Math.trunc(end) + 1], env);
}

function objectOf(value: Json | undefined, named: NamedValues, env: Environment): { [key: string]: Json } {
  const pairs = Array.isArray(value)
    ? value.flatMap((pair): [string, Json][] => (Array.isArray(pair) && pair.length === 2 ? [[text(pair[0], env), pair[1] ?? null]] : []))
    : entriesOf(value, env);
  const made: { [key: string]: Json } = Object.create(null) as { [key: string]: Json };
  for (const [key, item] of [...pairs, ...Object.entries(named)]) {
    if (isUnsafeKey(key)) throw new LimitError("not_allowed", problem("name_reserved", { name: key }));
    made[key] = item;
  }
  return made;
}

const namespaces = new WeakSet<object>();

/** Whether `namespace` has made it: only there a text may set keys. Nothing of a context is one. */
export const isNamespace = (value: Json): value is { [key: string]: Json } => isRecord(value) && namespaces.has(value);

function namespaceOf(value: Json | undefined, named: NamedValues, env: Environment): Json {
  const made = objectOf(value, named, env);
  namespaces.add(made);
  return made;
}

const CALLED: readonly [string, Callable][] = [
  ["len", callable("value", ([value = null], env) => length(value, env))],
  ["lower", lower],
  ["upper", upper],
  ["trim", trim],
  ["strip", trim],
  ["contains", within],
  ["startswith", startsWith],
  ["endswith", endsWith],
  ["int", callable("value", ([value], env) => toInt(value, env))],
  ["float", callable("value", ([value], env) => toFloat(value, env))],
  ["str", callable("value", ([value = null], env) => toText(value, env))],
  ["bool", callable("value", ([value = null]) => isTruthy(value))],
  [
    "abs",
    callable("value", ([value], env) => {
      const found = number(value, env);
      return found && Math.abs(found);
    }),
  ],
  ["min", extreme((a, b) => a < b)],
  ["max", extreme((a, b) => a > b)],
  [
    "round",
    callable("value digits?", ([value, digits = 0], env) => {
      const found = number(value, env);
      return found === null || number(digits, env) === null ? null : roundTo(found, places(digits, env));
    }),
  ],
  ["sum", callable("list start?", ([list, start], env) => total(itemsOf(list, env), (item) => item, env, start ?? 0))],
  [
    "sorted",
    callable("list reverse?", ([list, reverse], env) =>
      sorted(itemsOf(list, env), (item) => item, env, { reverse: flag(reverse), hasCase: true }),
    ),
  ],
  ["any", callable("list", ([list], env) => itemsOf(list, env).some(isTruthy))],
  ["all", callable("list", ([list], env) => itemsOf(list, env).every(isTruthy))],
  ["list", callable("value?", ([value], env) => itemsOf(value, env))],
  ["range", callable("from to? step?", (values, env) => range(values, env))],
  ["callback_url", callable("node", ([node], env) => callbackUrl(env.callbacks, text(node, env)))],
  ["dict", callable("value? **", ([value], env, named) => objectOf(value, named, env))],
  ["namespace", callable("value? **", ([value], env, named) => namespaceOf(value, named, env))],
];

export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map([
  ...CALLED,
  ...PEOPLES_FUNCTIONS,
  ...DECIDING_FUNCTIONS,
  ...DATE_FUNCTIONS,
]);
