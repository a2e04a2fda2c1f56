"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { JsonOption } from "#components/node-form/json-option.tsx";
import { MessagePreview } from "#components/node-form/message-preview.tsx";
import { DurationOption, KeyOption, NumberOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { MAX_AI_SECONDS } from "../../effects/complete_ai/effect.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { TryQuestion } from "./try-question.tsx";

export function AiCompletionForm() {
  const t = useT();
  const { options, config } = useForm();
  return (
    <>
      <TemplateOption name="prompt_template" rows={3} />
      {options.prompt !== undefined && <TemplateOption name="prompt" rows={2} />}
      <TemplateOption name="system_prompt" rows={4} />
      <KeyOption name="context_key" />
      <SwitchOption name="whatsapp_format" />
      <SwitchOption name="send_response" />
      {config.send_response === true && (
        <>
          <TemplateOption name="response_template" rows={3} limit={META_LIMITS.text.body} />
          <MessagePreview option="response_template" fallback="{{ response }}" />
          <SwitchOption name="preview_url" />
        </>
      )}
      <TryQuestion />
      <FormSection title={t("builder.sectionMemory")} openFor={["history_context_key"]}>
        <KeyOption name="history_context_key" />
        <SwitchOption name="append_history" />
      </FormSection>
      <FormSection title={t("builder.sectionModel")} openFor={["model", "temperature", "max_tokens", "timeout_seconds", "extra_body"]}>
        <TextOption name="model" />
        <NumberOption name="temperature" min={0} max={2} step={0.1} />
        <NumberOption name="max_tokens" min={1} max={1_000_000} step={1} />
        <NumberOption name="timeout_seconds" min={1} max={MAX_AI_SECONDS} step={1} unit="s" />
        <JsonOption name="extra_body" />
      </FormSection>
      <FormSection
        title={t("builder.sectionMore")}
        openFor={["response_alias", "store_raw_message", "store_full_response", "delay_seconds"]}
      >
        <DurationOption name="delay_seconds" />
        <KeyOption name="response_alias" />
        <SwitchOption name="store_raw_message" />
        <SwitchOption name="store_full_response" />
      </FormSection>
    </>
  );
}
