"use client";
import { ChannelFormOption } from "#components/node-form/channel-form-option.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { JsonOption } from "#components/node-form/json-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { DurationOption, KeyOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { MAX_FIELDS } from "./config.ts";
import { SentFormPreview } from "./preview.tsx";

const { header, body, footer, form } = INTERACTIVE_LIMITS;

export function SendFormForm() {
  const t = useT();
  return (
    <>
      <ChannelFormOption name="form_id" />
      <TemplateOption name="message" rows={4} limit={body} />
      <TemplateOption name="button" singleLine limit={form.button} />
      <SentFormPreview />
      <ListOption name="fields" columns={["field", "key"]} max={MAX_FIELDS} makeRow={() => ({ field: "", key: "" })}>
        {({ at }) => (
          <>
            <TextOption name={at("field")} isCode />
            <KeyOption name={at("key")} />
          </>
        )}
      </ListOption>
      <KeyOption name="context_key" />
      <FormSection title={t("builder.sectionUnanswered")} openFor={["retry_message", "timeout_seconds", "hears_earlier"]}>
        <TemplateOption name="retry_message" rows={2} limit={body} />
        <DurationOption name="timeout_seconds" />
        <SwitchOption name="hears_earlier" />
      </FormSection>
      <FormSection title={t("builder.sectionForm")} openFor={["header", "footer", "screen", "data"]}>
        <TemplateOption name="header" singleLine limit={header} />
        <TemplateOption name="footer" singleLine limit={footer} />
        <TemplateOption name="screen" singleLine />
        <JsonOption name="data" />
      </FormSection>
    </>
  );
}
