import { type Cut, cutAll, type Rule } from "./cut.ts";

/** Days as people name them, in Portuguese and English. A day is a number: days since 1970-01-01. */

interface DaySettings {
  today: number;
  /** "12/05" is the 5th of December. */
  isMonthFirst: boolean;
}

/** One day, or two of which only the person knows the right one. `weekday`: only the name of a weekday was said. */
export interface SaidDay {
  days: readonly [number, ...number[]];
  weekday?: number;
}

const DAY_MS = 86_400_000;

export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS;

/** Null where the calendar has no such day. */
function realDay(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && year <= 2999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : null;
}

export function calendarDay(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday 0 to Sunday 6; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

const only = (day: number | null): SaidDay | null => (day === null ? null : { days: [day] });

const MONTHS = [
  "janeiro|jan|january",
  "fevereiro|fev|february|feb",
  "marco|mar|march",
  "abril|abr|april|apr",
  "maio|mai|may",
  "junho|jun|june",
  "julho|jul|july",
  "agosto|ago|august|aug",
  "setembro|set|september|sept|sep",
  "outubro|out|october|oct",
  "novembro|nov|november",
  "dezembro|dez|december|dec",
];
const MONTH = `(?<month>${MONTHS.join("|")})(?!\\p{L})\\.?`;
const monthOf = (name: string | undefined): number => MONTHS.findIndex((names) => names.split("|").includes(name ?? "")) + 1;

const WEEKDAYS = [
  "segunda|seg|monday|mon",
  "terca|ter|tuesday|tue",
  "quarta|qua|wednesday|wed",
  "quinta|qui|thursday|thu",
  "sexta|sex|sesta|friday|fri",
  "sabado|sab|saturday|sat",
  "domingo|dom|sunday|sun",
];
const DAY = "(?<day>\\d{1,2}|primeiro)(?:o|st|nd|rd|th)?";
const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const NEXT_YEAR = "(?<next> ?d[oe] (?:ano que vem|proximo ano)| next year)";
const NEXT_MONTH = "(?:mes que vem|proximo mes|mes seguinte|outro mes)";

const rule = (pattern: string, read: Rule<SaidDay, DaySettings>["read"]): Rule<SaidDay, DaySettings> => ({
  pattern: new RegExp(pattern, "gu"),
  read,
});
const dayNumber = (said: string | undefined): number => (said === "primeiro" ? 1 : Number(said));

/** Two digits are a year of the last ninety or of the next ten. */
function fullYear(said: string, { today }: DaySettings): number {
  const year = Number(said);
  if (said.length === 4) return year;
  return 2000 + year > calendarDay(today).year + 10 ? 1900 + year : 2000 + year;
}

const nextYear = (said: string | undefined, { today }: DaySettings): string | undefined =>
  said === undefined ? undefined : String(calendarDay(today).year + 1);

/** The next such day; one that is over since at most a month may be meant too. */
function withoutYear(month: number, day: number, { today }: DaySettings): SaidDay | null {
  const { year } = calendarDay(today);
  const inYears = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((more) => realDay(year + more, month, day));
  const coming = inYears.find((one) => one !== null && one >= today) ?? null;
  const past = inYears[0] ?? null;
  if (coming === null || past === null || past >= today || today - past > 31) return only(coming);
  return { days: [coming, past] };
}

function withYear(year: string | undefined, month: number, day: number, settings: DaySettings): SaidDay | null {
  return year === undefined ? withoutYear(month, day, settings) : only(realDay(fullYear(year, settings), month, day));
}

/** The next month that has this day, from the one `months` later on. */
function dayOfMonth(day: number, months: number, { today }: DaySettings): SaidDay | null {
  const now = calendarDay(today);
  for (let more = months; more <= months + 3; more++) {
    const index = now.month - 1 + more;
    const found = realDay(now.year + Math.floor(index / 12), (index % 12) + 1, day);
    if (found !== null && (found >= today || months > 0)) return only(found);
    if (months > 0) return null;
  }
  return null;
}

function moved(count: number, unit: string | undefined, { today }: DaySettings): SaidDay | null {
  if (unit?.startsWith("d") === true) return only(today + count);
  if (/^(?:s|w)/.test(unit ?? "")) return only(today + count * 7);
  const { year, month, day } = calendarDay(today);
  const index = year * 12 + month - 1 + count * (/^(?:a|y)/.test(unit ?? "") ? 12 : 1);
  const [inYear, inMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
  return only(realDay(inYear, inMonth, Math.min(day, last)));
}

function ofWeekday(
  weekday: number,
  { before = "", after = "" }: Readonly<Record<string, string | undefined>>,
  { today }: DaySettings,
): SaidDay {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (/passad|last/.test(`${before} ${after}`)) {
    const isOfWeek = /semana|week/.test(after);
    return { days: [isOfWeek ? today - weekdayOf(today) - 7 + weekday : today + (ahead === 0 ? -7 : ahead - 7)], weekday };
  }
  // "A outra sexta" is the one after the next to most, and the next to some.
  if (/outr/.test(before) && !/semana/.test(before)) return { days: [today + (ahead || 7) + 7, today + (ahead || 7)], weekday };
  if (/semana|week/.test(`${before} ${after}`)) return { days: [today - weekdayOf(today) + 7 + weekday], weekday };
  if (ahead > 0) return { days: [today + ahead], weekday };
  if (/proxim|que vem|next/.test(`${before} ${after}`)) return { days: [today + 7], weekday };
  if (/(?:essa|esta|esse|este|this|hoje)/.test(before)) return { days: [today], weekday };
  return { days: [today, today + 7], weekday };
}

const UNIT = "(?<unit>dias?|semanas?|mes|meses|anos?|days?|weeks?|months?|years?)";
const COUNT = "(?<count>\\d{1,4})";
const NEXT_WEEK = "(?:(?:da|na|de) )?(?:semana que vem|proxima semana|outra semana|semana seguinte|next week)";

const LAST_WEEK = "(?:(?:da|na|de) )?(?:semana passada|ultima semana|last week)";

const FEASTS: readonly { names: string; month: number; day: number }[] = [
  { names: "vespera de natal|christmas eve", month: 12, day: 24 },
  { names: "(?:dia de )?natal|christmas(?: day)?", month: 12, day: 25 },
  { names: "vespera de ano novo|reveillon|new year'?s eve", month: 12, day: 31 },
  { names: "(?:dia de )?ano[- ]novo|new year(?:'?s day)?", month: 1, day: 1 },
];

const RULES: readonly Rule<SaidDay, DaySettings>[] = [
  rule(`${START}(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{2})\\k<mark>(?<day>\\d{2})${END}`, ({ year, month, day }) =>
    only(realDay(Number(year), Number(month), Number(day))),
  ),
  // Not the clock of "às 9.10".
  rule(
    `(?<![\\p{L}\\p{N}:/.-])(?<!(?:as|at) )(?<first>\\d{1,2})o? ?(?<mark>[/.-]) ?(?<second>\\d{1,2})(?: ?\\k<mark> ?(?<year>\\d{4}|\\d{2})|${NEXT_YEAR})?(?![\\p{L}\\p{N}/-])`,
    ({ first, second, year: said, next }, settings) => {
      const year = said ?? nextYear(next, settings);
      const [one, two] = [Number(first), Number(second)];
      const isMonthFirst = settings.isMonthFirst ? one <= 12 : two > 12 && year !== undefined;
      return isMonthFirst ? withYear(year, one, two, settings) : withYear(year, two, one, settings);
    },
  ),
  rule(
    `${START}${DAY} ?(?:de |do |of |[/-] ?)?${MONTH}(?: ?(?:,|de|do|/|-) ?(?<year>\\d{4}|\\d{2})| (?<bare>\\d{4})|${NEXT_YEAR})?(?![\\p{L}\\p{N}:])`,
    ({ day, month, year, bare, next }, settings) =>
      withYear(year ?? bare ?? nextYear(next, settings), monthOf(month), dayNumber(day), settings),
  ),
  rule(`${START}${MONTH} (?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\\d{4}))?(?![\\p{L}\\p{N}:])`, ({ day, month, year }, settings) =>
    withYear(year, monthOf(month), Number(day), settings),
  ),
  rule(`${START}${DAY} d[oe] (?:mes )?(?<month>\\d{1,2})(?: (?:de|do) (?<year>\\d{4}))?${END}`, ({ day, month, year }, settings) =>
    withYear(year, Number(month), dayNumber(day), settings),
  ),
  rule(`${START}(?<day>\\d{1,2}) (?<month>\\d{1,2}) (?<year>\\d{4})${END}`, ({ day, month, year }, settings) =>
    withYear(year, Number(month), Number(day), settings),
  ),
  rule(`^(?<day>\\d{2})(?<month>\\d{2})(?<year>(?:19|20)\\d{2})$`, ({ day, month, year }, settings) =>
    withYear(year, Number(month), Number(day), settings),
  ),
  ...FEASTS.map(({ names, month, day }) => rule(`${START}(?:${names})${END}`, (_, settings) => withoutYear(month, day, settings))),
  rule(`${START}ultimo dia d(?:o|este|esse) mes${END}`, (_, { today }) => {
    const { year, month } = calendarDay(today);
    return only(dayOf(year, month + 1, 0));
  }),
  rule(`${START}(?:(?:depois|dps) (?:d[aeo] |d ?['’´\`] ?)?amanha|day after tomorrow)${END}`, (_, { today }) => only(today + 2)),
  rule(`${START}(?:ante[- ]?ontem|antes de ontem|day before yesterday)${END}`, (_, { today }) => only(today - 2)),
  rule(`${START}(?:amanha|amanhan|amnha|amnh|tomorrow|tmrw)${END}`, (_, { today }) => only(today + 1)),
  rule(`${START}(?:hoje|hj|today)${END}(?! ?em dia)`, (_, { today }) => only(today)),
  rule(`${START}(?:ontem|yesterday)${END}`, (_, { today }) => only(today - 1)),
  rule(`${START}(?:ha ${COUNT} ${UNIT}(?: atras)?)${END}`, ({ count, unit }, settings) => moved(-Number(count), unit, settings)),
  rule(`${START}${COUNT} ${UNIT} (?:atras|ago)${END}`, ({ count, unit }, settings) => moved(-Number(count), unit, settings)),
  rule(`${START}(?:daqui|dentro|em|in)(?: (?:a|de|uns|umas))* ${COUNT} ${UNIT}${END}`, ({ count, unit }, settings) =>
    moved(Number(count), unit, settings),
  ),
  ...WEEKDAYS.map((names, weekday) => {
    const long = names.split("|")[0] ?? "";
    const numbered = weekday < 5 ? `|${weekday + 2}a(?=[- ]?feira)` : "";
    return rule(
      `${START}(?<!(?:ultim[ao]|primeir[ao]|first) )(?<before>${NEXT_WEEK} (?:na |no |de )?|(?:(?:na|no|a|o|n) )?(?:proxim[ao]|outr[ao]|ess[ae]|est[ae]|ness[ae]|nest[ae]|this|next|last|hoje) )?(?:${names}${numbered})(?<=${long}|\\p{L}{3}|\\da)(?:[- ]?feira)?(?! ?(?:opcao|vez|retrasad[ao]))${END}(?<after> (?:que vem|proxim[ao]|passad[ao]|${LAST_WEEK}|${NEXT_WEEK}))?`,
      (groups, settings) => ofWeekday(weekday, groups, settings),
    );
  }),
  rule(`${START}(?:dia |day )?${DAY} d[oe] ${NEXT_MONTH}${END}`, ({ day }, settings) => dayOfMonth(dayNumber(day), 1, settings)),
  rule(`${START}(?:no )?${NEXT_MONTH} (?:no |o )?(?:dia |day )${DAY}${END}`, ({ day }, settings) =>
    dayOfMonth(dayNumber(day), 1, settings),
  ),
  rule(
    `${START}(?:dia|day) ${DAY}(?: (?:deste|desse|do) mes)?(?![\\p{L}\\p{N}:/h]| ?(?:de |do |of |-)?(?:${MONTHS.join("|")})(?!\\p{L}))`,
    ({ day }, settings) => dayOfMonth(dayNumber(day), 0, settings),
  ),
];

/** "5", "o 5", where a day was asked for and nothing else is said. */
const BARE = rule(`^(?:o |no |the |on the |pode ser |para o |pro )?${DAY}[.! ]*$`, ({ day }, settings) =>
  dayOfMonth(dayNumber(day), 0, settings),
);

/** The days that a prepared text names. `takesBare`: a number alone is a day of the month. */
export function cutDays(text: string, settings: DaySettings, { takesBare = false } = {}): Cut<SaidDay> {
  return cutAll(text, takesBare ? [...RULES, BARE] : RULES, settings);
}

/** "sexta, 05/12": the date counts where its weekday is the one that was said; otherwise only the person knows. */
export function mergeDays([first, second, ...more]: readonly SaidDay[]): SaidDay | null {
  if (first === undefined || second === undefined || more.length > 0) return null;
  if ((first.weekday === undefined) === (second.weekday === undefined)) return null;
  const [named, dated] = first.weekday === undefined ? [second, first] : [first, second];
  const fitting = dated.days.filter((day) => weekdayOf(day) === named.weekday);
  const [fit] = fitting;
  if (fit !== undefined) return { days: [fit, ...fitting.slice(1)] };
  return { days: [dated.days[0], named.days[0]] };
}
