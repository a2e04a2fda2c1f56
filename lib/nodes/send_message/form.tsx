"use client";
import { MessagePreview } from "#components/node-form/message-preview.tsx";
import { DurationOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
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
