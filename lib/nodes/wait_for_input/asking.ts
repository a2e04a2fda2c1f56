import { z } from "zod";
import type { AnswerSettings } from "../../answers/reading.ts";
import type { NodeInput, Outcome } from "../../engine/define-node.ts";
import { renderField } from "../../engine/render-field.ts";
import type { Context, Effect, FlowLocale } from "../../engine/types.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { isWithinWindow } from "../../engine/validate/window.ts";
import { DEFAULT_LANGUAGE, DEFAULT_TIME_ZONE } from "../../engine/values/environment.ts";
import { askedBackSchema } from "./ask-back.ts";
import type { AskingConfig } from "./config.ts";
import { type Said, saidSchema, wordsOf } from "./said.ts";
import { inOrder, nextDue, remindedBy } from "./timing.ts";
import { awaitedSchema } from "./voice.ts";

/** What every node that asks does between its question and the answer: attempts, reminders, deadline. */

export const NOTES = {
  invalid: "no answer of the kind that is expected",
  askedBack: "two things may be meant: asked back",
  collecting: "more may come",
  transcribing: "a voice note: what it says is asked for",
  unclear: "the voice note was not understood",
  windowClosed: "no reminder: WhatsApp's window is closed",
} as const;

/** What is noted between entry and answer. A node that only listens notes nothing. */
export const progressSchema = z.object({
  /** Milliseconds since 1970; absent where nothing is counted from it. */
  enteredAt: z.number().optional(),
  tries: z.number().default(0),
  reminded: z.number().default(0),
  said: z.array(saidSchema).default([]),
  collectUntil: z.number().optional(),
  askedBack: askedBackSchema.optional(),
  /** Set while the words of a voice note in `said` are awaited, and then with it as it was sent. */
  awaited: awaitedSchema.optional(),
});
export type Progress = z.infer<typeof progressSchema>;

type Input = NodeInput<AskingConfig>;

/** Asks, and waits. */
export function ask(input: Input, question: Effect[]): Outcome {
  return rest(input, progressSchema.parse({ enteredAt: input.at }), question);
}

/** The node's timer, where it is no end of a pause: the time is up, or a reminder is due. */
export function onTimer(input: Input, progress: Progress): Outcome {
  const { config, at } = input;
  const { enteredAt = at } = progress;
  if (config.timeout_seconds > 0 && enteredAt + Math.round(config.timeout_seconds * 1000) <= at) return { exit: "timeout" };
  const reminded = remindedBy(config, enteredAt, at);
  const reminder = inOrder(config)[reminded - 1];
  if (reminder === undefined || reminded <= progress.reminded) return rest(input, progress);
  if (!reminder.outside_window && !isWithinWindow((at - (input.heardAt ?? at)) / 1000)) {
    return { ...rest(input, { ...progress, reminded }), note: NOTES.windowClosed };
  }
  return rest(input, { ...progress, reminded }, say(`reminders.${reminder.index}.message`, reminder.message, input));
}

interface Refusal {
  /** What is said where the author wrote nothing for it. */
  words: string;
  /** The context key of what was said. */
  textKey: string | undefined;
  /** How it is said; a text of its own unless told. */
  send?: Send;
}

/** An answer that will not do: the contact is asked again, or the node is left. */
export function refused(input: Input, progress: Progress, said: readonly Said[], { words, textKey, send = asText }: Refusal): Outcome {
  const { config } = input;
  const tries = progress.tries + 1;
  if (tries >= config.attempts) {
    return { exit: "invalid", note: NOTES.invalid, ...(textKey !== undefined && { set: { [textKey]: wordsOf(said) } }) };
  }
  const index = Math.min(progress.tries, config.invalid_messages.length - 1);
  const own = say(`invalid_messages.${index}`, config.invalid_messages[index] ?? "", input, send);
  return { ...rest(input, { ...progress, tries }, own.length > 0 ? own : send(words)), note: NOTES.invalid };
}

type Send = (text: string) => Effect[];
const asText: Send = (text) => [{ type: "send_message", message: { type: "text", text, data: { preview_url: false } } }];

/** The text filled in; nothing for a blank one. Throws `FieldError`. */
export function say(field: string, template: string, { context, locale }: Input, send: Send = asText): Effect[] {
  const text = renderField(field, template, context, locale);
  return isBlank(text) ? [] : send(text);
}

/** Waits on, with one timer for what is due next. */
export function rest({ config, at, token }: Input, progress: Progress, effects: Effect[] = []): Outcome {
  const enteredAt = progress.enteredAt ?? at;
  const due = nextDue(config, { ...progress, enteredAt });
  const data = compact(due === null ? { ...progress, enteredAt: undefined } : { ...progress, enteredAt });
  const noted = Object.keys(data).length > 0 ? { data } : {};
  if (due === null) return { wait: { for: ["message"], ...noted }, ...(effects.length > 0 && { effects }) };
  const timer: Effect = { type: "schedule_timer", token, dueAt: Math.max(due.at, at) };
  return { wait: { for: ["message", "timer"], ...noted }, effects: [...effects, timer] };
}

/** Only what differs from the beginning. */
export function compact({ enteredAt, tries, reminded, said, collectUntil, askedBack }: Progress): Context {
  return {
    ...(enteredAt !== undefined && { enteredAt }),
    ...(tries > 0 && { tries }),
    ...(reminded > 0 && { reminded }),
    ...(said.length > 0 && { said }),
    ...(collectUntil !== undefined && { collectUntil }),
    ...(askedBack !== undefined && { askedBack }),
  };
}

/** What words mean in this flow at this moment. `country`: of phone numbers without one, where the author names it. */
export function settingsOf({ locale, at }: Pick<Input, "locale" | "at">, country: string | null): AnswerSettings & FlowLocale {
  const { language = DEFAULT_LANGUAGE, timeZone = DEFAULT_TIME_ZONE } = locale ?? {};
  return { now: at, timeZone, language, country: country?.toUpperCase() ?? (language === "pt-BR" ? "BR" : null) };
}
