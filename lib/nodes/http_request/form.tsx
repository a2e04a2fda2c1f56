"use client";
import type { ReactNode } from "react";
import { Segmented } from "#components/ui/segmented.tsx";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { useOption } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { OptionField } from "#components/node-form/option-field.tsx";
import { FieldRowContext } from "#components/node-form/row-context.tsx";
import { KeyOption, NumberOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { METHODS } from "../../effects/call_http/effect.ts";
import { convertBody } from "./body-types.ts";
import { AUTH_OPTIONS, AUTH_TYPES, BODY_TYPES, EXITS } from "./config.ts";
import { TryRequest } from "./try-request.tsx";

export function HttpRequestForm() {
  const t = useT();
  return (
    <>
      <TemplateOption name="url" singleLine before={<Method />} />
      <Rows name="query" />
      <Rows name="headers" />
      <Auth />
      <Body />
      <div className="flex flex-col gap-4 border-t border-border pt-3">
        <TryRequest />
        <ListOption name="response_mapping" columns={["key", "path"]} max={50} makeRow={() => ({ key: "", path: "" })}>
          {({ at }) => (
            <>
              <KeyOption name={at("key")} />
              <TextOption name={at("path")} isCode />
            </>
          )}
        </ListOption>
        <SelectOption name="exits" values={EXITS} />
      </div>
      <FormSection title={t("builder.sectionMore")} openFor={["timeout_seconds", "retries", "idempotency_header", "store_response"]}>
        <NumberOption name="timeout_seconds" min={1} max={60} step={1} unit="s" />
        <NumberOption name="retries" min={0} max={3} step={1} />
        <TextOption name="idempotency_header" isCode />
        <KeyOption name="store_response" />
      </FormSection>
    </>
  );
}

/** In the line of the address. */
function Method() {
  return (
    <div className="w-24 shrink-0">
      <Unlabelled>
        <SelectOption name="method" values={METHODS} />
      </Unlabelled>
    </div>
  );
}

/** A field of which what stands around it says enough: its label is only read out. */
function Unlabelled({ children }: { children: ReactNode }) {
  return <FieldRowContext value={{ isColumns: true, onEnter: () => undefined }}>{children}</FieldRowContext>;
}

function Rows({ name, max = 50 }: { name: string; max?: number }) {
  return (
    <ListOption name={name} columns={["name", "value"]} max={max} makeRow={() => ({ name: "", value: "" })}>
      {({ at }) => (
        <>
          <TextOption name={at("name")} isCode />
          <TemplateOption name={at("value")} />
        </>
      )}
    </ListOption>
  );
}

function Auth() {
  const { value } = useOption("auth.type");
  const type = AUTH_TYPES.find((each) => each === value) ?? "none";
  return (
    <GroupOption name="auth">
      <Unlabelled>
        <SelectOption name="auth.type" values={AUTH_TYPES} />
      </Unlabelled>
      {AUTH_OPTIONS[type].map((option) =>
        option === "name" ? (
          <TextOption key={option} name={`auth.${option}`} isCode />
        ) : (
          <TemplateOption key={option} name={`auth.${option}`} singleLine />
        ),
      )}
    </GroupOption>
  );
}

function Body() {
  const { written, change } = useOption("body");
  const { value } = useOption("body.type");
  const type = BODY_TYPES.find((each) => each === value) ?? "none";
  return (
    <GroupOption name="body">
      <Unlabelled>
        <OptionField name="body.type">
          {({ words, readOnly }, control) => (
            <Segmented
              {...control}
              label={words.label}
              value={type}
              options={BODY_TYPES.map((each) => ({ value: each, label: words.values?.[each] ?? each }))}
              disabled={readOnly}
              className="w-fit"
              onChange={(next) => change(convertBody(written, next), { ownStep: true })}
            />
          )}
        </OptionField>
      </Unlabelled>
      {type === "form" && <Rows name="body.value" max={100} />}
      {(type === "json" || type === "text") && <TemplateOption key={type} name="body.value" rows={6} json={type === "json"} />}
    </GroupOption>
  );
}
