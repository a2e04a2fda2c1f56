"use client";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { KeyOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";

export function SendChoicesForm() {
  return (
    <>
      <TemplateOption name="message" rows={4} />
      <ListOption name="choices" makeRow={() => ({ id: "", title: "" })}>
        {({ at }) => (
          <>
            <TextOption name={at("title")} />
            <TextOption name={at("id")} />
          </>
        )}
      </ListOption>
      <KeyOption name="context_key" />
    </>
  );
}
