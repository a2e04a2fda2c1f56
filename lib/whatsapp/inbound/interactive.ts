import type { Context, Json } from "../../engine/types.ts";
import { boundedJson, copyFlags, copyNumbers, copyTexts, objectOf, textOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { parseKeepingDigits } from "../../json/whole-numbers.ts";
import { type Content, type InboundType, LISTS, MAX_CHOICE_ID, MAX_FIELD, MAX_TYPE, words } from "./inbound-type.ts";

/** A tap on a reply button or a row of a list, a form sent back, a permission given. */
export const interactive: InboundType = {
  types: ["interactive"],
  /** `data.kind` is Meta's `interactive.type`; a reply that Meta could not deliver has no body, only `errors`. */
  read(part) {
    const kind = textOf(part["type"], MAX_TYPE);
    if (kind === null) return { text: "", data: { kind } };
    const { text, data } = readReply(kind, objectOf(part[kind]));
    return { text, data: { kind, ...data } };
  },
  shown: (_type, { id }) => (typeof id === "string" ? id : ""),
  /** Of a form what was filled in; WhatsApp's own word for it ("Sent") only where nothing was. */
  substance: ({ text, data }) => (data["kind"] === "nfm_reply" ? (data["response"] ?? text) : undefined),
};

function readReply(kind: string, body: JsonObject): Content {
  const data: Context = {};
  switch (kind) {
    case "button_reply":
    case "list_reply":
      copyTexts(data, body, ["id"], MAX_CHOICE_ID);
      copyTexts(data, body, ["title", "description"], MAX_FIELD);
      return { text: words(body["title"]), data };
    case "nfm_reply":
      copyTexts(data, body, ["name"], MAX_FIELD);
      data["response"] = readFormResponse(body["response_json"]);
      return { text: words(body["body"]), data };
    case "call_permission_reply":
      copyTexts(data, body, ["response", "response_source"], MAX_FIELD);
      copyFlags(data, body, ["is_permanent"]);
      copyNumbers(data, body, ["expiration_timestamp"]);
      return { text: "", data };
    default:
      return { text: "", data: { content: boundedJson(body, LISTS) } };
  }
}

/** What was filled into a WhatsApp form arrives as JSON, any JSON, inside a string; what is no JSON stays text. */
function readFormResponse(value: unknown): Json {
  if (typeof value !== "string") return boundedJson(value, LISTS);
  if (value.length <= LISTS.characters) {
    try {
      return boundedJson(parseKeepingDigits(value), LISTS);
    } catch {
      return words(value);
    }
  }
  return words(value);
}
