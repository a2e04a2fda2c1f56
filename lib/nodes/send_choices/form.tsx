"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { PathOption } from "#components/node-form/path-option.tsx";
import { PresenceOption } from "#components/node-form/presence-option.tsx";
import { KeyOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { WordsOption } from "#components/node-form/words-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { MAX_FIXED_CHOICES } from "./config.ts";
import { newChoiceId } from "./new-id.ts";
import { ChoicesPreview } from "./preview.tsx";
import { ChoiceTitleOption, idsOf } from "./title-option.tsx";
import { UnansweredSection } from "./unanswered-section.tsx";

const { header, body, footer, list } = INTERACTIVE_LIMITS;

export function SendChoicesForm() {
  const t = useT();
  const { options } = useForm();
  const isListed = options.choices_from != null;
  const isShown = options["display_only"] === true;
  return (
    <>
      <TemplateOption name="message" rows={4} limit={body} />
      <PresenceOption name="choices_from" values={["own", "list"]} makeFresh={() => ({ list: "", id: "", title: "" })} />
      {isListed ? <ListedChoices /> : <OwnChoices />}
      <ChoicesPreview />
      <SwitchOption name="display_only" />
      {!isShown && <KeyOption name="context_key" />}
      {!isShown && <UnansweredSection />}
      <FormSection title={t("builder.sectionFrame")} openFor={["header", "header_image", "footer", "button"]}>
        <TemplateOption name="header" singleLine limit={header} />
        <TemplateOption name="header_image" singleLine />
        <TemplateOption name="footer" singleLine limit={footer} />
        <TemplateOption name="button" singleLine limit={list.button} />
      </FormSection>
    </>
  );
}

function OwnChoices() {
  const t = useT();
  return (
    <ListOption name="choices" max={MAX_FIXED_CHOICES} makeRow={(rows) => ({ id: newChoiceId("", idsOf(rows)), title: "" })}>
      {({ at, index }) => (
        <>
          <ChoiceTitleOption path={at("title")} index={index} limit={list.title} />
          <FormSection isInset title={t("builder.sectionChoice")} openFor={[at("description"), at("words")]}>
            <TemplateOption name={at("description")} singleLine limit={list.description} />
            <WordsOption name={at("words")} />
            <TextOption name={at("id")} />
          </FormSection>
        </>
      )}
    </ListOption>
  );
}

function ListedChoices() {
  return (
    <>
      <PathOption name="choices_from.list" />
      <PathOption name="choices_from.title" />
      <PathOption name="choices_from.id" />
      <PathOption name="choices_from.description" />
    </>
  );
}
