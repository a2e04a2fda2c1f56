import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { dayNumber, later, type Moment, nowOf, partsAt, readMoment, startOfDay, toIso, weekdayAt } from "../values/dates.ts";
import type { Environment } from "../values/environment.ts";
import { compareMoments } from "../values/moments.ts";
import { number, text } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { formatMoment } from "./date-formats.ts";

/** Throws where something is there that says no date; null where nothing is there. */
function moment(value: Json | undefined, env: Environment): Moment | null {
  if (value === undefined || value === null || value === "") return null;
  const read = readMoment(value, env);
  if (read === null) throw new LimitError("type", problem("date_expected", { value: text(value, env).slice(0, 40) }));
  return read;
}

const part = (read: (at: number, env: Environment) => number): Callable =>
  callable("date", ([value], env) => {
    const found = moment(value, env);
    return found && read(found.at, env);
  });

const compared = (holds: (difference: number) => boolean): Callable =>
  callable("date other", ([value = null, other = null], env) => {
    const difference = compareMoments(value, other, env);
    return difference !== null && holds(difference);
  });

function units(value: Json | undefined, env: Environment): number {
  if (value === undefined || value === null || value === "") return 0;
  const found = number(value, env);
  if (found === null) throw new LimitError("type", problem("text_for_number", { text: text(value, env).slice(0, 40) }));
  return found;
}

const formatted = callable("date format", ([value, format], env) => {
  const found = moment(value, env);
  return found === null ? null : formatMoment(found.at, text(format, env), env);
});

/** Liquid's: what is no date stays as it is. */
const liquidDate = callable("value format?", ([value = null, format = "%A, %B %-e, %Y at %-l:%M %P %z"], env) => {
  const found = value === "" ? null : readMoment(value, env);
  return found === null ? value : formatMoment(found.at, text(format, env), env);
});

export const DATE_FUNCTIONS: readonly [string, Callable][] = [
  ["now", callable("", (_values, env) => toIso(nowOf(env), env))],
  ["today", callable("", (_values, env) => toIso(startOfDay(nowOf(env), env), env))],
  [
    "date",
    callable("value", ([value = null], env) => {
      const found = readMoment(value, env);
      return found && toIso(found.at, env);
    }),
  ],
  [
    "days_between",
    callable("from to", ([from, to], env) => {
      const [a, b] = [moment(from, env), moment(to, env)];
      return a && b && dayNumber(b.at, env) - dayNumber(a.at, env);
    }),
  ],
  [
    "add",
    callable("date days? hours? minutes? months? years? weeks?", ([value, days, hours, minutes, months, years, weeks], env) => {
      const found = moment(value, env);
      if (found === null) return null;
      const [wholeDays, wholeMonths] = [units(weeks, env) * 7 + units(days, env), units(years, env) * 12 + units(months, env)];
      // Part of a day is hours, as in Python.
      const part = (wholeDays % 1) * 1_440;
      const distance = { months: Math.trunc(wholeMonths), days: Math.trunc(wholeDays) };
      return toIso(later(found.at, { ...distance, minutes: units(hours, env) * 60 + units(minutes, env) + part }, env), env);
    }),
  ],
  ["format_date", formatted],
  ["weekday", part(weekdayAt)],
  ["hour", part((at, env) => partsAt(at, env).hour)],
  ["minute", part((at, env) => partsAt(at, env).minute)],
  ["day", part((at, env) => partsAt(at, env).day)],
  ["month", part((at, env) => partsAt(at, env).month)],
  ["year", part((at, env) => partsAt(at, env).year)],
  ["before", compared((difference) => difference < 0)],
  ["after", compared((difference) => difference > 0)],
];

export const DATE_FILTERS: readonly [string, Callable][] = [
  ["date", liquidDate],
  ["format_date", formatted],
];
