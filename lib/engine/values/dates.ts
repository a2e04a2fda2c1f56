import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "./budget.ts";
import { isRecord, plain } from "./values.ts";
import { Environment, type LanguageOptions } from "./environment.ts";

/** Moments, as texts and numbers say them. A date is ISO text with its offset: "2026-11-30T09:00:00-03:00". */

export interface Moment {
  /** Milliseconds since 1970. */
  at: number;
  /** Only a day was said, and `at` is its beginning. */
  isDay: boolean;
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const ISO = /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const WRITTEN = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(?:às\s+|at\s+)?(\d{1,2})(?::|h)(\d{2})?(?::(\d{2}))?\s*(am|pm)?)?$/i;
const UNIX = /^\d{9,10}$|^\d{12,13}$/;
const MONTH_FIRST = /^en(?:-US)?$/i;
/** About a quarter of what JavaScript's own dates can say, so that no step on the way leads beyond it. */
const LATEST = 2e15;
const MOST_DAYS = LATEST / 86_400_000;
const LAST_YEAR = 60_000;

/** The moment that a value says; null when it says none. Numbers are seconds since 1970, or milliseconds where that would be far away. */
export function readMoment(value: Json, env: Environment): Moment | null {
  if (typeof value === "number") return moment(Math.abs(value) < 1e11 ? value * 1_000 : value);
  if (typeof value !== "string" || value.length > 100) return null;
  const text = value.trim();
  if (text === "now" || text === "today") return text === "now" ? moment(nowOf(env)) : { at: startOfDay(nowOf(env), env), isDay: true };
  if (UNIX.test(text)) return readMoment(Number(text), env);
  return readIso(text, env) ?? readWritten(text, env);
}

const moment = (at: number, isDay = false): Moment | null => (Number.isFinite(at) && Math.abs(at) < LATEST ? { at, isDay } : null);

function readIso(text: string, env: Environment): Moment | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "", offset] = found;
  const parts = partsOf([year, month, day, hour, minute, second]);
  if (parts === null) return null;
  const milliseconds = Math.trunc(Number(`0.${fraction || "0"}`) * 1_000);
  if (offset === undefined) {
    const at = momentOf(parts, env);
    return moment(at + milliseconds, hour === undefined);
  }
  return moment(utc(parts) + milliseconds - offsetMinutes(offset) * 60_000);
}

function offsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3).replace(":", "") || "0")];
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** "30/11/2026", "30/11/26 14:30", "11/30/2026 2:30 pm": by the language, unless only one order can be meant. */
function readWritten(text: string, env: Environment): Moment | null {
  const found = WRITTEN.exec(text);
  if (found === null) return null;
  const [, first = "", , second = "", year = "", hour, minute = "0", seconds, half] = found;
  const isMonthFirst = MONTH_FIRST.test(env.language) ? Number(first) <= 12 : Number(second) > 12;
  const [day, month] = isMonthFirst ? [second, first] : [first, second];
  const hours = hour === undefined ? undefined : half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  const parts = partsOf([year.length === 2 ? `20${year}` : year, month, day, hours?.toString(), minute, seconds]);
  return parts && moment(momentOf(parts, env), hour === undefined);
}

function partsOf(texts: (string | undefined)[]): Parts | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = texts.map((part) => Number(part ?? "0"));
  const parts = { year, month, day, hour, minute, second };
  const isThere =
    Math.abs(year) <= LAST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 24 &&
    minute <= 59 &&
    second <= 60;
  return isThere ? parts : null;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
function utc({ year, month, day, hour, minute, second }: Parts): number {
  const at = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  // Not in one go, where years below 100 are others.
  return at.setUTCFullYear(year + (at.getUTCFullYear() - 2000));
}

/** The options with the moment of the event: where nobody gave it, the context's own `now` is it. */
export function withNow(options: LanguageOptions, context: unknown): LanguageOptions {
  // Asked for each text and condition, and hardly ever there.
  if (options.now !== undefined || typeof context !== "object" || context === null || !Object.hasOwn(context, "now")) return options;
  const known = plain(context);
  if (!isRecord(known)) return options;
  const { now = null } = known;
  const found = now === "now" || now === "today" ? null : readMoment(plain(now), new Environment(0, options));
  return found === null ? options : { ...options, now: found.at };
}

/** The moment of the event. Throws a `LimitError` when nobody said it. */
export function nowOf({ now }: Environment): number {
  if (now === null) throw new LimitError("type", problem("now_unknown"));
  return now;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formatters.size >= 50) formatters.clear();
    formatters.set(timeZone, made);
    return made;
  } catch {
    throw new LimitError("type", problem("time_zone_unknown", { zone: timeZone.slice(0, 60) }));
  }
}

export function isTimeZone(name: string): boolean {
  try {
    return formatter(name) !== undefined;
  } catch {
    return false;
  }
}

/** What a clock in the zone shows at this moment. */
export function partsAt(at: number, { timeZone }: Environment): Parts {
  const shown: Record<string, string> = {};
  for (const { type, value } of formatter(timeZone).formatToParts(at)) shown[type] = value;
  const year = Number(shown["year"]);
  return {
    year: shown["era"] === "BC" ? 1 - year : year,
    month: Number(shown["month"]),
    day: Number(shown["day"]),
    hour: Number(shown["hour"]),
    minute: Number(shown["minute"]),
    second: Number(shown["second"]),
  };
}

/** Minutes that the zone is ahead of UTC at this moment. */
export function offsetAt(at: number, env: Environment): number {
  return Math.round((utc(partsAt(at, env)) - Math.floor(at / 1_000) * 1_000) / 60_000);
}

/** The moment at which a clock in the zone shows this; where it skips it, as long after it began to skip. */
export function momentOf(parts: Parts, env: Environment): number {
  const wanted = utc(parts);
  const by = (offset: number) => wanted - offset * 60_000;
  const offset = offsetAt(by(offsetAt(wanted, env)), env);
  const shown = offsetAt(by(offset), env);
  return shown === offset ? by(offset) : Math.max(by(offset), by(shown));
}

export function startOfDay(at: number, env: Environment): number {
  return momentOf({ ...partsAt(at, env), hour: 0, minute: 0, second: 0 }, env);
}

/** Days since 1970 by the zone's calendar. */
export function dayNumber(at: number, env: Environment): number {
  return Math.floor(utc({ ...partsAt(at, env), hour: 0, minute: 0, second: 0 }) / 86_400_000);
}

/** Monday 1 to Sunday 7. */
export const weekdayAt = (at: number, env: Environment): number => ((((dayNumber(at, env) + 3) % 7) + 7) % 7) + 1;

const two = (value: number): string => String(value).padStart(2, "0");

/** As ISO text with the zone's offset. */
export function toIso(at: number, env: Environment): string {
  const { year, month, day, hour, minute, second } = partsAt(at, env);
  const offset = offsetAt(at, env);
  const milliseconds = ((at % 1_000) + 1_000) % 1_000;
  const written =
    year >= 0 && year <= 9_999 ? String(year).padStart(4, "0") : `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${milliseconds === 0 ? "" : `.${String(Math.trunc(milliseconds)).padStart(3, "0")}`}`;
  const away = Math.abs(offset);
  return `${written}-${two(month)}-${two(day)}T${time}${offset < 0 ? "-" : "+"}${two(Math.trunc(away / 60))}:${two(away % 60)}`;
}

interface Distance {
  months: number;
  days: number;
  minutes: number;
}

/** Months and days by the calendar (31 January and a month is the last of February), minutes by the clock. */
export function later(at: number, { months, days, minutes }: Distance, env: Environment): number {
  if (Math.abs(months) > MOST_DAYS / 31 || Math.abs(days) > MOST_DAYS) throw new LimitError("type", problem("no_result"));
  const parts = partsAt(at, env);
  const month = parts.year * 12 + (parts.month - 1) + months;
  const moved = { ...parts, year: Math.floor(month / 12), month: (((month % 12) + 12) % 12) + 1 };
  const isMovedByCalendar = months !== 0 || days !== 0;
  const day = Math.min(moved.day, daysIn(moved.year, moved.month)) + days;
  const milliseconds = ((at % 1_000) + 1_000) % 1_000;
  const start = isMovedByCalendar ? momentOf({ ...moved, day }, env) + milliseconds : at;
  const result = start + Math.round(minutes * 60_000);
  if (!Number.isFinite(result) || Math.abs(result) > LATEST) throw new LimitError("type", problem("no_result"));
  return result;
}
