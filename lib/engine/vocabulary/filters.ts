import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { wordsOf } from "../values/answer.ts";
import { isTruthy, joined } from "../values/values.ts";
import { flag, itemsOf, listOf, picker, text, whole } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { DATE_FILTERS } from "./dates.ts";
import { LIST_FILTERS } from "./list-filters.ts";
import { NUMBER_FILTERS } from "./number-filters.ts";
import { sorted } from "./ordering.ts";
import { TEXT_FILTERS } from "./text-filters.ts";
import { truncate } from "./text-changes.ts";

const isBlank = (value: Json): boolean => value === null || wordsOf(value) === "" || (Array.isArray(value) && value.length === 0);

/** Jinja's: nothing is replaced, and with `true` whatever counts as false. */
const jinjaDefault = callable("value default_value? boolean?", ([value = null, otherwise = "", boolean]) =>
  value === null || (flag(boolean) && !isTruthy(value)) ? otherwise : value,
);

/** Jinja's: each item by a path in it, or by a filter and its values. */
const jinjaMap = callable("value filter? * **", ([value, filter, ...args], env, { attribute, default: otherwise = null, ...named }) => {
  const items = itemsOf(value, env);
  if (attribute !== undefined) {
    const pick = picker(attribute, env);
    return items.map((item) => pick(item) ?? otherwise);
  }
  const name = text(filter, env);
  const run = JINJA_FILTERS.get(name) ?? FILTERS.get(name);
  if (run === undefined) throw new LimitError("not_allowed", problem("filter_not_there", { filter: name.slice(0, 40) }));
  const given: (Json | undefined)[] = [null, ...args];
  for (const [key, each] of Object.entries(named)) if (run.parameters.includes(key)) given[run.parameters.indexOf(key)] = each;
  if (given.length > run.parameters.length && !run.takesMore) throw new LimitError("type", problem("filter_values", { filter: name }));
  return items.map((item) => run.run([item, ...given.slice(1)], env, {}));
});

const jinjaSort = new Map(LIST_FILTERS).get("sort");

/**
 * The filters, by name. What Jinja and Liquid both know means the same in both; where not, this is what a name alone and a name with a
 * colon (`x | f: a`) mean, and `JINJA_FILTERS` what it means with parentheses (`x|f(a)`). None reads the clock, chance or a file.
 */
export const FILTERS: ReadonlyMap<string, Callable> = new Map<string, Callable>(
  [
    ...TEXT_FILTERS,
    ...LIST_FILTERS,
    ...NUMBER_FILTERS,
    ...DATE_FILTERS,
    [
      "default",
      callable("value otherwise allow_false?", ([value = null, otherwise = null, keepsFalse]) => {
        if (value === false) return flag(keepsFalse) ? false : otherwise;
        return isBlank(value) ? otherwise : value;
      }),
    ] as [string, Callable],
    ["d", jinjaDefault] as [string, Callable],
    ["map", callable("value path", ([value, path], env) => listOf(value, env).map(picker(path, env)))] as [string, Callable],
    [
      "sort",
      callable("value path?", ([value, path], env) =>
        sorted(typeof value === "string" ? itemsOf(value, env) : listOf(value, env), picker(path, env), env),
      ),
    ] as [string, Callable],
    [
      "slice",
      callable("value begin count?", ([value = null, begin, count], env) => {
        const all = Array.isArray(value) ? itemsOf(value, env) : Array.from(text(value, env));
        const [from, size] = [whole(begin, 0, env), whole(count, 1, env)];
        const start = from < 0 ? all.length + from : from;
        const taken = start < 0 || size < 0 ? [] : all.slice(start, start + size);
        return Array.isArray(value) ? taken : taken.join("");
      }),
    ] as [string, Callable],
  ].map(([name, run]) => [name, run] as [string, Callable]),
);

/** What a name means with parentheses, where that is something else. */
export const JINJA_FILTERS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ["default", jinjaDefault],
  ["map", jinjaMap],
  ...(jinjaSort === undefined ? [] : [["sort", jinjaSort] as [string, Callable]]),
  ["slice", new Map(LIST_FILTERS).get("slice") ?? jinjaMap],
  [
    "join",
    callable("value d? attribute?", ([value, separator = "", attribute], env) =>
      joined(
        (typeof value === "string" ? itemsOf(value, env) : itemsOf(value, env)).map(picker(attribute, env)),
        text(separator, env),
        env,
      ),
    ),
  ],
  [
    "truncate",
    callable("value length? killwords? end? leeway?", ([value, length, breaks, end = "...", leeway], env) =>
      truncate(text(value, env), whole(length, 255, env), flag(breaks), text(end, env), whole(leeway, 5, env)),
    ),
  ],
]);

/** For completion and the page of the language. */
export const FILTER_NAMES: readonly string[] = [...FILTERS.keys()].sort();
