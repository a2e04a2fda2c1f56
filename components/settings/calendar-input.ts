import type { CalendarResponse, CreateCalendar } from "#lib/api/calendars.ts";
import { brazilianHolidays } from "#lib/engine/calendar/brazil.ts";
import { calendarFields } from "#lib/engine/calendar/schema.ts";
import { type Calendar, type Holiday, type HourRange, WEEKDAYS, type Weekday } from "#lib/engine/calendar/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";

/** A calendar as people write it in its form, and back. */

const RANGE = /^(\d{1,2})(?:[:h](\d{2})?)?\s*(?:-|–|às|a|to)\s*(\d{1,2})(?:[:h](\d{2})?)?$/i;

/** `08:00-12:00, 13:30-18:00`; null for what is none. Blank: closed. */
export function rangesOf(text: string): HourRange[] | null {
  const parts = text
    .split(/[,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const ranges = parts.map((part) => {
    const found = RANGE.exec(part);
    if (found === null) return null;
    const [, fromHour = "", fromMinute = "00", toHour = "", toMinute = "00"] = found;
    return { from: `${fromHour.padStart(2, "0")}:${fromMinute}`, to: `${toHour.padStart(2, "0")}:${toMinute}` };
  });
  const read = calendarFields.hours.shape.monday.safeParse(ranges);
  return read.success ? read.data : null;
}

export const rangesText = (ranges: readonly HourRange[]): string => ranges.map(({ from, to }) => `${from}-${to}`).join(", ");

const LINE = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})-(\d{2})|(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?)(?:\s+(.*))?$/;
const HOURS_AT_END = /\s*((?:\d{1,2}[:h]\d{0,2}\s*(?:-|–)\s*\d{1,2}[:h]\d{0,2}[,;\s]*)+)$/;

/** Days, one a line: `24/12/2026 Véspera de Natal 08:00-12:00`, `2026-12-24 ...`, `25/01 ...` for every year. */
export function holidaysOf(text: string): { holidays: Holiday[] } | { wrong: string } {
  const holidays: Holiday[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const found = LINE.exec(line);
    if (found === null) return { wrong: line };
    const [, isoYear, isoMonth, isoDay, month, day, writtenDay, writtenMonth, writtenYear, rest = ""] = found;
    const two = (part: string | undefined) => (part ?? "").padStart(2, "0");
    const inYear = `${two(isoMonth ?? month ?? writtenMonth)}-${two(isoDay ?? day ?? writtenDay)}`;
    const year = isoYear ?? writtenYear;
    const written = HOURS_AT_END.exec(rest)?.[1];
    const hours = written === undefined ? [] : rangesOf(written);
    const name = rest.replace(HOURS_AT_END, "").trim();
    const holiday = { date: year === undefined ? inYear : `${year}-${inYear}`, name, hours: hours ?? [] };
    if (hours === null || !calendarFields.holidays.safeParse([holiday]).success) return { wrong: line };
    holidays.push(holiday);
  }
  return { holidays };
}

export const holidaysText = (holidays: readonly Holiday[], locale: Locale): string =>
  holidays
    .map(({ date, name, hours }) => [dayText(date, locale), name, rangesText(hours)].filter((part) => part !== "").join(" "))
    .join("\n");

/** `24/12/2026` and `24/12` in Portuguese, as they are kept in English. */
export function dayText(date: string, locale: Locale): string {
  return locale === "pt-BR" ? date.split("-").toReversed().join("/") : date;
}

/** What stands in the form of a new calendar. */
export const FRESH: Pick<Calendar, "name" | "time_zone" | "hours" | "holidays" | "prepared_holidays"> = {
  name: "",
  time_zone: "America/Sao_Paulo",
  hours: weekOf((day) => (day === "saturday" || day === "sunday" ? [] : [{ from: "08:00", to: "18:00" }])),
  holidays: [],
  prepared_holidays: "brazil",
};

function weekOf(hours: (day: Weekday) => HourRange[]): Calendar["hours"] {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, hours(day)])) as Calendar["hours"];
}

export interface CalendarErrors {
  name?: "nameWrong" | "nameTaken";
  zone?: "zoneWrong";
  days?: readonly Weekday[];
  ownWrong?: string;
}

/** What was typed as a calendar, or what is wrong with it. */
export function readCalendar(text: (field: string) => string): { calendar: CreateCalendar } | { errors: CalendarErrors } {
  const name = text("name").trim();
  const zone = text("time_zone").trim();
  const own = holidaysOf(text("holidays"));
  const days = WEEKDAYS.filter((day) => rangesOf(text(day)) === null);
  const errors: CalendarErrors = {
    ...(!calendarFields.name.safeParse(name).success && { name: "nameWrong" as const }),
    ...(!calendarFields.time_zone.safeParse(zone).success && { zone: "zoneWrong" as const }),
    ...(days.length > 0 && { days }),
    ...("wrong" in own && { ownWrong: own.wrong }),
  };
  if (Object.keys(errors).length > 0 || "wrong" in own) return { errors };
  const prepared = calendarFields.prepared_holidays.parse(text("prepared_holidays"));
  const hours = weekOf((day) => rangesOf(text(day)) ?? []);
  return { calendar: { name, time_zone: zone, hours, holidays: own.holidays, prepared_holidays: prepared } };
}

/** The holidays of a year in their order: prepared ones, and its own in their place. */
export function holidaysIn(
  year: number,
  { holidays, prepared_holidays }: Pick<CalendarResponse, "holidays" | "prepared_holidays">,
): Holiday[] {
  const prepared = prepared_holidays === "none" ? [] : brazilianHolidays(year, { optional: prepared_holidays === "brazil_with_optional" });
  const own = holidays.flatMap((holiday) => {
    if (holiday.date.length === 5) return [{ ...holiday, date: `${year}-${holiday.date}` }];
    return holiday.date.startsWith(`${year}-`) ? [holiday] : [];
  });
  const taken = new Set(own.map(({ date }) => date));
  const rest = prepared.filter(({ date }) => !taken.has(date)).map((holiday) => ({ ...holiday, hours: [] }));
  return [...own, ...rest].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
