import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import { dayNumber, later, type Moment, nowOf, partsAt, readMoment, startOfDay, toIso, weekdayAt } from "../values/dates.ts";
import type { Environment } from "../values/environment.ts";
import { number, text } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { formatByLetters, formatByPercents } from "./date-formats.ts";

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

/** Days are compared where one of the two is only a day. */
const compared = (holds: (difference: number) => boolean): Callable =>
  callable("date other", ([value = null, other = null], env) => {
    const [a, b] = [readMoment(value, env), readMoment(other, env)];
    if (a === null || b === null) return false;
    return holds(a.isDay || b.isDay ? dayNumber(a.at, env) - dayNumber(b.at, env) : a.at - b.at);
  });

const units = (value: Json | undefined, env: Environment): number => (value === undefined ? 0 : (number(value, env) ?? 0));

const formatted = callable("date format", ([value, format], env) => {
  const found = moment(value, env);
  return found === null ? null : formatByLetters(found.at, text(format, env), env);
});

/** Liquid's: what is no date stays as it is. */
export const liquidDate = callable("value format?", ([value = null, format = "%A, %B %-e, %Y at %-l:%M %P %z"], env) => {
  const found = value === "" ? null : readMoment(value, env);
  return found === null ? value : formatByPercents(found.at, text(format, env), env);
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
      const distance = { days: units(days, env), hours: units(hours, env), minutes: units(minutes, env) };
      const byCalendar = { months: Math.trunc(units(months, env)), years: Math.trunc(units(years, env)), weeks: units(weeks, env) };
      return toIso(later(found.at, { ...distance, ...byCalendar }, env), env);
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
