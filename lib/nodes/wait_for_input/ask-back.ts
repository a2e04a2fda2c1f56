import { z } from "zod";
import type { Json } from "../../engine/types.ts";
import type { FlowLanguage } from "../../engine/types.ts";
import { readDate, readPartOfDay, readTime } from "../../answers/moments.ts";
import type { AnswerSettings, Reading } from "../../answers/reading.ts";
import { ANSWER_READERS, type AnswerType } from "../../answers/registry.ts";
import { matchChoice } from "../send_choices/match.ts";
import { offerChoices } from "../send_choices/offered.ts";
import { type ChoicesMessage, presentChoices } from "../send_choices/presentation.ts";
import type { Said } from "./said.ts";
import type { Expected } from "./config.ts";
import { whichWords } from "./words.ts";

/** An answer that can mean two values is asked back with both, which the contact taps or names. */

export const askedBackSchema = z.object({ token: z.string(), values: z.tuple([z.json(), z.json()]) });
type AskedBack = z.infer<typeof askedBackSchema>;

const choicesOf = (values: readonly Json[], expect: Expected, settings: AnswerSettings) =>
  values.map((value, index) => ({ id: String(index + 1), title: shownAs(value, expect, settings), description: "", words: [] }));

/** The question with its two buttons. */
export function askBack(
  { token, values }: AskedBack,
  expect: Expected,
  settings: AnswerSettings,
  language: FlowLanguage | undefined,
): ChoicesMessage[] {
  const { which, open } = whichWords(language);
  const question = {
    token,
    header: "",
    body: which,
    footer: "",
    button: "",
    // There is no second page of two.
    words: { button: open, more: open },
    choices: offerChoices(choicesOf(values, expect, settings)),
    paged: false,
  };
  return presentChoices(question).messages;
}

/** Which of the two is meant; undefined where the message says something else. */
export function meantBy(said: Said, { token, values }: AskedBack, expect: Expected, settings: AnswerSettings): Json | undefined {
  const named = said.type === "text" ? namedBy(said.text, values, expect, settings) : [];
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const choices = offerChoices(choicesOf(values, expect, settings)).map((choice) => ({ ...choice, privateId: true }));
  // Where the values are numbers, a number is one of them or another, and no row.
  const to = values.some((value) => typeof value === "number") ? 0 : values.length;
  const match = matchChoice(said, { token, choices, numbers: { from: 0, to, shown: true }, more: null });
  return match.kind === "choice" ? values[Number(match.choice.id) - 1] : undefined;
}

/** Those of the values that the words say, whole or by the part in which the two differ: "15h", "sexta", "da tarde". */
function namedBy(words: string, values: readonly Json[], expect: Expected, settings: AnswerSettings): readonly Json[] {
  if (!isRead(expect)) return [];
  const whole = valuesOf(ANSWER_READERS[expect](words, settings));
  const same = values.filter((value) => whole.includes(value));
  if (same.length > 0 || !(expect === "time" || expect === "datetime")) return same;
  const clockOf = (value: Json) => (typeof value === "string" ? value.slice(-CLOCK_AT[expect]).slice(0, 5) : "");
  const isThen = readPartOfDay(words);
  if (isThen !== null) return values.filter((value) => isThen(Number(clockOf(value).slice(0, 2))));
  if (expect === "time") return [];
  const [days, times] = [valuesOf(readDate(words, settings)), valuesOf(readTime(words, settings))];
  if (days.length > 0 && times.length > 0) return [];
  return values.filter((value) => times.includes(clockOf(value)) || days.includes(String(value).slice(0, DAY_LENGTH)));
}

/** Where "15:00" begins, counted from the end, in "15:00" and in "2026-12-05T15:00:00-03:00". */
const CLOCK_AT = { time: 5, datetime: 14 } as const;
const DAY_LENGTH = 10;

const isRead = (expect: Expected): expect is AnswerType => Object.hasOwn(ANSWER_READERS, expect);
const valuesOf = (reading: Reading): readonly Json[] =>
  reading.kind === "none" ? [] : reading.kind === "value" ? [reading.value] : reading.values;

/** As people of the language read it, within a button's 20 characters. */
function shownAs(value: Json, expect: Expected, { language, timeZone }: AnswerSettings): string {
  if (typeof value === "number") return value.toLocaleString(language);
  if (typeof value !== "string") return "";
  if (expect === "date") {
    return new Intl.DateTimeFormat(language, {
      timeZone: "UTC",
      weekday: "short",
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
    }).format(Date.parse(`${value}T00:00:00Z`));
  }
  if (expect === "datetime") {
    const format = { timeZone, weekday: "short", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
    return new Intl.DateTimeFormat(language, format).format(Date.parse(value));
  }
  return value;
}
