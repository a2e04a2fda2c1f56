import { momentOf, partsAt } from "../values/dates.ts";
import { Environment } from "../values/environment.ts";
import { brazilianHolidays } from "./brazil.ts";
import { type Calendar, type Holiday, type HourRange, WEEKDAYS } from "./types.ts";

/** What a calendar says of a moment. Pure: the same calendar and moment, the same answer. */

/** Days without an opening after which there is none to wait for. */
const FURTHEST_DAYS = 400;
const DAY = 86_400_000;
const DAY_MINUTES = 24 * 60;

type OpenState = { state: "open" | "closed" } | { state: "holiday"; name: string };

/** By its id, or by its name without regard to case; null for none. */
export function findCalendar(calendars: readonly Calendar[], written: string): Calendar | null {
  const wanted = written.trim().toLowerCase();
  return calendars.find(({ id }) => String(id) === wanted) ?? calendars.find(({ name }) => name.trim().toLowerCase() === wanted) ?? null;
}

/** Whether it is open then; a day that is a holiday and has no hours of its own at that time is one all day. */
export function openAt(calendar: Calendar, at: number): OpenState {
  const { day, minute } = clockAt(calendar, at);
  const isWithin = (ranges: Minutes[], from: number) => ranges.some((range) => range.from <= from && from < range.to);
  // What began yesterday may go on beyond midnight.
  if (isWithin(rangesOf(calendar, day), minute) || isWithin(rangesOf(calendar, day - DAY), minute + DAY_MINUTES)) return { state: "open" };
  const holiday = holidayOf(calendar, day);
  return holiday === null ? { state: "closed" } : { state: "holiday", name: holiday.name };
}

/** The moment itself where it is open then, else the next opening; null where it never opens. */
export function nextOpening(calendar: Calendar, at: number): number | null {
  if (openAt(calendar, at).state === "open") return at;
  const { day } = clockAt(calendar, at);
  const env = zoneOf(calendar);
  for (let ahead = 0; ahead <= FURTHEST_DAYS; ahead++) {
    const date = new Date(day + ahead * DAY);
    const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const openings = rangesOf(calendar, day + ahead * DAY)
      .map(({ from }) => momentOf({ year, month, day: dayOfMonth, hour: Math.floor(from / 60), minute: from % 60, second: 0 }, env))
      .filter((opening) => opening > at);
    if (openings.length > 0) return Math.min(...openings);
  }
  return null;
}

interface Minutes {
  from: number;
  /** Beyond 1,440 on the next day. */
  to: number;
}

const zoneOf = ({ time_zone }: Calendar): Environment => new Environment(1, { timeZone: time_zone });

/** The day as milliseconds in UTC, and the minute of it that a clock of the calendar's zone shows. */
function clockAt(calendar: Calendar, at: number): { day: number; minute: number } {
  const { year, month, day, hour, minute } = partsAt(at, zoneOf(calendar));
  return { day: Date.UTC(year, month - 1, day), minute: hour * 60 + minute };
}

function rangesOf(calendar: Calendar, day: number): Minutes[] {
  const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7] ?? "monday";
  return (holidayOf(calendar, day)?.hours ?? calendar.hours[weekday]).map(toMinutes);
}

function toMinutes({ from, to }: HourRange): Minutes {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return { from: begin, to: end > begin ? end : end + DAY_MINUTES };
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

/** Its own before the prepared one, that of this very year before that of every year. */
function holidayOf({ holidays, prepared_holidays }: Calendar, day: number): Holiday | null {
  const date = new Date(day).toISOString().slice(0, 10);
  const own = holidays.find((holiday) => holiday.date === date) ?? holidays.find((holiday) => holiday.date === date.slice(5));
  if (own !== undefined) return own;
  if (prepared_holidays === "none") return null;
  const prepared = preparedIn(Number(date.slice(0, 4)), prepared_holidays === "brazil_with_optional");
  const name = prepared.get(date);
  return name === undefined ? null : { date, name, hours: [] };
}

const prepared = new Map<string, ReadonlyMap<string, string>>();
const MAX_YEARS = 100;

function preparedIn(year: number, optional: boolean): ReadonlyMap<string, string> {
  const key = `${year} ${optional}`;
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const made = new Map(brazilianHolidays(year, { optional }).map(({ date, name }) => [date, name]));
  if (prepared.size >= MAX_YEARS) prepared.clear();
  prepared.set(key, made);
  return made;
}
