"use client";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { LINK_LIMITS } from "../../whatsapp/outgoing/interactive-link.ts";
import { linkMessages } from "./link.ts";

export function SendLinkForm() {
  const t = useT();
  return (
    <>
      <TemplateOption name="message" rows={4} limit={LINK_LIMITS.body} />
      <TemplateOption name="button" singleLine limit={LINK_LIMITS.button} />
      <TemplateOption name="url" singleLine />
      <LinkPreview />
      <FormSection title={t("builder.sectionLines")} openFor={["header", "footer"]}>
        <TemplateOption name="header" singleLine limit={LINK_LIMITS.header} />
        <TemplateOption name="footer" singleLine limit={LINK_LIMITS.footer} />
      </FormSection>
    </>
  );
}

/** Nothing while there is no text: an address that is not known yet is made up, so that the button is seen. */
function LinkPreview() {
  const { options, sample } = useForm();
  const language = useFlowLanguage();
  const fill = (name: string) => fillSample(asText(options[name]), sample, false, language).text;
  const texts = { message: fill("message"), header: fill("header"), footer: fill("footer"), button: fill("button") };
  if (Object.values(texts).every((text) => text.trim() === "")) return null;
  const known = linkMessages({ ...texts, url: fill("url").trim() }, language.language);
  const messages = known ?? linkMessages({ ...texts, url: "https://example.com" }, language.language) ?? [];
  return <MessagesPreview messages={messages} />;
}
