import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brazilianHolidays, easter } from "./brazil.ts";
import { findCalendar, nextOpening, openAt } from "./hours.ts";
import type { Calendar } from "./types.ts";

const workday = [
  { from: "08:00", to: "12:00" },
  { from: "13:30", to: "18:00" },
];
const clinic: Calendar = {
  id: 1,
  name: "Clínica",
  time_zone: "America/Sao_Paulo",
  hours: { monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday, saturday: [], sunday: [] },
  holidays: [
    { date: "01-25", name: "Aniversário de São Paulo", hours: [] },
    { date: "2026-12-24", name: "Véspera de Natal", hours: [{ from: "08:00", to: "12:00" }] },
  ],
  prepared_holidays: "brazil",
};
const bar: Calendar = {
  ...clinic,
  hours: { ...clinic.hours, friday: [{ from: "22:00", to: "02:00" }], saturday: [{ from: "20:00", to: "24:00" }] },
};
const always: Calendar = { ...clinic, holidays: [], prepared_holidays: "none", hours: mapDays(() => [{ from: "00:00", to: "24:00" }]) };
const never: Calendar = { ...clinic, holidays: [], hours: mapDays(() => []) };

function mapDays(hours: () => Calendar["hours"]["monday"]): Calendar["hours"] {
  return { monday: hours(), tuesday: hours(), wednesday: hours(), thursday: hours(), friday: hours(), saturday: hours(), sunday: hours() };
}
const at = (text: string) => Date.parse(`${text}-03:00`);
const stateOf = (calendar: Calendar, text: string) => openAt(calendar, at(text)).state;

test.each([
  ["2024", "2024-03-31"],
  ["2025", "2025-04-20"],
  ["2026", "2026-04-05"],
  ["2027", "2027-03-28"],
  ["2038", "2038-04-25"],
  ["2285", "2285-03-22"],
])("Easter of %s is on %s", (year, date) => {
  expect(new Date(easter(Number(year))).toISOString().slice(0, 10)).toBe(date);
});

test("Brazil's holidays of a year, in their order", () => {
  expect(brazilianHolidays(2026, { optional: true }).map(({ date }) => date.slice(5))).toEqual(
    "01-01 02-16 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-15 11-20 12-25".split(" "),
  );
  expect(brazilianHolidays(2026, { optional: false })).toHaveLength(10);
  expect(brazilianHolidays(2023, { optional: false }).map(({ name }) => name)).not.toContain("Consciência Negra");
});

describe("open, closed or a holiday", () => {
  test.each([
    ["a Monday morning", "2026-11-30T08:00:00", "open"],
    ["a minute before", "2026-11-30T07:59:59", "closed"],
    ["the lunch break", "2026-11-30T12:00:00", "closed"],
    ["after it", "2026-11-30T13:30:00", "open"],
    ["the evening", "2026-11-30T18:00:00", "closed"],
    ["a Sunday", "2026-11-29T10:00:00", "closed"],
    ["Christmas", "2026-12-25T10:00:00", "holiday"],
    ["Christmas at night", "2026-12-25T23:59:00", "holiday"],
    ["Good Friday of another year", "2027-03-26T10:00:00", "holiday"],
    ["a holiday of every year", "2027-01-25T10:00:00", "holiday"],
    ["the open half of a holiday", "2026-12-24T09:00:00", "open"],
    ["its other half", "2026-12-24T14:00:00", "holiday"],
    ["Carnival, which is no holiday by law", "2026-02-17T10:00:00", "open"],
  ])("%s", (_, text, expected) => expect(stateOf(clinic, text)).toBe(expected));

  test.each([
    ["Friday before midnight", "2026-12-04T23:00:00", "open"],
    ["and after it", "2026-12-05T01:59:00", "open"],
    ["two o'clock", "2026-12-05T02:00:00", "closed"],
    ["until midnight", "2026-12-05T23:59:00", "open"],
    ["and not beyond", "2026-12-06T00:00:00", "closed"],
    ["what would have begun on a holiday", "2026-12-26T01:00:00", "closed"],
  ])("hours beyond midnight: %s", (_, text, expected) => expect(stateOf(bar, text)).toBe(expected));

  test("the days on which offices need not open, where they are asked for", () => {
    expect(openAt({ ...clinic, prepared_holidays: "brazil_with_optional" }, at("2026-02-17T10:00:00"))).toEqual({
      state: "holiday",
      name: "Carnaval (terça-feira)",
    });
  });
});

test.each([
  ["it is open", clinic, "2026-11-30T09:00:00", "2026-11-30T09:00:00"],
  ["at lunch", clinic, "2026-11-30T12:10:00", "2026-11-30T13:30:00"],
  ["on Friday evening", clinic, "2026-11-27T19:00:00", "2026-11-30T08:00:00"],
  ["before Christmas", clinic, "2026-12-24T13:00:00", "2026-12-28T08:00:00"],
  ["hours beyond midnight", bar, "2026-12-05T03:00:00", "2026-12-05T20:00:00"],
])("the next opening when %s", (_, calendar, now, expected) => expect(nextOpening(calendar, at(now))).toBe(at(expected)));

test("what never opens has no next opening", () => expect(nextOpening(never, at("2026-11-30T09:00:00"))).toBeNull());

test("at whatever moment, the next opening is open, is not before, and nothing between is open", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(clinic, bar, always),
      fc.integer({ min: at("2024-01-01T00:00:00"), max: at("2031-01-01T00:00:00") }),
      (one, now) => {
        const next = nextOpening(one, now) ?? NaN;
        expect(next).toBeGreaterThanOrEqual(now);
        expect(openAt(one, next).state).toBe("open");
        if (next > now) expect(openAt(one, next - 1_000).state).not.toBe("open");
      },
    ),
  );
});

test("a calendar is found by its id and by its name", () => {
  expect(findCalendar([clinic], "1")).toBe(clinic);
  expect(findCalendar([clinic], " clínica ")).toBe(clinic);
  expect(findCalendar([clinic], "")).toBeNull();
});
