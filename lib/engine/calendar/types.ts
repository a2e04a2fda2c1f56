/** When an organisation is there for its contacts: data of the organisation, handed to the engine with each turn. */

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Times of a day, `08:00`; up to `24:00`. One that ends no later than it begins goes on into the next day. */
export interface HourRange {
  from: string;
  to: string;
}

export interface Holiday {
  /** `2026-12-24`, or `12-24` for every year. */
  date: string;
  name: string;
  /** When it is open that day all the same; empty: all day closed. */
  hours: HourRange[];
}

/** Holidays that need not be written: those of the nation, also with the days on which public offices need not open. */
export const PREPARED_HOLIDAYS = ["none", "brazil", "brazil_with_optional"] as const;
export type PreparedHolidays = (typeof PREPARED_HOLIDAYS)[number];

export interface Calendar {
  id: number;
  name: string;
  /** An IANA zone. */
  time_zone: string;
  hours: { [day in Weekday]: HourRange[] };
  /** Its own, which also stand for prepared ones of the same day. */
  holidays: Holiday[];
  prepared_holidays: PreparedHolidays;
}
