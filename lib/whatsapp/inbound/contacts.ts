import type { Context, Json } from "../../engine/types.ts";
import { boundedJson, copyTexts, type JsonObject, listOf, objectOf, textOf, waIdOf } from "../../json/read-json.ts";
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

/** The number that its sender shares as their own by the button that asked for it, as Meta writes it; null: it shares none. */
export function sharedNumber(message: JsonObject): string | null {
  const [card, ...others] = listOf(message["type"] === "contacts" ? message["contacts"] : []).map(objectOf);
  if (card?.["origin"] !== "contact_request" || others.length > 0) return null;
  return listOf(card["phones"]).reduce<string | null>((found, phone) => found ?? waIdOf(objectOf(phone)["wa_id"]), null);
}

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
  const urls = readParts(card["urls"], ["url", "type"], 2048);
  if (urls.length > 0) kept["urls"] = urls;
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
