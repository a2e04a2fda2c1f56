"use client";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { PathOption } from "#components/node-form/path-option.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";

export function ReactForm() {
  const { options, sample } = useForm();
  const { text } = fillSample(asText(options["emoji"]), sample, false, useFlowLanguage());
  return (
    <>
      <TemplateOption name="emoji" singleLine />
      {text.trim() !== "" && <MessagesPreview messages={[{ type: "reaction", text: text.trim(), data: { message_id: "sample" } }]} />}
      <PathOption name="to" />
    </>
  );
}
