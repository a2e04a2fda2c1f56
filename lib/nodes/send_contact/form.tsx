"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { FormSection } from "#components/node-form/form-section.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { ADDRESS_PARTS, FIRM_PARTS } from "../../whatsapp/outgoing/contacts.ts";
import { cardsOf } from "./cards.ts";
import { contactConfig, MAX_PARTS } from "./config.ts";

const makeCard = () => ({ name: { formatted_name: "" }, phones: [{ phone: "", wa_id: "" }] });

export function SendContactForm() {
  return (
    <>
      <ListOption name="contacts" max={META_LIMITS.contacts.most} makeRow={makeCard}>
        {({ at }) => <Card at={at} />}
      </ListOption>
      <CardsPreview />
    </>
  );
}

type At = (field: string) => string;

function Card({ at }: { at: At }) {
  const t = useT();
  const more = ["name.first_name", "name.last_name", "org", "emails", "urls", "addresses", "birthday"].map(at);
  return (
    <>
      <TemplateOption name={at("name.formatted_name")} singleLine />
      <Rows name={at("phones")} fields={["phone", "wa_id", "type"]} />
      <FormSection isInset title={t("builder.sectionCard")} openFor={more}>
        <GroupOption name={at("org")}>
          {FIRM_PARTS.map((part) => (
            <TemplateOption key={part} name={at(`org.${part}`)} singleLine />
          ))}
        </GroupOption>
        <Rows name={at("emails")} fields={["email", "type"]} />
        <Rows name={at("urls")} fields={["url", "type"]} />
        <ListOption name={at("addresses")} max={MAX_PARTS} makeRow={() => ({ street: "", city: "" })}>
          {({ at: inAddress }) => [...ADDRESS_PARTS, "type"].map((part) => <TemplateOption key={part} name={inAddress(part)} singleLine />)}
        </ListOption>
        <TemplateOption name={at("birthday")} singleLine />
        <GroupOption name={at("name")}>
          {(["first_name", "middle_name", "last_name", "prefix", "suffix"] as const).map((part) => (
            <TemplateOption key={part} name={at(`name.${part}`)} singleLine />
          ))}
        </GroupOption>
      </FormSection>
    </>
  );
}

/** Within a card there is no room for fields side by side. */
function Rows({ name, fields }: { name: string; fields: readonly string[] }) {
  return (
    <ListOption name={name} max={MAX_PARTS} makeRow={() => Object.fromEntries(fields.map((field) => [field, ""]))}>
      {({ at }) => fields.map((field) => <TemplateOption key={field} name={at(field)} singleLine />)}
    </ListOption>
  );
}

function CardsPreview() {
  const { options, sample } = useForm();
  const language = useFlowLanguage();
  const parsed = contactConfig.safeParse(options);
  if (!parsed.success) return null;
  const { message } = cardsOf(parsed.data, (_, text) => fillSample(text, sample, false, language).text);
  return message === null ? null : <MessagesPreview messages={[message]} />;
}
