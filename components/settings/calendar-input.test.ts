import { expect, test } from "vitest";
import { FRESH, holidaysIn, holidaysOf, holidaysText, rangesOf, rangesText, readCalendar } from "./calendar-input.ts";

test.each([
  ["08:00-12:00, 13:30-18:00", "08:00-12:00, 13:30-18:00"],
  ["8h-12h; 13h30 às 18h", "08:00-12:00, 13:30-18:00"],
  ["8-24", "08:00-24:00"],
  ["22:00 – 02:00", "22:00-02:00"],
  ["", ""],
])("%j are hours", (text, expected) => expect(rangesText(rangesOf(text) ?? [])).toBe(expected));

test.each(["fechado", "8:00", "25:00-26:00", "08:00-24:30", "8 12"])("%j are none", (text) => expect(rangesOf(text)).toBeNull());

test("days are read as people write them, and written as they read them", () => {
  const text = "24/12/2026 Véspera de Natal 08:00-12:00\n25/01 Aniversário de São Paulo\n\n2026-07-09 Revolução de 1932\n3/5/2026";
  const read = holidaysOf(text);
  const holidays = [
    { date: "2026-12-24", name: "Véspera de Natal", hours: [{ from: "08:00", to: "12:00" }] },
    { date: "01-25", name: "Aniversário de São Paulo", hours: [] },
    { date: "2026-07-09", name: "Revolução de 1932", hours: [] },
    { date: "2026-05-03", name: "", hours: [] },
  ];
  expect(read).toEqual({ holidays });
  for (const locale of ["pt-BR", "en"] as const) expect(holidaysOf(holidaysText(holidays, locale))).toEqual({ holidays });
});

test.each(["Natal", "30/02/2026 Nada", "24/12/2026 Natal 25:00-26:00"])("%j is no day", (line) =>
  expect(holidaysOf(`01/01 Ano novo\n${line}`)).toEqual({ wrong: line }),
);

test("a form is a calendar, or says what is wrong where", () => {
  const typed = new Map([
    ["name", " Loja "],
    ["time_zone", "America/Manaus"],
    ["monday", "8-18"],
    ["prepared_holidays", "brazil"],
  ]);
  expect(readCalendar((field) => typed.get(field) ?? "")).toMatchObject({
    calendar: { name: "Loja", hours: { monday: [{ from: "08:00", to: "18:00" }], sunday: [] }, holidays: [] },
  });
  const wrong = new Map([
    ["time_zone", "Marte"],
    ["sunday", "sempre"],
    ["holidays", "Natal"],
    ["prepared_holidays", "none"],
  ]);
  expect(readCalendar((field) => wrong.get(field) ?? "")).toEqual({
    errors: { name: "nameWrong", zone: "zoneWrong", days: ["sunday"], ownWrong: "Natal" },
  });
});

test("a year's holidays are the prepared ones, with its own in their place", () => {
  const own = [
    { date: "12-25", name: "Natal, de manhã", hours: [{ from: "08:00", to: "12:00" }] },
    { date: "2027-06-24", name: "São João", hours: [] },
  ];
  const found = holidaysIn(2026, { ...FRESH, holidays: own });
  expect(found).toHaveLength(10);
  expect(found.at(-1)?.name).toBe("Natal, de manhã");
  expect(holidaysIn(2027, { ...FRESH, holidays: own }).map(({ name }) => name)).toContain("São João");
});
