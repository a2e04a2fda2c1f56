"use client";
import { FormSection } from "#components/node-form/form-section.tsx";
import { DurationOption, NumberOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { MAX_ATTEMPTS } from "./config.ts";

/** What becomes of a question with things to tap that gets no answer, or one that is not understood. */
export function UnansweredSection() {
  const t = useT();
  return (
    <FormSection title={t("builder.sectionUnanswered")} openFor={["retry_message", "timeout_seconds", "hears_earlier"]}>
      <NumberOption name="attempts" min={1} max={MAX_ATTEMPTS} step={1} />
      <TemplateOption name="retry_message" rows={2} limit={INTERACTIVE_LIMITS.body} />
      <DurationOption name="timeout_seconds" />
      <SwitchOption name="hears_earlier" />
    </FormSection>
  );
}
