import { z } from "zod";
import { AFTER_END_MODES } from "./after-end.ts";
import { type FlowLocale, type FlowSettings, MARK_READ, STALE_RULES } from "./types.ts";
import { isTimeZone } from "./values/dates.ts";

/** Languages in which Siga itself says something to a contact of a flow; the first where the flow names none. */
export const FLOW_LANGUAGES = ["pt-BR", "en"] as const;

/** 30 days, as the longest delay. */
const MOST_QUIET_SECONDS = 30 * 86_400;

/** Less would end a conversation while its contact is typing the answer. */
const LEAST_IDLE_SECONDS = 60;
export const MOST_LEAVE_WORDS = 20;
export const LONGEST_LEAVE_WORD = 60;

/** What holds for a whole flow; absent means as before there were settings. */
export const flowSettingsSchema = z.strictObject({
  language: z.enum(FLOW_LANGUAGES).optional(),
  time_zone: z.string().max(60).refine(isTimeZone, "must be a time zone such as America/Sao_Paulo").optional(),
  failure_message: z.string().max(4_096).optional(),
  after_end: z
    .strictObject({
      mode: z.enum(AFTER_END_MODES),
      quiet_seconds: z.int().min(1).max(MOST_QUIET_SECONDS).optional(),
    })
    .optional(),
  idle_seconds: z.int().min(LEAST_IDLE_SECONDS).max(MOST_QUIET_SECONDS).optional(),
  idle_message: z.string().max(4_096).optional(),
  stale: z.enum(STALE_RULES).optional(),
  leave: z
    .strictObject({
      words: z.array(z.string().trim().min(1).max(LONGEST_LEAVE_WORD)).max(MOST_LEAVE_WORDS),
      message: z.string().max(4_096).optional(),
    })
    .optional(),
  quote: z.boolean().optional(),
  join_messages: z.boolean().optional(),
  mark_read: z.enum(MARK_READ).optional(),
  typing: z.boolean().optional(),
  transcribe_voice: z.boolean().optional(),
}) satisfies z.ZodType<FlowSettings>;

/** What the flow's texts and conditions mean at this moment (milliseconds since 1970). */
export function localeOf(settings: FlowSettings | undefined, now: number): FlowLocale {
  return {
    now,
    ...(settings?.language === undefined ? {} : { language: settings.language }),
    ...(settings?.time_zone === undefined ? {} : { timeZone: settings.time_zone }),
  };
}
