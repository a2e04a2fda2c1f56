import { z } from "zod";
import type { FlowLocale, FlowSettings } from "./types.ts";
import { isTimeZone } from "./values/dates.ts";

/** Languages in which Siga itself says something to a contact of a flow; the first where the flow names none. */
export const FLOW_LANGUAGES = ["pt-BR", "en"] as const;

/** What holds for a whole flow; absent means as before there were settings. */
export const flowSettingsSchema = z.strictObject({
  language: z.enum(FLOW_LANGUAGES).optional(),
  time_zone: z.string().max(60).refine(isTimeZone, "must be a time zone such as America/Sao_Paulo").optional(),
  failure_message: z.string().max(4_096).optional(),
}) satisfies z.ZodType<FlowSettings>;

/** What the flow's texts and conditions mean at this moment (milliseconds since 1970). */
export function localeOf(settings: FlowSettings | undefined, now: number): FlowLocale {
  return {
    now,
    ...(settings?.language === undefined ? {} : { language: settings.language }),
    ...(settings?.time_zone === undefined ? {} : { timeZone: settings.time_zone }),
  };
}
