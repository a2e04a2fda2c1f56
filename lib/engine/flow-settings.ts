import { z } from "zod";
import type { FlowSettings } from "./types.ts";

/** Languages in which Siga itself says something to a contact of a flow; the first where the flow names none. */
export const FLOW_LANGUAGES = ["pt-BR", "en"] as const;

/** What holds for a whole flow; absent means as before there were settings. */
export const flowSettingsSchema = z.strictObject({
  language: z.enum(FLOW_LANGUAGES).optional(),
  failure_message: z.string().max(4_096).optional(),
}) satisfies z.ZodType<FlowSettings>;
