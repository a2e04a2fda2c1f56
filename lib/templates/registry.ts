import { z } from "zod";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import type { FlowGraph } from "../engine/types.ts";
import { type FlowTest, flowTest } from "../flow-tests/schema.ts";
import type { Locale } from "../i18n/locale.ts";
import cityBillEn from "./city-bill.en.json" with { type: "json" };
import cityBillPt from "./city-bill.pt.json" with { type: "json" };
import clinicBookingEn from "./clinic-booking.en.json" with { type: "json" };
import clinicBookingPt from "./clinic-booking.pt.json" with { type: "json" };
import faqAiEn from "./faq-ai.en.json" with { type: "json" };
import faqAiPt from "./faq-ai.pt.json" with { type: "json" };
import leadQualificationEn from "./lead-qualification.en.json" with { type: "json" };
import leadQualificationPt from "./lead-qualification.pt.json" with { type: "json" };
import ngoRegistrationEn from "./ngo-registration.en.json" with { type: "json" };
import ngoRegistrationPt from "./ngo-registration.pt.json" with { type: "json" };
import npsSurveyEn from "./nps-survey.en.json" with { type: "json" };
import npsSurveyPt from "./nps-survey.pt.json" with { type: "json" };
import serviceDeskEn from "./service-desk.en.json" with { type: "json" };
import serviceDeskPt from "./service-desk.pt.json" with { type: "json" };
import shopMenuEn from "./shop-menu.en.json" with { type: "json" };
import shopMenuPt from "./shop-menu.pt.json" with { type: "json" };

interface FlowTemplate {
  name: string;
  description: string;
  graph: FlowGraph;
  /** What it does, conversation by conversation. */
  tests: FlowTest[];
  /** By which its nodes begin it itself; absent where none does. */
  flow_id?: number | undefined;
}

const schema = z.object({
  name: z.string().min(1),
  description: z.string(),
  graph: flowGraphSchema,
  tests: z.array(flowTest),
  flow_id: z.int().optional(),
});

const FILES = {
  "service-desk": { "pt-BR": serviceDeskPt, en: serviceDeskEn },
  "clinic-booking": { "pt-BR": clinicBookingPt, en: clinicBookingEn },
  "city-bill": { "pt-BR": cityBillPt, en: cityBillEn },
  "shop-menu": { "pt-BR": shopMenuPt, en: shopMenuEn },
  "lead-qualification": { "pt-BR": leadQualificationPt, en: leadQualificationEn },
  "nps-survey": { "pt-BR": npsSurveyPt, en: npsSurveyEn },
  "ngo-registration": { "pt-BR": ngoRegistrationPt, en: ngoRegistrationEn },
  "faq-ai": { "pt-BR": faqAiPt, en: faqAiEn },
} as const satisfies Record<string, Record<Locale, unknown>>;

export type TemplateId = keyof typeof FILES;

/** Flows to begin from, in the order of the gallery. */
export const TEMPLATE_IDS = Object.keys(FILES) as TemplateId[];

export const isTemplateId = (text: string): text is TemplateId => Object.hasOwn(FILES, text);

/** A flow to begin from, its messages in this language. */
export function templateOf(id: TemplateId, locale: Locale): FlowTemplate {
  return schema.parse(FILES[id][locale]);
}
