"use client";
import {
  Contact,
  FileText,
  Image as ImageIcon,
  ListChecks,
  type LucideIcon,
  MapPin,
  Mic,
  Paperclip,
  ShoppingBag,
  SmilePlus,
  StickyNote,
  Video,
} from "lucide-react";
import { MarkedText } from "#components/chat/bubble.tsx";
import type { MessageResponse } from "#lib/api/messages.ts";
import { useT } from "#lib/i18n/client.tsx";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  image: ImageIcon,
  video: Video,
  audio: Mic,
  voice: Mic,
  document: FileText,
  sticker: StickyNote,
  location: MapPin,
  contacts: Contact,
  interactive: ListChecks,
  button: ListChecks,
  order: ShoppingBag,
  reaction: SmilePlus,
};
/** Their words are all there is to see. */
const JUST_WORDS = new Set(["text", "interactive", "button", "reaction"]);

/** What a message shows inside its bubble. */
export function MessageBody({ message }: { message: Pick<MessageResponse, "type" | "text" | "data"> }) {
  const { type, text } = message;
  return (
    <>
      {(!JUST_WORDS.has(type) || text === "") && <Attachment message={message} />}
      {text !== "" && <MarkedText text={text} />}
    </>
  );
}

function Attachment({ message: { type, data } }: { message: Pick<MessageResponse, "type" | "data"> }) {
  const t = useT();
  const Icon = ICONS[type] ?? Paperclip;
  const kind = t.maybe(`executions.kind_${type}`) ?? type;
  const detail = detailOf(data ?? {});
  return (
    <span className="mb-0.5 flex items-center gap-2 rounded-md bg-current/8 px-2 py-1.5">
      <Icon aria-hidden="true" className="size-5 shrink-0" />
      <span className="min-w-0">
        <span className="block truncate">{kind}</span>
        {detail !== null && <span className="block truncate text-xs opacity-80">{detail}</span>}
      </span>
    </span>
  );
}

function detailOf({ filename, name, latitude, longitude, mime_type: mimeType }: Record<string, unknown>): string | null {
  for (const text of [filename, name]) if (typeof text === "string" && text !== "") return text;
  if (typeof latitude === "number" && typeof longitude === "number") return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return typeof mimeType === "string" ? mimeType : null;
}
