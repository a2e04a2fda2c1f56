import type { Environment } from "../values/environment.ts";
import { dayNumber, offsetAt, partsAt, weekdayAt } from "../values/dates.ts";

/** Moments as people read them: by letters ("dd/MM/yyyy HH:mm") or by percent signs ("%d/%m/%Y"), whichever the format has. */

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

const PERCENT = /%([-_0^#]?)(\d{0,2})([a-zA-Z%+])/g;

export function formatMoment(at: number, format: string, env: Environment): string {
  env.spend(format.length);
  return format.search(PERCENT) < 0 ? formatByLetters(at, format, env) : formatByPercents(at, format, env);
}

/** Letters of other scripts, and the "º" of an ordinal, are none of these. */
const RUNS = /'([^']*)'|(?:(?![ªº])\p{Script=Latin})+/gu;
/** What a date is written with; T and Z as in "yyyy-MM-ddTHH:mm:ssZ". */
const LETTERS: ReadonlySet<string> = new Set("yyyy yy MMMM MMM MM M dd d EEEE EEE EE E HH H hh h mmmm mmm mm m ss s a T Z".split(" "));
const read = new Map<string, readonly Part[]>();

/** Words as they stand, or letters that stand for something. */
type Part = { words: string } | { letters: string };

/** "dd/MM/yyyy", "EEEE, d de MMMM", "HH:mm", "HHhmm": words stay, and so does whatever stands in apostrophes. */
function formatByLetters(at: number, format: string, env: Environment): string {
  const { year, month, day, hour, minute, second } = partsAt(at, env);
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
    E: () => nameOf(at, "weekday", "short", env),
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
  return partsOf(format)
    .map((part) => ("words" in part ? part.words : (values[part.letters]?.() ?? part.letters)))
    .join("");
}

function partsOf(format: string): readonly Part[] {
  const known = read.get(format);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: run, 1: quoted, index } of format.matchAll(RUNS)) {
    parts.push({ words: format.slice(from, index) });
    if (quoted !== undefined) parts.push({ words: quoted === "" ? "'" : quoted });
    else parts.push(...(lettersIn(run)?.map((letters) => ({ letters })) ?? [{ words: run }]));
    from = index + run.length;
  }
  parts.push({ words: format.slice(from) });
  const meant = asMeant(parts);
  if (read.size >= 100) read.clear();
  if (format.length <= 100) read.set(format, meant);
  return meant;
}

/** What a run of letters is made of, such as yyyy, MM, dd; null where it is a word: "de", "às", "as". */
function lettersIn(run: string): string[] | null {
  const found = Array.from(run.matchAll(/(\p{L})\1*/gu), ([letters]) => asUsual(letters));
  const isWord = found.some((letters, index) => {
    const isAlone = found.length === 1 || letters.length > 1 || /[HhTZ]/.test(letters) || (letters === "a" && index === found.length - 1);
    return !LETTERS.has(letters) || !isAlone;
  });
  return isWord ? null : found;
}

/** The same letters as they are written elsewhere: "DD/MM/YYYY", "dd/MM/aaaa". */
const asUsual = (letters: string): string =>
  letters.replace(/^(?:Y{4}|YY|a{4}|aa|A{4}|AA)$/, (years) => "y".repeat(years.length)).replace(/^D{1,2}$/, (days) => days.toLowerCase());

function asMeant(parts: readonly Part[]): readonly Part[] {
  const kinds = new Set(parts.map((part) => ("letters" in part ? part.letters[0] : null)));
  const isMonth = !kinds.has("H") && !kinds.has("h") && !kinds.has("M") && (kinds.has("d") || kinds.has("y"));
  return parts.map((part) => {
    if ("words" in part) return part;
    const { letters } = part;
    // Beside hours of 24 an "h" is the letter: "14h05".
    if (letters === "h" && kinds.has("H")) return { words: letters };
    // Beside a day or a year, and without an hour, minutes can only be the month: "dd/mm/yyyy".
    if (isMonth && letters.startsWith("m")) return { letters: letters.toUpperCase() };
    return letters === "EE" || letters === "EEE" ? { letters: "E" } : part;
  });
}

/** Liquid's and Ruby's: "%d/%m/%Y %H:%M", "%-d", "%B". A sign that neither knows stays. */
function formatByPercents(at: number, format: string, env: Environment): string {
  const { year, month, day, hour, minute, second } = partsAt(at, env);
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
