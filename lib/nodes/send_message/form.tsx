"use client";
import { MessagePreview } from "#components/builder/fields/message-preview.tsx";
import { DurationOption, SwitchOption } from "#components/builder/fields/simple-fields.tsx";
import { TemplateOption } from "#components/builder/fields/template-option.tsx";
import { META_LIMITS } from "../../whatsapp/limits.ts";

export function SendMessageForm() {
  return (
    <>
      <TemplateOption name="message" rows={5} limit={META_LIMITS.text.body} />
      <MessagePreview option="message" />
      <SwitchOption name="preview_url" />
      <DurationOption name="delay_seconds" />
    </>
  );
}
