"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Context } from "../../engine/types.ts";
import type { LanguageOptions } from "../../engine/values/environment.ts";
import { ask, type Asked, questionOf } from "./asked.ts";
import { type ChoicesConfig, choicesConfig } from "./config.ts";
import { presentChoices } from "./presentation.ts";
import { previewText } from "./preview-text.ts";

/** What the contact will get, and which form that is and why. Nothing while there is nothing to choose or the options are not valid. */
export function ChoicesPreview() {
  const { options, sample } = useForm();
  const locale = useLocale();
  const language = useFlowLanguage();
  const parsed = choicesConfig.safeParse(options);
  if (!parsed.success) return null;
  const asked = askSample(parsed.data, sample, language);
  if (asked.choices.length === 0) return null;
  const question = questionOf({ token: "preview", asked }, parsed.data.choices_from !== null, false);
  const presentation = presentChoices(question);
  return <MessagesPreview messages={presentation.messages} note={previewText(presentation, question.choices, locale)} />;
}

/** A list that the sample does not have is made up, so that its place and its look are seen. */
function askSample(config: ChoicesConfig, sample: Context, language: LanguageOptions): Asked {
  const fill = (_: string, template: string) => fillSample(template, sample, false, language).text;
  const { asked } = ask(config, sample, undefined, { text: fill, url: fill });
  const from = config.choices_from;
  if (from === null || asked.choices.length > 0 || from.list.trim() === "") return asked;
  const made = (number: number) => ({
    id: `${number}`,
    title: `‹${from.title.trim() || from.list.trim()}› ${number}`,
    description: from.description.trim() === "" ? "" : `‹${from.description.trim()}›`,
    words: [],
  });
  return { ...asked, choices: [1, 2, 3, 4].map(made) };
}
