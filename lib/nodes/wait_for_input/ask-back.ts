import { z } from "zod";
import type { Json } from "../../engine/types.ts";
import type { FlowLanguage } from "../../engine/types.ts";
import type { AnswerSettings } from "../../answers/reading.ts";
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
  const choices = offerChoices(choicesOf(values, expect, settings));
  const match = matchChoice(said, { token, choices, numbers: { from: 0, to: 2, shown: false }, more: null });
  return match.kind === "choice" ? values[Number(match.choice.id) - 1] : undefined;
}

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
