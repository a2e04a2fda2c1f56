import { renderField } from "../../engine/render-field.ts";
import { defineSendingNode } from "../sending.ts";
import { cardsOf } from "./cards.ts";
import { checkContacts } from "./check.ts";
import { type ContactConfig, contactConfig, textsOf } from "./config.ts";

export const NOTES = {
  nothing: "nothing was sent: no card has a name",
  leftOut: "left out what WhatsApp would refuse: a web address, a WhatsApp number or a day that is none",
} as const;

export const sendContact = defineSendingNode<ContactConfig>({
  type: "send_contact",
  family: "talk",
  config: contactConfig,
  defaults: { contacts: [{ name: { formatted_name: "" }, phones: [{ phone: "", wa_id: "" }] }] },
  exits: () => ["next"],
  summary: ({ contacts }) => contacts.map(({ name }) => name.formatted_name).join(", "),
  templates: textsOf,
  sets: () => [],
  sends: () => true,
  check: checkContacts,

  enter({ config, context, locale }) {
    const { message, leftOut } = cardsOf(config, (field, text) => renderField(field, text, context, locale));
    if (message === null) return { exit: "next", effects: [], note: NOTES.nothing };
    return { exit: "next", effects: [{ type: "send_message", message }], ...(leftOut && { note: NOTES.leftOut }) };
  },
});
