import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Context } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { MarkedText } from "./marked-text.tsx";

/** A message of either direction, as engine, database and API all have it. */
export interface ChatMessage {
  type: string;
  text: string;
  data?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface ContentProps {
  message: ChatMessage;
  icon: LucideIcon;
  /** The type's name in the reader's language. */
  name: string;
  /** Where somebody holds the phone: what happens when they tap something in the message, by its id. */
  onTap?: OnTap | undefined;
}

export type OnTap = (tapId: string) => void;

interface TypeLook {
  icon: LucideIcon;
  name: Readonly<Record<Locale, string>>;
  /** For types that contacts send, but that nobody can type: the data of one, in the shape that the webhook gives it, for the simulator. */
  sample?: Context;
}

/** How one type of message, or a family of types that look alike, is drawn. */
export interface MessageDrawing {
  /** By Meta's names of the types. */
  types: Readonly<Record<string, TypeLook>>;
  /** What stands inside the bubble. `data` is as it was stored, perhaps by an earlier version: nothing of it may be taken for granted. */
  Content(props: ContentProps): ReactNode;
}

/** Stands for what has no words, or more than words. */
export function Card({ icon: Icon, name, detail }: Pick<ContentProps, "icon" | "name"> & { detail?: string | null | undefined }) {
  return (
    <span className="mb-0.5 flex items-center gap-2 rounded-md bg-current/8 px-2 py-1.5">
      <Icon aria-hidden="true" className="size-5 shrink-0" />
      <span className="min-w-0">
        <span className="block truncate">{name}</span>
        {typeof detail === "string" && <span className="block truncate text-xs opacity-80">{detail}</span>}
      </span>
    </span>
  );
}

/** For types whose words are all there is to see. */
export function JustWords({ message: { text }, icon, name }: ContentProps) {
  return text === "" ? <Card icon={icon} name={name} /> : <MarkedText text={text} />;
}

/** For types that are a thing, with words below it or without. */
export function CardWithWords({ message: { text }, icon, name, detail }: ContentProps & { detail?: string | null | undefined }) {
  return (
    <>
      <Card icon={icon} name={name} detail={detail} />
      {text !== "" && <MarkedText text={text} />}
    </>
  );
}

/** The first of these that is a text with something in it. */
export function firstText(...values: unknown[]): string | null {
  return values.find((value): value is string => typeof value === "string" && value !== "") ?? null;
}
