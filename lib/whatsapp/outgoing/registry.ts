/** Every type of message that Siga sends. A new one: its file here, its line below (README.md, "Add a message type"). */
import type { OutgoingMessage } from "../../engine/types.ts";
import { InvalidMessageError, type OutgoingType, type Tap } from "./define-outgoing.ts";
import { contacts } from "./contacts.ts";
import { interactive } from "./interactive.ts";
import { location } from "./location.ts";
import { audio, document, image, sticker, video } from "./media.ts";
import { reaction } from "./reaction.ts";
import { text } from "./text.ts";

export const OUTGOING_TYPES: readonly OutgoingType[] = [
  text,
  interactive,
  image,
  video,
  audio,
  document,
  sticker,
  location,
  contacts,
  reaction,
];

/** A Map, so that a type named "constructor" finds nothing. */
const BY_NAME: ReadonlyMap<string, OutgoingType> = new Map(OUTGOING_TYPES.map((each) => [each.type, each]));

/** @throws InvalidMessageError for a type that is not in the registry */
export function outgoingType(type: string): OutgoingType {
  const known = BY_NAME.get(type);
  if (known === undefined) throw new InvalidMessageError(`Not sent: messages of type "${type}" are not known to this version of Siga.`);
  return known;
}

/**
 * The messages, in order, as which one message of a flow leaves: texts longer than Meta takes become several, blank ones none.
 * One of an unknown type stays as it is, and fails where it would be sent.
 */
export function splitMessage(message: OutgoingMessage): OutgoingMessage[] {
  return BY_NAME.get(message.type)?.split(message) ?? [message];
}

/** What a contact can tap in it, in order. */
export function tapsOf(message: OutgoingMessage): Tap[] {
  return BY_NAME.get(message.type)?.taps(message) ?? [];
}

/** All that the contact sees, as text. */
export function toPlainText(message: OutgoingMessage): string {
  return BY_NAME.get(message.type)?.toPlainText(message) ?? message.text;
}
