import { z } from "zod";
import { isTimeZone } from "../values/dates.ts";
import { PREPARED_HOLIDAYS } from "./types.ts";

/** A calendar at the border: of the API, and of flow tests. */

const from = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 08:00");
const to = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "must be a time such as 18:00, at most 24:00");

const hourRanges = z
  .array(z.strictObject({ from, to }))
  .max(10, "must have at most 10 times")
  .meta({ description: "One that ends no later than it begins goes on into the next day." });

/** A day that there is: `2026-02-28`, or `02-29` for every year. */
function isDay(text: string): boolean {
  const found = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return false;
  const [year, month, day] = [Number(found[1] ?? 2024), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const holiday = z.strictObject({
  date: z.string().refine(isDay, "must be a day such as 2026-12-24, or 12-24 for every year"),
  name: z.string().trim().max(100, "must have at most 100 characters").default(""),
  hours: hourRanges.default([]),
});

const week = z.strictObject({
  monday: hourRanges.default([]),
  tuesday: hourRanges.default([]),
  wednesday: hourRanges.default([]),
  thursday: hourRanges.default([]),
  friday: hourRanges.default([]),
  saturday: hourRanges.default([]),
  sunday: hourRanges.default([]),
});

export const calendarFields = {
  name: z.string("must be a text").trim().min(1, "must not be empty").max(100, "must have at most 100 characters"),
  time_zone: z.string().max(60, "must have at most 60 characters").refine(isTimeZone, "must be a time zone such as America/Sao_Paulo"),
  hours: week.meta({ description: "When it is open, by weekday; closed on a day without times." }),
  holidays: z
    .array(holiday)
    .max(500, "must have at most 500 days")
    .meta({ description: "Days of its own; with `hours` it is open then all the same. They stand for prepared ones of the same day." }),
  prepared_holidays: z.enum(PREPARED_HOLIDAYS).meta({
    description:
      "Holidays that need not be written: Brazil's national ones of every year; `brazil_with_optional` has Carnival and " +
      "Corpus Christi too.",
  }),
} as const;

export const calendarSchema = z.strictObject({ id: z.int(), ...calendarFields });
