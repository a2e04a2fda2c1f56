import type { ConfigIssue } from "../../engine/define-node.ts";
import type { Context } from "../../engine/types.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { isDay } from "../../whatsapp/outgoing/contacts.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import type { CardConfig, ContactConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type SendContactIssue = "no_contacts" | "many_contacts" | "no_name" | "bad_url" | "bad_wa_id" | "bad_birthday";

type Found = ConfigIssue & { code: SendContactIssue };

const found = (severity: "error" | "warning", code: SendContactIssue, field: string, message: string, params?: Context): Found[] => [
  { severity, code, field, message, ...(params && { params }) },
];

/** What an author should hear of. */
export function checkContacts({ contacts }: ContactConfig): Found[] {
  const { advised } = META_LIMITS.contacts;
  if (contacts.length === 0) return found("error", "no_contacts", "contacts", "has no contact to send");
  const many = `sends ${contacts.length} contacts: one of Meta's pages says ${advised} a message, so more may be refused`;
  return [
    ...(contacts.length > advised ? found("warning", "many_contacts", "contacts", many, { count: contacts.length, advised }) : []),
    ...contacts.flatMap((card, index) => checkCard(card, `contacts.${index}`)),
  ];
}

/** What a value brings is known only when it runs. */
const isWrong = (written: string, isGood: (text: string) => boolean) =>
  written.trim() !== "" && !written.includes("{") && !isGood(written.trim());

function checkCard({ name, phones, urls, birthday }: CardConfig, at: string): Found[] {
  const isNameless = [name.formatted_name, name.first_name, name.last_name].every(isBlank);
  const noDay = "has a birthday that is no day such as 1990-02-28";
  return [
    ...(isNameless ? found("error", "no_name", `${at}.name.formatted_name`, "has a contact without a name") : []),
    ...phones.flatMap(({ wa_id: id }, index) =>
      isWrong(id, (text) => /^\d{5,16}$/.test(text.replaceAll(/[\s()+.-]/g, "")))
        ? found("error", "bad_wa_id", `${at}.phones.${index}.wa_id`, `has the WhatsApp number "${id}", which is none`, { number: id })
        : [],
    ),
    ...urls.flatMap(({ url }, index) =>
      isWrong(url, isWebAddress)
        ? found("error", "bad_url", `${at}.urls.${index}.url`, "has a site whose address does not look like https://example.com")
        : [],
    ),
    ...(isWrong(birthday, isDay) ? found("error", "bad_birthday", `${at}.birthday`, noDay) : []),
  ];
}
