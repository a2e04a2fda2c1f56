import type { Environment } from "../values/environment.ts";
import { dayNumber, offsetAt, partsAt, weekdayAt } from "../values/dates.ts";

/** Moments as people read them: `format_date` by letters ("dd/MM/yyyy HH:mm"), Liquid's `date` by percent signs ("%d/%m/%Y"). */

const names = new Map<string, Intl.DateTimeFormat>();

function nameOf(at: number, part: "weekday" | "month", width: "long" | "short", env: Environment): string {
  const key = `${env.language}|${env.timeZone}|${part}|${width}`;
  let formatter = names.get(key);
  if (formatter === undefined) {
    if (names.size >= 100) names.clear();
    formatter = new Intl.DateTimeFormat(languageOf(env), { [part]: width, timeZone: env.timeZone });
    names.set(key, formatter);
  }
  return formatter.format(at).replace(/\.$/, "");
}

function languageOf({ language }: Environment): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    return "en";
  }
}

const pad = (value: number, width: number, fill = "0"): string => String(value).padStart(width, fill);
const half = (hour: number): number => hour % 12 || 12;

const LETTERS = /'([^']*)'|y{4}|yy|M{1,4}|d{1,2}|E{1,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|a/g;

/** "dd/MM/yyyy", "EEEE, d 'de' MMMM", "HH:mm": letters in apostrophes stay, and so does what is no letter of these. */
export function formatByLetters(at: number, format: string, env: Environment): string {
  const { year, month, day, hour, minute, second } = partsAt(at, env);
  env.spend(format.length);
  const values: Record<string, () => string> = {
    yyyy: () => pad(year, 4),
    yy: () => pad(year % 100, 2),
    MMMM: () => nameOf(at, "month", "long", env),
    MMM: () => nameOf(at, "month", "short", env),
    MM: () => pad(month, 2),
    M: () => String(month),
    dd: () => pad(day, 2),
    d: () => String(day),
    EEEE: () => nameOf(at, "weekday", "long", env),
    HH: () => pad(hour, 2),
    H: () => String(hour),
    hh: () => pad(half(hour), 2),
    h: () => String(half(hour)),
    mm: () => pad(minute, 2),
    m: () => String(minute),
    ss: () => pad(second, 2),
    s: () => String(second),
    a: () => (hour < 12 ? "AM" : "PM"),
  };
  return format.replace(LETTERS, (letters: string, quoted?: string) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted;
    if (letters.startsWith("E") && letters.length < 4) return nameOf(at, "weekday", "short", env);
    return values[letters]?.() ?? letters;
  });
}

const PERCENT = /%([-_0^#]?)(\d{0,2})([a-zA-Z%+])/g;

/** Liquid's and Ruby's: "%d/%m/%Y %H:%M", "%-d", "%B". A sign that is none of theirs stays. */
export function formatByPercents(at: number, format: string, env: Environment): string {
  const { year, month, day, hour, minute, second } = partsAt(at, env);
  env.spend(format.length);
  const offset = offsetAt(at, env);
  const zone = (colon: string) =>
    `${offset < 0 ? "-" : "+"}${pad(Math.trunc(Math.abs(offset) / 60), 2)}${colon}${pad(Math.abs(offset) % 60, 2)}`;
  const numbers: Record<string, [value: number, width: number, fill?: string]> = {
    Y: [year, 1],
    C: [Math.trunc(year / 100), 2],
    y: [year % 100, 2],
    m: [month, 2],
    d: [day, 2],
    e: [day, 2, " "],
    j: [dayNumber(at, env) - Math.floor(Date.UTC(year, 0, 1) / 86_400_000) + 1, 3],
    H: [hour, 2],
    k: [hour, 2, " "],
    I: [half(hour), 2],
    l: [half(hour), 2, " "],
    M: [minute, 2],
    S: [second, 2],
    L: [Math.trunc(((at % 1_000) + 1_000) % 1_000), 3],
    s: [Math.trunc(at / 1_000), 1],
    u: [weekdayAt(at, env), 1],
    w: [weekdayAt(at, env) % 7, 1],
  };
  const texts: Record<string, () => string> = {
    a: () => nameOf(at, "weekday", "short", env),
    A: () => nameOf(at, "weekday", "long", env),
    b: () => nameOf(at, "month", "short", env),
    h: () => nameOf(at, "month", "short", env),
    B: () => nameOf(at, "month", "long", env),
    p: () => (hour < 12 ? "AM" : "PM"),
    P: () => (hour < 12 ? "am" : "pm"),
    z: () => zone(""),
    Z: () => env.timeZone,
    n: () => "\n",
    t: () => "\t",
    "%": () => "%",
    F: () => formatByPercents(at, "%Y-%m-%d", env),
    T: () => formatByPercents(at, "%H:%M:%S", env),
    X: () => formatByPercents(at, "%H:%M:%S", env),
    R: () => formatByPercents(at, "%H:%M", env),
    D: () => formatByPercents(at, "%m/%d/%y", env),
    x: () => formatByPercents(at, "%m/%d/%y", env),
    c: () => formatByPercents(at, "%a %b %e %H:%M:%S %Y", env),
    r: () => formatByPercents(at, "%I:%M:%S %p", env),
  };
  return format.replace(PERCENT, (written: string, flag: string, wide: string, letter: string) => {
    const number = numbers[letter];
    if (number) {
      const [value, width, fill = "0"] = number;
      if (flag === "-") return String(value);
      return pad(value, wide === "" ? width : Number(wide), flag === "_" ? " " : flag === "0" ? "0" : fill);
    }
    const text = texts[letter]?.();
    if (text === undefined) return written;
    return flag === "^" ? text.toUpperCase() : text;
  });
}
