import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { wordsOf } from "../values/answer.ts";
import { isTruthy } from "../values/values.ts";
import { flag, itemsOf, listOf, picker, text, whole } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { DATE_FILTERS } from "./dates.ts";
import { JINJA_LIST_FILTERS, LIST_FILTERS } from "./list-filters.ts";
import { NUMBER_FILTERS } from "./number-filters.ts";
import { jinjaReplace, TEXT_FILTERS } from "./text-filters.ts";
import { truncate } from "./text-changes.ts";

const isBlank = (value: Json): boolean => value === null || wordsOf(value) === "" || (Array.isArray(value) && value.length === 0);

/** Jinja's: nothing is replaced, and with `true` whatever counts as false. */
const jinjaDefault = callable("value default_value? boolean?", ([value = null, otherwise = "", boolean]) =>
  value === null || (flag(boolean) && !isTruthy(value)) ? otherwise : value,
);

const liquidDefault = callable("value otherwise? allow_false?", ([value = null, otherwise = null, keepsFalse]) => {
  if (value === false) return flag(keepsFalse) ? false : otherwise;
  return isBlank(value) ? otherwise : value;
});

const jinjaTruncate = callable("value length? killwords? end? leeway?", ([value, length, breaks, end = "...", leeway], env) =>
  truncate(text(value, env), whole(length, 255, env), flag(breaks), text(end, env), whole(leeway, 5, env)),
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

/**
 * The filters, by name. What Jinja and Liquid both know means the same in both; where not, this is what a name alone and a name with a
 * colon (`x | f: a`) mean, and `JINJA_FILTERS` what it means with parentheses (`x|f(a)`). None reads the clock, chance or a file.
 */
export const FILTERS: ReadonlyMap<string, Callable> = new Map([
  ...TEXT_FILTERS,
  ...LIST_FILTERS,
  ...NUMBER_FILTERS,
  ...DATE_FILTERS,
  ["default", liquidDefault],
  ["d", jinjaDefault],
  ["map", callable("value path", ([value, path], env) => listOf(value, env).map(picker(path, env)))],
]);

/** What a name means with parentheses, where that is something else. */
export const JINJA_FILTERS: ReadonlyMap<string, Callable> = new Map([
  ...JINJA_LIST_FILTERS,
  ["default", jinjaDefault],
  ["map", jinjaMap],
  ["replace", jinjaReplace],
  ["truncate", jinjaTruncate],
]);
