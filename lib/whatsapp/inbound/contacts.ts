import type { Context, Json } from "../../engine/types.ts";
import { boundedJson, copyTexts, type JsonObject, listOf, objectOf, textOf } from "../../json/read-json.ts";
import { type InboundType, LISTS } from "./inbound-type.ts";

/** Meta: a message carries at most so many. */
const MAX_CARDS = 257;

export const contacts: InboundType = {
  types: ["contacts"],
  read(_part, message) {
    const cards = listOf(message["contacts"]).slice(0, MAX_CARDS).map(readCard);
    return { text: "", data: { contacts: boundedJson(cards, LISTS) } };
  },
  shown: (_type, { contacts }) =>
    `👤 ${listOf(contacts)
      .flatMap((card) => nameOf(objectOf(card)) ?? [])
      .join(", ")}`.trim(),
};

const nameOf = (card: JsonObject) => textOf(card["formatted_name"] ?? card["first_name"] ?? card["company"], 256);

function readCard(value: unknown): Context {
  const card = objectOf(value);
  const name = objectOf(card["name"]);
  const kept: Context = {};
  copyTexts(kept, name, ["formatted_name", "first_name", "last_name"], 256);
  copyTexts(kept, objectOf(card["org"]), ["company"], 256);
  // Meta's `contact_request` or `other`.
  copyTexts(kept, card, ["origin"], 64);
  copyTexts(kept, card, ["vcard"], 4096);
  kept["phones"] = readParts(card["phones"], ["phone", "wa_id", "type"], 64);
  kept["emails"] = readParts(card["emails"], ["email", "type"], 256);
  return kept;
}

function readParts(value: unknown, names: readonly string[], max: number): Json[] {
  return listOf(value)
    .slice(0, 20)
    .map((part) => {
      const fields: Context = {};
      copyTexts(fields, objectOf(part), names, max);
      return fields;
    });
}
