import { readPhone } from "../../answers/phone.ts";
import { NONE, type Reading, valueOf } from "../../answers/reading.ts";
import type { NodeInput } from "../../engine/define-node.ts";
import { readPath } from "../../engine/values/read-path.ts";
import { listOf, objectOf, textOf, waIdOf } from "../../json/read-json.ts";
import { type ButtonConfig, defineAskedByButton } from "../wait_for_input/ask-by-button.ts";
import { settingsOf } from "../wait_for_input/asking.ts";
import type { Said } from "../wait_for_input/said.ts";

type Input = NodeInput<ButtonConfig>;

/** Asks for the number of a contact whom WhatsApp names by an id only; kept is the number in E.164. */
export const askContact = defineAskedByButton({
  type: "ask_contact",
  kind: "contact_request",
  words: {
    "pt-BR": {
      question: "Qual é o seu número? Toque no botão para compartilhar.",
      invalid: "Preciso do seu número: toque no botão abaixo para compartilhar, ou escreva com o DDD.",
    },
    en: {
      question: "What is your phone number? Tap the button to share it.",
      invalid: "I need your phone number: tap the button below to share it, or write it with its area code.",
    },
  },
  known({ context }) {
    const digits = waIdOf(readPath(context, "contact.phone"));
    return digits === null ? null : `+${digits}`;
  },
  read: (said, input) => (said.type === "contacts" ? sharedNumber(said, input) : writtenNumber(said, input)),
});

/** Of the contact's own card: one out of their address book is somebody else's. */
function sharedNumber({ data }: Said, input: Input): Reading {
  const phones = listOf(data["contacts"])
    .map(objectOf)
    .filter((card) => card["origin"] !== "other")
    .flatMap((card) => listOf(card["phones"]).map(objectOf));
  // Meta's own form of the number goes before any other, and is never changed.
  for (const { wa_id: waId } of phones) {
    const digits = waIdOf(waId);
    if (digits !== null) return valueOf(`+${digits}`);
  }
  return numberIn(phones.flatMap(({ phone }) => textOf(phone, 64) ?? []).join("\n"), input);
}

/** Whoever has an old phone, without the button, writes it. */
const writtenNumber = ({ type, text }: Said, input: Input): Reading => (type === "text" ? numberIn(text, input) : NONE);

function numberIn(words: string, input: Input): Reading {
  const reading = readPhone(words, settingsOf(input, null));
  return reading.kind === "value" ? reading : NONE;
}
