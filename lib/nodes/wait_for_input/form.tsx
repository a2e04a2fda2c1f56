"use client";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { MessagePreview } from "#components/node-form/message-preview.tsx";
import { KeyOption, NumberOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { WordsOption } from "#components/node-form/words-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { newChoiceId } from "../send_choices/new-id.ts";
import { ChoiceTitleOption, idsOf } from "../send_choices/title-option.tsx";
import { AttemptsOptions, DeadlineOptions } from "./asking-form.tsx";
import { canBeInvalid, EXPECTED, expectsWords, MAX_CHOICES, MAX_COLLECT_SECONDS, MAX_LENGTH, waitConfig } from "./config.ts";

const { body } = META_LIMITS.text;
const ORDERED = new Set(["number", "integer", "money", "date", "time", "datetime"]);
const IN_SIGNS = new Set(["text", "any", "url", "email"]);

export function WaitForInputForm() {
  const t = useT();
  const { options } = useForm();
  const expect = asText(options["expect"]) || "any";
  const parsed = waitConfig.safeParse(options);
  const mayBeInvalid = parsed.success && canBeInvalid(parsed.data);
  return (
    <>
      <TemplateOption name="question" rows={3} limit={body} />
      <SelectOption name="expect" values={EXPECTED} />
      {expect === "one_of" && <Choices />}
      <KeyOption name="context_key" />
      <MessagePreview option="question" />
      <FormSection title={t("builder.sectionChecked")} openFor={["validation", "invalid_messages", "default_country"]}>
        {expect === "phone" && <TextOption name="default_country" />}
        <Validation expect={expect} />
        {mayBeInvalid && <AttemptsOptions />}
      </FormSection>
      <FormSection
        title={t("builder.sectionSilence")}
        openFor={["timeout_seconds", "reminders", "collect_seconds", "hears_earlier", "transcribe_voice"]}
      >
        <DeadlineOptions />
        <NumberOption name="collect_seconds" min={0} max={MAX_COLLECT_SECONDS} step={1} unit="s" />
        <SwitchOption name="hears_earlier" />
        {parsed.success && expectsWords(parsed.data) && <SwitchOption name="transcribe_voice" />}
      </FormSection>
    </>
  );
}

function Choices() {
  return (
    <ListOption name="choices" max={MAX_CHOICES} makeRow={(rows) => ({ id: newChoiceId("", idsOf(rows)), title: "" })}>
      {({ at, index }) => (
        <>
          <ChoiceTitleOption path={at("title")} index={index} />
          <WordsOption name={at("words")} />
          <TextOption name={at("id")} />
        </>
      )}
    </ListOption>
  );
}

/** The bounds that make sense for what is expected, and those that were written for something else: they count as well. */
function Validation({ expect }: { expect: string }) {
  const parsed = waitConfig.shape.validation.safeParse(useForm().options["validation"]);
  const { min = "", max = "", min_length = null, max_length = null } = parsed.success ? parsed.data : {};
  return (
    <GroupOption name="validation">
      {(ORDERED.has(expect) || min !== "" || max !== "") && (
        <>
          <TextOption name="validation.min" />
          <TextOption name="validation.max" />
        </>
      )}
      {(IN_SIGNS.has(expect) || min_length !== null || max_length !== null) && (
        <>
          <NumberOption name="validation.min_length" min={0} max={MAX_LENGTH} step={1} />
          <NumberOption name="validation.max_length" min={0} max={MAX_LENGTH} step={1} />
        </>
      )}
      <TextOption name="validation.pattern" isCode />
      <TextOption name="validation.condition" isCode />
    </GroupOption>
  );
}
