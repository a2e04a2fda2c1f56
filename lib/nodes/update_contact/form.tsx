"use client";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { ValueOption } from "#components/node-form/value-option.tsx";
import { WordsOption } from "#components/node-form/words-option.tsx";
import { CONSENTS, MAX_FIELDS } from "./node.ts";

export function UpdateContactForm() {
  const { options } = useForm();
  return (
    <>
      <TemplateOption name="name" singleLine />
      <TemplateOption name="language" singleLine />
      <ListOption name="fields" max={MAX_FIELDS} makeRow={() => ({ key: "", value: "" })}>
        {({ at }) => {
          const isRemoved = asText(readOption(options, at("remove"))) === "true";
          return (
            <>
              <KeyOption name={at("key")} />
              {!isRemoved && <ValueOption name={at("value")} singleLine />}
              <SwitchOption name={at("remove")} />
            </>
          );
        }}
      </ListOption>
      <GroupOption name="labels">
        <WordsOption name="labels.on" />
        <WordsOption name="labels.off" />
      </GroupOption>
      <SelectOption name="consent" values={CONSENTS} />
    </>
  );
}
