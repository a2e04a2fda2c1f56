/** What each type of inbound message carries: its words, and the fields that a flow can use. */
import type { Context, Json } from "#lib/engine/types.ts";
import { boundedJson, copyFlags, copyTexts, idOf, listOf, numberOf, objectOf, textOf, userIdOf, waIdOf } from "../json/read-json.ts";
import type { Bounds, JsonObject } from "../json/read-json.ts";

export interface Content {
  /** Body, caption, button text, choice title or emoji; "" when the message has no words. */
  text: string;
  data: Context;
}

type Reader = (part: JsonObject, message: JsonObject) => Content;

const MAX_TEXT = 65_536;
const MAX_FIELD = 1024;
/** Ids that we gave out ourselves (rows, buttons, payloads) come back whole. */
const MAX_CHOICE_ID = 2048;
const MAX_WAMID = 512;
const MAX_TYPE = 64;
const LISTS: Bounds = { depth: 16, values: 2000, characters: 65_536 };

const MEDIA_TEXTS = ["id", "mime_type", "sha256", "filename"] as const;
const MEDIA_FLAGS = ["animated", "voice"] as const;

function words(value: unknown): string {
  return textOf(value, MAX_TEXT) ?? "";
}

const text: Reader = (part) => ({ text: words(part["body"]), data: {} });

const media: Reader = (part) => {
  const data: Context = {};
  copyTexts(data, part, MEDIA_TEXTS, MAX_FIELD);
  copyTexts(data, part, ["url"], 4096);
  copyFlags(data, part, MEDIA_FLAGS);
  return { text: words(part["caption"]), data };
};

/** Coordinates are numbers, but have been seen as text. */
const location: Reader = (part) => {
  const data: Context = {};
  const latitude = numberOf(part["latitude"]);
  const longitude = numberOf(part["longitude"]);
  if (latitude !== null && Math.abs(latitude) <= 90) data["latitude"] = latitude;
  if (longitude !== null && Math.abs(longitude) <= 180) data["longitude"] = longitude;
  copyTexts(data, part, ["name", "address", "url"], MAX_FIELD);
  return { text: "", data };
};

function readCard(value: unknown): Context {
  const card = objectOf(value);
  const name = objectOf(card["name"]);
  const kept: Context = {};
  copyTexts(kept, name, ["formatted_name", "first_name", "last_name"], 256);
  copyTexts(kept, objectOf(card["org"]), ["company"], 256);
  kept["phones"] = listOf(card["phones"])
    .slice(0, 20)
    .map((phone): Json => {
      const fields: Context = {};
      copyTexts(fields, objectOf(phone), ["phone", "wa_id", "type"], 64);
      return fields;
    });
  kept["emails"] = listOf(card["emails"])
    .slice(0, 20)
    .map((email): Json => {
      const fields: Context = {};
      copyTexts(fields, objectOf(email), ["email", "type"], 256);
      return fields;
    });
  return kept;
}

/** A message carries at most 257 contacts. */
const contacts: Reader = (_part, message) => {
  const cards = listOf(message["contacts"]).slice(0, 257).map(readCard);
  return { text: "", data: { contacts: boundedJson(cards, LISTS) } };
};

const button: Reader = (part) => {
  const data: Context = {};
  copyTexts(data, part, ["payload"], MAX_CHOICE_ID);
  return { text: words(part["text"]), data };
};

/** The answer of a WhatsApp Flow arrives as JSON inside a string; what is no JSON stays text. */
function readResponse(value: unknown): Json {
  if (typeof value !== "string") return null;
  if (value.length <= MAX_TEXT) {
    try {
      return boundedJson(JSON.parse(value), LISTS);
    } catch {
      return words(value);
    }
  }
  return words(value);
}

/** `data.kind` is Meta's `interactive.type`; a reply that Meta could not deliver has no body, only `errors`. */
const interactive: Reader = (part) => {
  const kind = textOf(part["type"], MAX_TYPE);
  const data: Context = { kind };
  if (kind === null) return { text: "", data };
  const body = objectOf(part[kind]);
  switch (kind) {
    case "button_reply":
    case "list_reply":
      copyTexts(data, body, ["id"], MAX_CHOICE_ID);
      copyTexts(data, body, ["title", "description"], MAX_FIELD);
      return { text: words(body["title"]), data };
    case "nfm_reply":
      copyTexts(data, body, ["name"], MAX_FIELD);
      data["response"] = readResponse(body["response_json"]);
      return { text: words(body["body"]), data };
    case "call_permission_reply":
      copyTexts(data, body, ["response", "response_source"], MAX_FIELD);
      copyFlags(data, body, ["is_permanent"]);
      return { text: "", data };
    default:
      return { text: "", data };
  }
};

/** No emoji: the reaction was taken back. */
const reaction: Reader = (part) => {
  const emoji = textOf(part["emoji"], 64) ?? "";
  return { text: emoji, data: { message_id: idOf(part["message_id"], MAX_WAMID), emoji, removed: emoji === "" } };
};

const order: Reader = (part) => {
  const items = listOf(part["product_items"])
    .slice(0, 500)
    .map((value): Json => {
      const item = objectOf(value);
      const kept: Context = { quantity: numberOf(item["quantity"]), item_price: numberOf(item["item_price"]) };
      copyTexts(kept, item, ["product_retailer_id", "currency"], 256);
      return kept;
    });
  const data: Context = { product_items: boundedJson(items, LISTS) };
  copyTexts(data, part, ["catalog_id"], 256);
  return { text: words(part["text"]), data };
};

/** A change of number or identity: `wa_id` and `user_id` are the new ones. */
const system: Reader = (part) => ({
  text: words(part["body"]),
  data: { kind: textOf(part["type"], MAX_TYPE), wa_id: waIdOf(part["wa_id"]), user_id: userIdOf(part["user_id"]) },
});

const edit: Reader = (part) => {
  const message = objectOf(part["message"]);
  const type = textOf(message["type"], MAX_TYPE);
  // An edit of an edit is no message of Meta's, and following it would recurse as deep as the sender likes.
  const inner = type === null || type === "edit" ? { text: "" } : readContent(type, message);
  return { text: inner.text, data: { original_message_id: idOf(part["original_message_id"], MAX_WAMID), message_type: type } };
};

const revoke: Reader = (part) => ({ text: "", data: { original_message_id: idOf(part["original_message_id"], MAX_WAMID) } });

const unsupported: Reader = (part) => ({ text: "", data: { unsupported_type: textOf(part["type"], MAX_TYPE) } });

const wordless: Reader = () => ({ text: "", data: {} });

interface InboundType {
  read: Reader;
  /** Whether it is the contact's turn in a conversation, so that a waiting flow takes it as the answer. */
  conversational: boolean;
}

/** A Map, so that a type named "constructor" finds nothing. */
const INBOUND_TYPES: ReadonlyMap<string, InboundType> = new Map<string, InboundType>([
  ["text", { read: text, conversational: true }],
  ["image", { read: media, conversational: true }],
  ["video", { read: media, conversational: true }],
  ["document", { read: media, conversational: true }],
  ["sticker", { read: media, conversational: true }],
  ["audio", { read: media, conversational: true }],
  ["voice", { read: media, conversational: true }],
  ["location", { read: location, conversational: true }],
  ["contacts", { read: contacts, conversational: true }],
  ["button", { read: button, conversational: true }],
  ["interactive", { read: interactive, conversational: true }],
  ["order", { read: order, conversational: true }],
  ["reaction", { read: reaction, conversational: false }],
  ["system", { read: system, conversational: false }],
  ["edit", { read: edit, conversational: false }],
  ["revoke", { read: revoke, conversational: false }],
  ["request_welcome", { read: wordless, conversational: false }],
  ["unsupported", { read: unsupported, conversational: false }],
]);

export function readContent(type: string, message: JsonObject): Content {
  const reader = INBOUND_TYPES.get(type)?.read ?? wordless;
  return reader(objectOf(message[type]), message);
}

/** False for types we do not know: nothing says that they are an answer. */
export function isConversational(type: string): boolean {
  return INBOUND_TYPES.get(type)?.conversational ?? false;
}
