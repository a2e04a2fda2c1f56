import { type Cut, cutAll, type Rule } from "./cut.ts";

/** Times of day as people say them, in Portuguese and English. */

export type SaidTime =
  /** Minutes since midnight; two where "às 3" may be the afternoon or the night, the likelier first. 1,440 is the end of a day. */
  | { kind: "clock"; minutes: readonly [number, ...number[]] }
  /** Minutes from now. */
  | { kind: "from_now"; minutes: number };

type Period = "morning" | "night_hours" | "afternoon" | "evening";

const PERIODS: readonly { period: Period; words: string }[] = [
  { period: "morning", words: "(?:da|de|pela|na) (?:manha|matina)|in the morning" },
  { period: "night_hours", words: "(?:da|de|na) madrugada" },
  { period: "afternoon", words: "(?:da|de|a|pela) tarde|in the afternoon" },
  { period: "evening", words: "(?:da|de|a|pela) noite|in the evening|at night" },
];
const PM = "p\\.?m\\.?";
/** "12 am" begins the day, which no morning's 12 does. */
const AM = "a\\.?m\\.?";
const PERIOD = `(?<period>${PERIODS.map(({ words }) => words).join("|")}|${AM}|${PM})(?!\\p{L})`;
const START = "(?<![\\p{L}\\p{N}:/.,-])";
const END = "(?![\\p{L}\\p{N}:/])";
const HOURS = "(?:h|hs|hr|hrs|hora|horas)";
const MINUTES = "(?:m|min|mins|minuto|minutos|minutes)";
const GREETING = /(?<!\p{L})(?:bom dia|boa tarde|boa noite|good (?:morning|afternoon|evening|night))(?!\p{L})/gu;

interface TimeSettings {
  /** The period said somewhere else in the text: "amanhã à tarde, às 3". */
  period: Period | "am" | "pm" | null;
}
type Groups = Readonly<Record<string, string | undefined>>;

function periodOf(said: string | undefined): Period | "am" | "pm" | null {
  if (said === undefined) return null;
  if (new RegExp(`^${PM}$`).test(said)) return "pm";
  if (new RegExp(`^${AM}$`).test(said)) return "am";
  return PERIODS.find(({ words }) => new RegExp(`^(?:${words})$`).test(said))?.period ?? null;
}

/** Hours since midnight that this hour may mean, the likelier first; none where the period contradicts it. */
function hoursOf(hour: number, isExact: boolean, period: Period | "am" | "pm" | null): number[] {
  if (hour > 24) return [];
  if (hour > 12 || hour === 0) {
    const fits =
      period === null || (period === "morning" || period === "am" || period === "night_hours" ? hour === 0 || hour === 24 : hour > 12);
    return fits ? [hour] : [];
  }
  switch (period) {
    case "morning":
      return hour === 12 ? [] : [hour];
    case "night_hours":
      return hour === 12 ? [24] : hour <= 6 ? [hour] : [];
    case "afternoon":
      return hour === 12 ? [12] : hour <= 7 ? [hour + 12] : [];
    case "evening":
      return hour === 12 ? [24] : hour >= 5 ? [hour + 12] : [];
    case "am":
      return [hour % 12];
    case "pm":
      return [(hour % 12) + 12];
    case null:
      return hour >= 7 || isExact ? [hour] : [hour + 12, hour];
  }
}

/** `less`: minutes before that hour. */
function clockOf({ hour = "", minute = "0", period }: Groups, { period: around }: TimeSettings, less = 0): SaidTime | null {
  const minutes = minute.startsWith("mei") ? 30 : Number(minute);
  if (minutes > 59) return null;
  // "03:00" is written by somebody who counts to 24.
  const isExact = /^0\d$/.test(hour);
  const [first, ...more] = hoursOf(Number(hour), isExact, periodOf(period) ?? around);
  if (first === undefined) return null;
  const at = (one: number) => (((one * 60 + minutes - less) % 1_440) + 1_440) % 1_440 || (one === 24 && minutes === 0 ? 1_440 : 0);
  return { kind: "clock", minutes: [at(first), ...more.map(at)] };
}

const clock = (groups: Groups, settings: TimeSettings): SaidTime | null => clockOf(groups, settings);

const rule = (pattern: string, read: Rule<SaidTime, TimeSettings>["read"]): Rule<SaidTime, TimeSettings> => ({
  pattern: new RegExp(pattern, "gu"),
  read,
});

const HOUR = "(?<hour>\\d{1,2})";
const MINUTE = "(?<minute>\\d{2}|meia)";
const AND_MINUTE = `(?: e (?<minute>\\d{1,2}|mei[ao])(?: ${MINUTES})?)?`;
const named = (said: string | undefined) => (/^(?:meio|noon)/.test(said ?? "") ? "12" : "24");
const NAMED = "(?<named>meio[- ]?dia|meia[- ]?noite|noon|midnight)";
const TO = "(?:pra|pras|pro|para|para as|pra as|para o|pra o|to)";
const few = (said: string | undefined) => (said === "quarter" ? 15 : Number(said));

const RULES: readonly Rule<SaidTime, TimeSettings>[] = [
  rule(`${START}(?:daqui|dentro|em|in)(?: (?:a|de|uns|umas))* (?:meia hora|half an hour)${END}`, () => ({ kind: "from_now", minutes: 30 })),
  rule(
    `${START}(?:daqui|dentro|em|in)(?: (?:a|de|uns|umas))* (?<count>\\d{1,3}) ?(?:h|horas?|hours?)(?: e (?<minute>\\d{1,2}|meia)(?: ?${MINUTES})?)?${END}`,
    ({ count, minute = "0" }) => ({ kind: "from_now", minutes: Number(count) * 60 + (minute === "meia" ? 30 : Number(minute)) }),
  ),
  rule(`${START}(?:daqui|dentro|em|in)(?: (?:a|de|uns|umas))* (?<count>\\d{1,4}) ?${MINUTES}${END}`, ({ count }) => ({
    kind: "from_now",
    minutes: Number(count),
  })),
  rule(`${START}(?:agora(?: mesmo)?|right now|now)${END}`, () => ({ kind: "from_now", minutes: 0 })),
  rule(`${START}(?<less>\\d{1,2}|quarter)(?: ${MINUTES})? ${TO} (?:as |o )?${NAMED}${END}`, ({ less, named: said }, settings) =>
    clockOf({ hour: named(said) }, { ...settings, period: null }, few(less)),
  ),
  rule(
    `${START}(?<less>\\d{1,2}|quarter)(?: ${MINUTES})? ${TO} (?:as |a )?${HOUR}(?: ?${HOURS})?(?: ${PERIOD})?${END}`,
    (groups, settings) => (Number(few(groups["less"])) < 60 ? clockOf(groups, settings, few(groups["less"])) : null),
  ),
  rule(`${START}(?<minute>half|quarter|\\d{1,2}) past ${HOUR}(?: ?${PERIOD})?${END}`, ({ minute, ...groups }, settings) =>
    clockOf({ ...groups, minute: minute === "half" ? "30" : String(few(minute)) }, settings),
  ),
  rule(`${START}${NAMED}${AND_MINUTE}${END}`, ({ named: said, minute }, settings) => {
    const hour = named(said);
    return clockOf({ hour: hour === "24" && minute !== undefined ? "0" : hour, ...(minute && { minute }) }, { ...settings, period: null });
  }),
  rule(`${START}${HOUR} ?(?:: ?| ?${HOURS}:? ?|\\.)${MINUTE}(?::\\d{2})? ?(?:${HOURS}|${MINUTES})?(?: ?${PERIOD})?${END}`, clock),
  rule(`(?<!entre (?:as )?)${START}${HOUR}(?: ?${HOURS})? e (?<minute>\\d{1,2}|meia)(?: ?${MINUTES})?(?: ?${PERIOD})?${END}`, clock),
  rule(`${START}${HOUR} ?(?:${HOURS}|o'? ?clock)(?: em ponto)?(?: ${PERIOD})?${END}`, clock),
  rule(`${START}${HOUR} ?${PERIOD}${END}`, clock),
  rule(`(?<![\\p{L}\\p{N}])(?:as|a|at|pelas|das|umas|par[ao] as|pras) ${HOUR}${END}`, clock),
];

/** What may stand beside a number that is a time by itself. */
const BESIDE =
  /^(?:[\s\d;:.,\u0001-]|(?<!\p{L})(?:as|a|o|na|no|de|em|la|pelas|pode|ser|pra|para|quero|queria|prefiro|melhor|marca|marcar|por|favor|pf|pfv|ponto|obrigad[oa]|ok|entao|cedo|ou|or|at|please|thanks)(?!\p{L}))*$/u;
/** Where nothing else is left: "15", "1530", "15 30". */
const BARE: readonly Rule<SaidTime, TimeSettings>[] = [
  rule(`${START}(?<hour>\\d{2}|\\d{1,2}(?= ))(?: )?(?<minute>\\d{2})${END}`, clock),
  rule(`${START}${HOUR}${END}`, clock),
];
const ANY_PERIOD = new RegExp(`(?<![\\p{L}\\p{N}])${PERIOD}`, "gu");

/** The times that a prepared text says. */
export function cutTimes(text: string, { takesBare = true } = {}): Cut<SaidTime> {
  const asked = text.replace(GREETING, " ");
  const first = cutAll(asked, RULES, { period: null });
  // A period that belongs to no time yet is that of the others: "de manhã, às 9".
  const loose = [...first.rest.matchAll(ANY_PERIOD)].map(({ groups }) => periodOf(groups?.["period"]));
  const settings = { period: loose.length === 1 ? (loose[0] ?? null) : null };
  const cut = settings.period === null ? first : cutAll(asked, RULES, settings);
  const without = cut.rest.replace(ANY_PERIOD, " ");
  return cut.found.length > 0 || !takesBare || !BESIDE.test(without) ? cut : cutAll(without, BARE, settings);
}

const PARTS: readonly { words: RegExp; has: (hour: number) => boolean }[] = [
  { words: /^(?:manha|matina|morning|am|a\.m)$/, has: (hour) => hour < 12 },
  { words: /^madrugada$/, has: (hour) => hour < 7 },
  { words: /^(?:tarde|tardinha|afternoon)$/, has: (hour) => hour >= 12 && hour < 20 },
  { words: /^(?:noite|evening|night)$/, has: (hour) => hour >= 17 },
  { words: /^(?:pm|p\.m)$/, has: (hour) => hour >= 12 },
];

/** Which hours belong to a part of the day that is all of a prepared text, but for what leads to it. */
export function hoursOfPart(text: string): ((hour: number) => boolean) | null {
  const part = text.replace(/^(?:(?:e|eh|a|as|o|d[aeo]|na|no|pela|in|at|the) )*/, "");
  return PARTS.find(({ words }) => words.test(part))?.has ?? null;
}
