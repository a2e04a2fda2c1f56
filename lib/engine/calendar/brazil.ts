/** Brazil's national holidays, prepared for every year. The movable ones depend on Easter. */

interface PreparedHoliday {
  /** `2026-12-25`. */
  date: string;
  name: string;
}

const DAY = 86_400_000;

/** Easter Sunday of the Gregorian calendar, as milliseconds of its day in UTC (Butcher's rule). */
export function easter(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const d = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** By law (662/1949, 6.802/1980, 10.607/2002, 14.759/2023). */
const FIXED: readonly { day: string; name: string; since?: number }[] = [
  { day: "01-01", name: "Confraternização Universal" },
  { day: "04-21", name: "Tiradentes" },
  { day: "05-01", name: "Dia do Trabalho" },
  { day: "09-07", name: "Independência do Brasil" },
  { day: "10-12", name: "Nossa Senhora Aparecida" },
  { day: "11-02", name: "Finados" },
  { day: "11-15", name: "Proclamação da República" },
  { day: "11-20", name: "Consciência Negra", since: 2024 },
  { day: "12-25", name: "Natal" },
];

/** In the order of the year; `optional`: also Carnival and Corpus Christi, on which public offices need not open. */
export function brazilianHolidays(year: number, { optional }: { optional: boolean }): PreparedHoliday[] {
  const sunday = easter(year);
  const movable = [
    { days: -2, name: "Sexta-feira Santa" },
    ...(optional
      ? [
          { days: -48, name: "Carnaval (segunda-feira)" },
          { days: -47, name: "Carnaval (terça-feira)" },
          { days: 60, name: "Corpus Christi" },
        ]
      : []),
  ].map(({ days, name }) => ({ date: dateOf(sunday + days * DAY), name }));
  const fixed = FIXED.filter(({ since = 0 }) => year >= since).map(({ day, name }) => ({ date: `${year}-${day}`, name }));
  return [...fixed, ...movable].sort((a, b) => (a.date < b.date ? -1 : 1));
}
