"use client";
import { SegmentedOption, SelectOption } from "#components/node-form/enum-options.tsx";
import { useForm, useOption } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { KeyOption, NumberOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { METHODS } from "../../effects/call_http/effect.ts";
import { AUTH_OPTIONS, AUTH_TYPES, BODY_TYPES, EXITS } from "./config.ts";

export function HttpRequestForm() {
  const t = useT();
  return (
    <>
      <SelectOption name="method" values={METHODS} />
      <TemplateOption name="url" rows={2} />
      <Rows name="query" />
      <Rows name="headers" />
      <Auth />
      <Body />
      <ListOption name="response_mapping" columns={["key", "path"]} max={50} makeRow={() => ({ key: "", path: "" })}>
        {({ at }) => (
          <>
            <KeyOption name={at("key")} />
            <TextOption name={at("path")} />
          </>
        )}
      </ListOption>
      <SegmentedOption name="exits" values={EXITS} />
      <FormSection title={t("builder.sectionMore")} openFor={["timeout_seconds", "retries", "idempotency_header", "store_response"]}>
        <NumberOption name="timeout_seconds" min={1} max={60} step={1} unit="s" />
        <NumberOption name="retries" min={0} max={3} step={1} />
        <TextOption name="idempotency_header" />
        <KeyOption name="store_response" />
      </FormSection>
    </>
  );
}

function Rows({ name }: { name: string }) {
  return (
    <ListOption name={name} columns={["name", "value"]} max={50} makeRow={() => ({ name: "", value: "" })}>
      {({ at }) => (
        <>
          <TextOption name={at("name")} />
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
      <SelectOption name="auth.type" values={AUTH_TYPES} />
      {AUTH_OPTIONS[type].map((option) =>
        option === "name" ? <TextOption key={option} name={`auth.${option}`} /> : <TemplateOption key={option} name={`auth.${option}`} />,
      )}
    </GroupOption>
  );
}

function Body() {
  const { config } = useForm();
  const type = (config.body as { type?: unknown } | undefined)?.type;
  return (
    <GroupOption name="body">
      <SegmentedOption name="body.type" values={BODY_TYPES} />
      {type === "form" && <Rows name="body.value" />}
      {(type === "json" || type === "text") && <TemplateOption name="body.value" rows={6} />}
    </GroupOption>
  );
}
