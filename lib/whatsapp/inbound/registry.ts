/** Every type of message that contacts send. A new one: its file here, its line below (README.md, "Add a message type"). */
import { boundedJson, objectOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { button } from "./button.ts";
import { contacts } from "./contacts.ts";
import { edit } from "./edit.ts";
import type { Context } from "../../engine/types.ts";
import { type Content, type InboundFile, type InboundType, LISTS } from "./inbound-type.ts";
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

/** What is known of a type; undefined for one that we do not know yet. */
export function inboundType(type: string): InboundType | undefined {
  return BY_NAME.get(type);
}

/** The file that a message brings; null for none. */
export const fileIn = (type: string, data: Context): InboundFile | null => BY_NAME.get(type)?.file?.(data) ?? null;

/** What a message carries; of a type that we do not know yet, whatever stands under its name. */
export function readContent(type: string, message: JsonObject): Content {
  const known = BY_NAME.get(type);
  if (known !== undefined) return known.read(objectOf(message[type]), message, readContent);
  return { text: "", data: Object.hasOwn(message, type) ? { content: boundedJson(message[type], LISTS) } : {} };
}
