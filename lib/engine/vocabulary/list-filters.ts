import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { equals, isRecord, isTruthy, joined, length, property } from "../values/values.ts";
import { entriesOf, flag, itemsOf, listOf, picker, text, whole, width } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { distinct, extreme, sorted, total } from "./ordering.ts";
import { testOf } from "./tests.ts";

const count = callable("value", ([value = null], env) =>
  typeof value === "number" || typeof value === "boolean" ? 0 : length(value, env),
);

/** Decides by the test that the first of `args` names; without one, by whether the value is true. */
function holds(args: readonly (Json | undefined)[], env: Environment): (value: Json) => boolean {
  const [name, ...rest] = args;
  if (name === undefined) return isTruthy;
  const test = testOf(text(name, env));
  if (test === undefined) throw new LimitError("not_allowed", problem("test_not_there", { test: text(name, env).slice(0, 40) }));
  return (value) => {
    env.spend(1);
    return test.run([value, ...rest], env, {}) === true;
  };
}

const selecting = (wanted: boolean): Callable =>
  callable("value test? *", ([value, ...args], env) => {
    const test = holds(args, env);
    return itemsOf(value, env).filter((item) => test(item) === wanted);
  });

const selectingBy = (wanted: boolean): Callable =>
  callable("value attribute test? *", ([value, attribute, ...args], env) => {
    const [pick, test] = [picker(attribute, env), holds(args, env)];
    return itemsOf(value, env).filter((item) => test(pick(item)) === wanted);
  });

const extremeOf = (isBetter: (difference: number) => boolean): Callable =>
  callable("value case_sensitive? attribute?", ([value, hasCase, attribute], env) =>
    extreme(itemsOf(value, env), picker(attribute, env), env, isBetter, flag(hasCase)),
  );

const unique = callable("value case_sensitive? attribute?", ([value, hasCase, attribute], env) =>
  distinct(itemsOf(value, env), picker(attribute, env), env, flag(hasCase)),
);

function grouped(value: Json | undefined, pick: (item: Json) => Json, hasCase: boolean, env: Environment): Json[] {
  const groups: { key: Json; items: Json[] }[] = [];
  for (const item of sorted(itemsOf(value, env), pick, env, { hasCase })) {
    const key = pick(item);
    const last = groups.at(-1);
    const isSame = last !== undefined && (equals(last.key, key, env) || (!hasCase && isSameLetters(last.key, key)));
    if (isSame) last.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return groups.map(({ key, items }) => [key, items]);
}

const isSameLetters = (a: Json, b: Json): boolean => typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();

function batched(items: readonly Json[], size: number, filler: Json | undefined, env: Environment): Json[] {
  const rows: Json[][] = [];
  const most = Math.max(1, size);
  for (let from = 0; from < items.length; from += most) rows.push(items.slice(from, from + most));
  const last = rows.at(-1);
  if (filler !== undefined && filler !== null && last !== undefined && last.length < most) {
    width(most - last.length, 0, env);
    while (last.length < most) last.push(filler);
  }
  return rows;
}

/** Filters of lists, of Jinja and of Liquid. `map` needs the other filters and is made with them, in `filters.ts`. */
export const LIST_FILTERS: readonly [string, Callable][] = [
  ["length", count],
  ["count", count],
  ["size", count],
  ["first", callable("value", ([value = null], env) => (isRecord(value) ? (itemsOf(value, env)[0] ?? null) : property(value, 0, env)))],
  ["last", callable("value", ([value = null], env) => (isRecord(value) ? (itemsOf(value, env).at(-1) ?? null) : property(value, -1, env)))],
  ["list", callable("value", ([value], env) => itemsOf(value, env))],
  [
    "join",
    callable("value separator? attribute?", ([value, separator = " ", attribute], env) =>
      joined((typeof value === "string" ? [value] : itemsOf(value, env)).map(picker(attribute, env)), text(separator, env), env),
    ),
  ],
  ["select", selecting(true)],
  ["reject", selecting(false)],
  ["selectattr", selectingBy(true)],
  ["rejectattr", selectingBy(false)],
  [
    "sort",
    callable("value path?", ([value, path], env) =>
      sorted(typeof value === "string" ? itemsOf(value, env) : listOf(value, env), picker(path, env), env),
    ),
  ],
  ["sort_natural", callable("value path?", ([value, path], env) => sorted(listOf(value, env), picker(path, env), env))],
  ["unique", unique],
  ["uniq", callable("value", ([value], env) => distinct(listOf(value, env), (item) => item, env, true))],
  [
    "sum",
    callable("value attribute? start?", ([value, attribute, start], env) =>
      total(itemsOf(value, env), picker(attribute, env), env, start ?? 0),
    ),
  ],
  ["min", extremeOf((difference) => difference < 0)],
  ["max", extremeOf((difference) => difference > 0)],
  [
    "groupby",
    callable("value attribute default? case_sensitive?", ([value, attribute, otherwise = null, hasCase], env) => {
      const pick = picker(attribute, env);
      return grouped(value, (item) => pick(item) ?? otherwise, flag(hasCase), env);
    }),
  ],
  [
    "dictsort",
    callable("value case_sensitive? by? reverse?", ([value, hasCase, by = "key", reverse], env) => {
      const place = by === "value" ? 1 : 0;
      const pairs = entriesOf(value, env).map(([key, item]): Json => [key, item]);
      return sorted(pairs, (pair) => property(pair, place, env), env, { hasCase: flag(hasCase), reverse: flag(reverse) });
    }),
  ],
  ["items", callable("value", ([value], env) => entriesOf(value, env).map(([key, item]): Json => [key, item]))],
  [
    "batch",
    callable("value linecount fill_with?", ([value, size, filler], env) => batched(itemsOf(value, env), whole(size, 1, env), filler, env)),
  ],
  [
    "reverse",
    callable("value", ([value], env) => {
      const reversed = (typeof value === "string" ? itemsOf(value, env) : listOf(value, env)).reverse();
      return typeof value === "string" ? reversed.join("") : reversed;
    }),
  ],
  ["concat", callable("value more", ([value, more], env) => [...listOf(value, env), ...listOf(more, env)])],
  ["compact", callable("value", ([value], env) => listOf(value, env).filter((item) => item !== null))],
  [
    "where",
    callable("value path wanted?", ([value, path, wanted], env) => {
      const pick = picker(path, env);
      return listOf(value, env).filter((item) => (wanted === undefined ? isTruthy(pick(item)) : equals(pick(item), wanted, env)));
    }),
  ],
  [
    "slice",
    callable("value begin count?", ([value = null, begin, count], env) => {
      const all = Array.isArray(value) ? itemsOf(value, env) : Array.from(text(value, env));
      const [from, size] = [whole(begin, 0, env), whole(count, 1, env)];
      const start = from < 0 ? all.length + from : from;
      const taken = start < 0 || size < 0 ? [] : all.slice(start, start + size);
      return Array.isArray(value) ? taken : taken.join("");
    }),
  ],
];

/** What Jinja means by names that Liquid has for something else. */
export const JINJA_LIST_FILTERS: readonly [string, Callable][] = [
  [
    "sort",
    callable("value reverse? case_sensitive? attribute?", ([value, reverse, hasCase, attribute], env) => {
      const options = { reverse: flag(reverse), hasCase: flag(hasCase) };
      const paths = typeof attribute === "string" ? attribute.split(",").map((path) => path.trim()) : [attribute];
      const items = itemsOf(value, env);
      // The last path first: sorting keeps what was in order.
      return paths.reduceRight<Json[]>((list, path) => sorted(list, picker(path, env), env, options), items);
    }),
  ],
  [
    "slice",
    callable("value slices fill_with?", ([value, slices, filler], env) => {
      const items = itemsOf(value, env);
      const most = Math.max(1, width(slices, 1, env));
      const [size, rest] = [Math.floor(items.length / most), items.length % most];
      return Array.from({ length: most }, (_, index): Json => {
        const from = index * size + Math.min(index, rest);
        const column = items.slice(from, from + size + (index < rest ? 1 : 0));
        return filler !== undefined && filler !== null && index >= rest ? [...column, filler] : column;
      });
    }),
  ],
  [
    "join",
    callable("value d? attribute?", ([value, separator = "", attribute], env) =>
      joined(itemsOf(value, env).map(picker(attribute, env)), text(separator, env), env),
    ),
  ],
];
