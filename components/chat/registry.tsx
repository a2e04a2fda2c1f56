"use client";
/** How every type of message looks. A new one: its file here, its line below (lib/whatsapp/README.md, "Add a message type"). */
import { Paperclip } from "lucide-react";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { change } from "./change.tsx";
import { choice } from "./choice.tsx";
import { contacts } from "./contacts.tsx";
import { CardWithWords, type ChatMessage, type MessageDrawing, type OnTap } from "./drawing.tsx";
import { location } from "./location.tsx";
import { media } from "./media.tsx";
import { order } from "./order.tsx";
import { reaction } from "./reaction.tsx";
import { text } from "./text.tsx";
import { unsupported } from "./unsupported.tsx";

export const DRAWINGS: readonly MessageDrawing[] = [text, media, location, contacts, choice, order, reaction, change, unsupported];

/** A Map, so that a type named "constructor" finds nothing. */
const BY_TYPE = new Map(
  DRAWINGS.flatMap(({ types, Content }) => Object.entries(types).map(([type, look]) => [type, { ...look, Content }] as const)),
);

/** What a message shows inside its bubble; a type that nobody has drawn yet shows its name, and its words if it has any. */
export function MessageContent({ message, onTap }: { message: ChatMessage; onTap?: OnTap | undefined }) {
  const locale = useLocale();
  const { Content, icon } = BY_TYPE.get(message.type) ?? { Content: CardWithWords, icon: Paperclip };
  return <Content message={message} icon={icon} name={messageTypeName(message.type, locale)} onTap={onTap} />;
}

/** What the simulator sends in place of things that only a real phone has. */
export const SAMPLES = DRAWINGS.flatMap(({ types }) =>
  Object.entries(types).flatMap(([type, { sample }]) => (sample === undefined ? [] : [{ type, data: sample }])),
);

/** What a person calls a type of message: "Image". */
export function messageTypeName(type: string, locale: Locale): string {
  return BY_TYPE.get(type)?.name[locale] ?? type;
}
