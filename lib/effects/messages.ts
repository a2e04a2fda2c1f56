import { CALL_NAMES, type CallName, CALLS } from "../engine/calls.ts";
import type { Locale } from "../i18n/locale.ts";
import type { CallMessages, CallMessagesByLocale } from "./call-messages.ts";
import { callHttpMessages } from "./call_http/messages.ts";
import { completeAiMessages } from "./complete_ai/messages.ts";
import { transcribeMessages } from "./transcribe/messages.ts";

const MESSAGES = { complete_ai: completeAiMessages, call_http: callHttpMessages, transcribe: transcribeMessages } satisfies Record<
  CallName,
  CallMessagesByLocale
>;

/** How a call speaks in this language. */
export function callMessages(effect: CallName, locale: Locale): CallMessages {
  return MESSAGES[effect][locale];
}

/** What the log says when the result of a call has come; null for an event that is of no call. */
export function callEventText(event: string, locale: Locale): string | null {
  const effect = CALL_NAMES.find((name) => CALLS[name].event === event);
  return effect === undefined ? null : callMessages(effect, locale).event;
}
