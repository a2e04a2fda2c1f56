import { partsAt } from "../values/dates.ts";
import { Environment } from "../values/environment.ts";

/** Five fields of cron: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Lists, ranges and steps; no names. */

const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

interface Cron {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number>;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
  /** Where both days are said, either will do; as everywhere. */
  isEitherDay: boolean;
}

/** Null where it cannot be read. */
export function parseCron(text: string): Cron | null {
  const written = text.trim().split(/\s+/);
  if (written.length !== FIELDS.length) return null;
  const sets = FIELDS.map(([least, most], index) => parseField(written[index] ?? "", least, most));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  if (weekdays.has(7)) weekdays.add(0);
  return { minutes, hours, days, months, weekdays, isEitherDay: !written[2]?.startsWith("*") && !written[4]?.startsWith("*") };
}

function parseField(text: string, least: number, most: number): Set<number> | null {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (found === null) return null;
    const [, first, last, every] = found;
    const from = first === undefined ? least : Number(first);
    // "5/10" is from 5 on, every 10.
    const to = last !== undefined ? Number(last) : first === undefined || every !== undefined ? most : from;
    const step = every === undefined ? 1 : Number(every);
    if (from < least || to > most || from > to || step === 0) return null;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return values;
}

/**
 * The minute that a clock in the zone shows at this moment, as `2026-11-30T09:00`, if it is due then. A minute that the clock shows twice
 * (in autumn) has one name, and one that it skips (in spring) is never due.
 */
export function dueMinute(cron: Cron, at: number, timeZone: string): string | null {
  const { year, month, day, hour, minute } = partsAt(at, new Environment(1, { timeZone }));
  if (!cron.minutes.has(minute) || !cron.hours.has(hour) || !cron.months.has(month)) return null;
  const isDay = cron.days.has(day);
  const isWeekday = cron.weekdays.has(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
  if (cron.isEitherDay ? !isDay && !isWeekday : !isDay || !isWeekday) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** Whether there is any day on which it is due: not on the 31st of February. */
export function isEverDue(cron: Cron): boolean {
  if (cron.isEitherDay) return true;
  return [...cron.months].some((month) => [...cron.days].some((day) => day <= new Date(Date.UTC(2024, month, 0)).getUTCDate()));
}
