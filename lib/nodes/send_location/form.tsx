"use client";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { DurationOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { fitLine } from "../../whatsapp/outgoing/fit-body.ts";
import { placeMessage, readCoordinate } from "./place.ts";

export function SendLocationForm() {
  return (
    <>
      <TemplateOption name="name" singleLine limit={META_LIMITS.word} />
      <TemplateOption name="address" singleLine limit={META_LIMITS.word} />
      <TemplateOption name="latitude" singleLine />
      <TemplateOption name="longitude" singleLine />
      <PlacePreview />
      <DurationOption name="delay_seconds" />
    </>
  );
}

/** Nothing while it is not known where the place is. */
function PlacePreview() {
  const { options, sample } = useForm();
  const language = useFlowLanguage();
  const filled = (name: string) => fillSample(asText(options[name]), sample, false, language).text;
  const lineOf = (name: string) => fitLine(filled(name), META_LIMITS.word);
  const message = placeMessage({
    latitude: readCoordinate(filled("latitude"), "latitude"),
    longitude: readCoordinate(filled("longitude"), "longitude"),
    name: lineOf("name"),
    address: lineOf("address"),
  });
  return typeof message === "string" ? null : <MessagesPreview messages={[message]} />;
}
