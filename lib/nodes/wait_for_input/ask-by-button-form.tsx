"use client";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { KeyOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { withBody } from "../../whatsapp/outgoing/fit-body.ts";
import { FRAME_LIMITS } from "../../whatsapp/outgoing/interactive-kind.ts";
import { AttemptsOptions, DeadlineOptions } from "./asking-form.tsx";

/** The form of a question that a button of this kind answers. */
export function AskByButtonForm({ kind }: { kind: "location_request" | "contact_request" }) {
  const t = useT();
  const { options, sample } = useForm();
  const { text } = fillSample(asText(options["question"]), sample, false, useFlowLanguage());
  return (
    <>
      <TemplateOption name="question" rows={3} limit={FRAME_LIMITS.body} />
      <KeyOption name="context_key" />
      {text.trim() !== "" && <MessagesPreview messages={withBody(text, { kind })} />}
      <FormSection title={t("builder.sectionUnanswered")} openFor={["invalid_messages"]}>
        <AttemptsOptions limit={FRAME_LIMITS.body} />
      </FormSection>
      <FormSection title={t("builder.sectionDeadline")} openFor={["timeout_seconds", "reminders", "hears_earlier"]}>
        <DeadlineOptions />
        <SwitchOption name="hears_earlier" />
      </FormSection>
    </>
  );
}
