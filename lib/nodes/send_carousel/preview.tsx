"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { carouselConfig } from "./config.ts";
import { carouselMessages, fillCarousel, isSendable } from "./filled.ts";

/** What the contact will get. Nothing while there are not enough cards, or the options are not valid. */
export function CarouselPreview() {
  const { options, sample } = useForm();
  const language = useFlowLanguage();
  const parsed = carouselConfig.safeParse(options);
  if (!parsed.success) return null;
  const fill = (_: string, template: string) => fillSample(template, sample, false, language).text;
  const { filled } = fillCarousel(
    parsed.data,
    sample,
    { language: language.language === "en" ? "en" : "pt-BR", now: 0 },
    { text: fill, url: fill },
  );
  return isSendable(filled) ? <MessagesPreview messages={carouselMessages(filled, "preview", false)} /> : null;
}
