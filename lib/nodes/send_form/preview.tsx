"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { formConfig } from "./config.ts";
import { fillForm, formMessages } from "./filled.ts";

/** What the contact will get. Nothing while there are no words, or the options are not valid. */
export function SentFormPreview() {
  const { options, sample } = useForm();
  const language = useFlowLanguage();
  const parsed = formConfig.safeParse(options);
  if (!parsed.success || parsed.data.message.trim() === "") return null;
  const text = (_: string, template: string) => fillSample(template, sample, false, language).text;
  const filled = fillForm(parsed.data, sample, { language: language.language === "en" ? "en" : "pt-BR", now: 0 }, { text, value: text });
  return (
    <MessagesPreview messages={formMessages({ ...filled, form: filled.form || "?" }, { token: "preview", fields: [], isRetry: false })} />
  );
}
