import { momentOf, partsAt, readMoment, toIso } from "../engine/values/dates.ts";
import { Environment } from "../engine/values/environment.ts";
import { fold } from "../engine/values/normal-text.ts";
import { cutTimes, hoursOfPart, type SaidTime } from "./clocks.ts";
import { type Cut, isAlternative, MARK } from "./cut.ts";
import { calendarDay, cutDays, dayOf, mergeDays, type SaidDay } from "./days.ts";
import { digitsForWords } from "./number-words.ts";
import { type AnswerSettings, NONE, type Reading, readingOf } from "./reading.ts";

/** Dates and times as people say them, counted from the moment of the message in the flow's zone. */

const MAX_SAID = 200;
/** "Não, dia 5" corrects what was understood. */
const CORRECTION = /^(?:nao|no)[,.!;:]+ /;
/** "Lá pelas 3, mais ou menos". */
const ABOUT = /(?<!\p{L})mais ou menos(?!\p{L})/gu;
const NEGATED = /(?<!\p{L})(?:nao|nunca|nem|menos|exceto|not|never|except|dont|don't|cant|can't)(?!\p{L})/u;
/** "5 dez", "cinco de dez": the month, and not ten. */
const DECEMBER = /(?<=(?:\d|primeiro|1o)(?:[ /-]| ?[/-] ?)?|(?<!\p{L})de )dez(?!\p{L})/gu;
/** "Amanhã ou depois": one of the two. */
const TOMORROW_OR_LATER = /(?<!\p{L})amanha ou depois(?! de| d[ao]?\b|\p{L})/gu;
const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/i;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

function prepare(said: string): string | null {
  if (said.length > MAX_SAID) return null;
  const folded = fold(said)
    .replaceAll(MARK, " ")
    .replace(CORRECTION, "")
    .replace(ABOUT, " ")
    .replace(DECEMBER, "dezembro")
    .replace(TOMORROW_OR_LATER, "amanha ou depois de amanha");
  const text = digitsForWords(folded, { countsOne: false }).replace(/[!?"“”*_~()]+/g, " ");
  return NEGATED.test(text)
    ? null
    : text
        .replace(/[,;]+|\.(?=\s|$)/g, " ")
        .replace(/\s+/g, " ")
        .trim();
}

const environmentOf = ({ language, timeZone, now }: AnswerSettings) => new Environment(0, { language, timeZone, now });

function todayOf(settings: AnswerSettings): number {
  const { year, month, day } = partsAt(settings.now, environmentOf(settings));
  return dayOf(year, month, day);
}

/** What the text says, as one finding with all that may be meant; null where it says none, or several that are no choice. */
function soleOf<Found>({ found, rest }: Cut<Found>, merge: (found: readonly Found[]) => Found | null): Found | null {
  const [first] = found;
  if (first === undefined) return null;
  if (found.length === 1) return first;
  return found.length === 2 && isAlternative(rest) ? merge(found) : null;
}

const eitherDay = (found: readonly SaidDay[]): SaidDay | null => {
  const [first, ...more] = found.flatMap(({ days }) => days);
  return first === undefined ? null : { days: [first, ...more] };
};

function eitherTime(found: readonly SaidTime[]): SaidTime | null {
  const clocks = found.flatMap((one) => (one.kind === "clock" ? [one.minutes[0]] : []));
  const [first, ...more] = clocks;
  return first === undefined || clocks.length < found.length ? null : { kind: "clock", minutes: [first, ...more] };
}

const saidDay = (cut: Cut<SaidDay>): SaidDay | null => mergeDays(cut.found) ?? soleOf(cut, eitherDay);

const isoDay = (day: number): string => {
  const { year, month, day: inMonth } = calendarDay(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(inMonth).padStart(2, "0")}`;
};

/** "5 ou 6", where a day is asked for, and "dia 5 ou 6", wherever it is said. */
const EITHER_BARE_DAY = /^(?:(?:o|no) )?(\d{1,2}) (?:ou|or) (?:(?:o|no) )?(\d{1,2})$/;
const EITHER_DAY = /(?<!\p{L})dia (\d{1,2}) (ou|or) (?:dia |o )?(\d{1,2})(?![\p{L}\p{N}:/h]| h)/gu;
/** "12 ou 13/12": the month is that of both. */
const EITHER_OF_MONTH =
  /(?<![\p{N}/.:-])(\d{1,2}) (ou|or) (\d{1,2})( ?[/-] ?\d{1,2}(?!\d)| (?:de )?(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)(?!\p{L}))/gu;
/** "5 a 10 de dezembro" and "12, 13/12": a number joined to a day is another day. */
const JOINED = new RegExp(
  `\\d (?:a|ao|ate|e|ou|or|to|and) (?:o |dia )?${MARK}|${MARK} (?:a|ao|ate|e|ou|or|to|and) (?:o )?\\d{1,2}(?![\\p{N}:]| ?h)`,
  "u",
);
/** "Primeira segunda de janeiro": a month that no day was read with. */
const LEFT_MONTH =
  /(?<!\p{L})(?:mes|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|january|february|april|june|july|august|september|october|november|december)(?!\p{L})/u;
/** "Às 9 ou 10", "9 ou 10h". */
const EITHER_TIME =
  /(?<![\p{L}\p{N}:/.,-]|dia )(?:as )?(\d{1,2}) ?h? (ou|or) (?:as )?(\d{1,2})(?: ?h| horas)?(?![\p{L}\p{N}:/]|h| (?:d[aeo]|e|pras?|para) )/gu;
/** A day and a number behind or before it: "sábado, 5". */
const DAY_AND_NUMBER = new RegExp(`^(?:${MARK} (?<after>\\d{1,2})|(?<before>\\d{1,2}) ${MARK})$`);
/** "Depois das 14h" says when not. */
const BOUND =
  /(?<!\p{L})(?:depois|antes|apos|a partir|ate|after|before|until|from)(?: (?:d?as?|d[eo]|o|at))* (?:\d|mei[ao][ -]|noon|midnight)/u;
/** "Depois de sexta", likewise; not "depois de amanhã". */
const DAY_BOUND =
  /(?<!\p{L})(?:depois|antes|apos|before|after) (?:d[eoa] |the )?(?:dia |proxim[ao] )?(?:\d|segunda|terca|quarta|quinta|sexta|sabado|domingo|\p{L}+day\b)/u;
/** A day that is none, which a time beside it does not explain. */
const SOME_DAY =
  /(?<!\p{L})(?:semanas?|mes(?:es)?|anos?|feriad(?:o|ao)|fds|carnaval|pascoa|qualquer|todos?|todas?|cada|outr[ao]|passad[ao]|weeks?|weekends?|months?|years?|holiday|any|every)(?!\p{L})/u;

/** "2026-12-05" from "05/12", "sexta", "amanhã", "dia 5", "daqui a duas semanas". A day without its year is the next one. */
export function readDate(said: string, settings: AnswerSettings): Reading<string> {
  const text = prepare(said);
  if (text === null || DAY_BOUND.test(text)) return NONE;
  const isMonthFirst = /^en(?:-US)?$/i.test(settings.language);
  const today = { today: todayOf(settings), isMonthFirst };
  const asked = eitherDayOf(text.replace(EITHER_BARE_DAY, "dia $1 ou $2"));
  const withDays = cutDays(asked, today, { takesBare: true });
  if (JOINED.test(withDays.rest) || LEFT_MONTH.test(withDays.rest)) return NONE;
  const [named] = withDays.found;
  const beside = named?.weekday === undefined ? undefined : DAY_AND_NUMBER.exec(withDays.rest)?.groups;
  if (beside !== undefined) {
    const numbered = cutDays(`dia ${beside["after"] ?? beside["before"]}`, today).found;
    return readingOf(mergeDays([...withDays.found, ...numbered])?.days.map(isoDay) ?? []);
  }
  // "sexta às 15h" says a day too; the time is not asked for.
  const { rest } = cutTimes(withDays.rest, { takesBare: !/\d\D+\d/.test(withDays.rest) });
  const day = saidDay(withDays);
  return day === null || /\p{N}/u.test(rest) ? NONE : readingOf(day.days.map(isoDay));
}

const eitherDayOf = (text: string): string => text.replace(EITHER_OF_MONTH, "$1$4 $2 $3$4").replace(EITHER_DAY, "dia $1 $2 dia $3");
const eitherTimeOf = (text: string): string => text.replace(EITHER_TIME, "as $1 $2 as $3");

const clockText = (minutes: number): string =>
  `${String(Math.trunc((minutes % DAY_MINUTES) / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** "15:00" from "15h", "3 da tarde", "oito e meia", "15 para as 3", "meio-dia". "Às 3" is asked back. */
export function readTime(said: string, settings: AnswerSettings): Reading<string> {
  const text = prepare(said);
  if (text === null || BOUND.test(text)) return NONE;
  const cut = cutTimes(eitherTimeOf(text));
  const time = soleOf(cut, eitherTime);
  if (time === null || /\p{N}/u.test(cut.rest)) return NONE;
  if (time.kind === "clock") return readingOf(time.minutes.map(clockText));
  const { hour, minute } = partsAt(settings.now + time.minutes * MINUTE_MS, environmentOf(settings));
  return readingOf([clockText(hour * 60 + minute)]);
}

/** Which hours a part of the day has that is all that was said: "da tarde", "de manhã"; null where something else was. */
export function readPartOfDay(said: string): ((hour: number) => boolean) | null {
  const text = prepare(said);
  return text === null ? null : hoursOfPart(text);
}

/**
 * "2026-12-05T15:00:00-03:00" from "amanhã às 15h", "dia 5 às 8 e meia", "daqui a 2 horas". A time alone is the next one. What is over
 * is not meant where something to come may be.
 */
export function readDateTime(said: string, settings: AnswerSettings): Reading<string> {
  const text = prepare(said);
  if (text === null || BOUND.test(text) || DAY_BOUND.test(text)) return NONE;
  const env = environmentOf(settings);
  const written = ISO_MOMENT.test(said.trim()) ? readMoment(said, env) : null;
  if (written !== null) return readingOf([toIso(written.at, env)]);
  const today = todayOf(settings);
  const isMonthFirst = /^en(?:-US)?$/i.test(settings.language);
  const withDays = cutDays(eitherTimeOf(eitherDayOf(text)), { today, isMonthFirst });
  const withTimes = cutTimes(withDays.rest.replaceAll(MARK, " ; "));
  const time = soleOf(withTimes, eitherTime);
  if (time === null || /\p{N}/u.test(withTimes.rest)) return NONE;
  if (time.kind === "from_now") {
    return withDays.found.length > 0 ? NONE : readingOf([toIso(wholeMinute(settings.now + time.minutes * MINUTE_MS), env)]);
  }
  const day = saidDay(withDays);
  if (day === null && (withDays.found.length > 0 || SOME_DAY.test(text))) return NONE;
  const at = (inDay: number, minutes: number) => {
    const date = calendarDay(inDay + Math.trunc(minutes / DAY_MINUTES));
    return momentOf({ ...date, hour: Math.trunc((minutes % DAY_MINUTES) / 60), minute: minutes % 60, second: 0 }, env);
  };
  if (day === null) {
    const next = time.minutes.map(
      (minutes) => [today - 1, today, today + 1].map((one) => at(one, minutes)).find((one) => one > settings.now) ?? 0,
    );
    return readingOf(next.sort((a, b) => a - b).map((one) => toIso(one, env)));
  }
  // "Amanhã à meia-noite" begins tomorrow or ends it.
  const minutes = time.minutes.length === 1 && time.minutes[0] === DAY_MINUTES ? [DAY_MINUTES, 0] : time.minutes;
  const of = (days: readonly number[], clocks: readonly number[]) => days.flatMap((one) => clocks.map((clock) => at(one, clock)));
  if (withDays.found.length === 2 && withTimes.found.length === 2) {
    // "Amanhã 14h ou segunda 9h": each day has its own time. With another "ou" nobody knows which.
    if ((text.match(/(?<!\p{L})(?:ou|or)(?!\p{L})/gu) ?? []).length !== 1 || day.days.length !== 2 || minutes.length !== 2) return NONE;
    return readingOf(day.days.map((one, index) => toIso(at(one, minutes[index] ?? 0), env)));
  }
  const all = day.days.length > 1 && minutes.length > 1 ? of(day.days, minutes.slice(0, 1)) : of(day.days, minutes);
  const toCome = all.filter((one) => one > settings.now);
  return readingOf((toCome.length > 0 ? toCome : all).map((one) => toIso(one, env)));
}

const wholeMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;
