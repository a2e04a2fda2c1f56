/** Every type of message that contacts send. A new one: its file here, its line below (README.md, "Add a message type"). */
import { objectOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { button } from "./button.ts";
import { contacts } from "./contacts.ts";
import { edit } from "./edit.ts";
import type { Content, InboundType } from "./inbound-type.ts";
import { interactive } from "./interactive.ts";
import { location } from "./location.ts";
import { media } from "./media.ts";
import { order } from "./order.ts";
import { reaction } from "./reaction.ts";
import { requestWelcome } from "./request-welcome.ts";
import { revoke } from "./revoke.ts";
import { system } from "./system.ts";
import { text } from "./text.ts";
import { unsupported } from "./unsupported.ts";

export const INBOUND_TYPES: readonly InboundType[] = [
  text,
  media,
  location,
  contacts,
  button,
  interactive,
  order,
  reaction,
  system,
  edit,
  revoke,
  requestWelcome,
  unsupported,
];

/** A Map, so that a type named "constructor" finds nothing. */
const BY_NAME: ReadonlyMap<string, InboundType> = new Map(INBOUND_TYPES.flatMap((each) => each.types.map((type) => [type, each] as const)));

/** What a message carries; nothing for a type that we do not know. */
export function readContent(type: string, message: JsonObject): Content {
  return BY_NAME.get(type)?.read(objectOf(message[type]), message, readContent) ?? { text: "", data: {} };
}

/** False for types that we do not know: nothing says that they are an answer. */
export function isConversational(type: string): boolean {
  return BY_NAME.get(type)?.conversational ?? false;
}
