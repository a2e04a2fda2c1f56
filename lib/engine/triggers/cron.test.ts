import { expect, test } from "vitest";
import { dueMinute, isEverDue, parseCron } from "./cron.ts";

const due = (text: string, at: string, zone = "America/Sao_Paulo") => {
  const cron = parseCron(text);
  return cron === null ? "unreadable" : dueMinute(cron, Date.parse(at), zone);
};

test.each([
  ["0 9 * * *", "2026-12-01T12:00:00Z", "2026-12-01T09:00"],
  ["0 9 * * *", "2026-12-01T12:01:00Z", null],
  ["0 9 * * *", "2026-12-01T12:00:59Z", "2026-12-01T09:00"],
  ["*/15 8-18 * * 1-5", "2026-12-01T11:45:00Z", "2026-12-01T08:45"],
  ["*/15 8-18 * * 1-5", "2026-12-05T11:45:00Z", null],
  ["0 0 1 1,7 *", "2027-01-01T03:00:00Z", "2027-01-01T00:00"],
  ["0 12 13 * 5", "2026-12-04T15:00:00Z", "2026-12-04T12:00"],
  ["0 12 13 * 5", "2026-12-13T15:00:00Z", "2026-12-13T12:00"],
  ["0 12 13 * *", "2026-12-04T15:00:00Z", null],
  ["0 12 * * 7", "2026-12-06T15:00:00Z", "2026-12-06T12:00"],
  ["5/20 * * * *", "2026-12-06T15:25:00Z", "2026-12-06T12:25"],
])("%s at %s: %s", (cron, at, expected) => expect(due(cron, at)).toBe(expected));

test.each([
  "",
  "* * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * * 13 *",
  "5-1 * * * *",
  "*/0 * * * *",
  "a * * * *",
  "1,,2 * * * *",
])("%s is no cron", (text) => expect(parseCron(text)).toBeNull());

test("an hour that a clock shows twice is one, and one that it skips is none", () => {
  expect(due("30 1 * * *", "2026-11-01T05:30:00Z", "America/New_York")).toBe("2026-11-01T01:30");
  expect(due("30 1 * * *", "2026-11-01T06:30:00Z", "America/New_York")).toBe("2026-11-01T01:30");
  const night = Array.from({ length: 24 * 60 }, (_, minute) =>
    new Date(Date.parse("2027-03-14T05:00:00Z") + minute * 60_000).toISOString(),
  );
  expect(night.filter((at) => due("30 2 * * *", at, "America/New_York") !== null)).toEqual([]);
});

test("a day that never comes is told", () => {
  expect([parseCron("0 9 31 2 *"), parseCron("0 9 29 2 *"), parseCron("0 9 31 2 1")].map((cron) => cron && isEverDue(cron))).toEqual([
    false,
    true,
    true,
  ]);
});
