"use client";
import { Check, CheckCheck, FileText, Image as ImageIcon, MapPin, Mic, Paperclip, StickyNote } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { Bubble as BubbleShape, MarkedText } from "#components/chat/bubble.tsx";
import { cn } from "#components/ui/cn.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import type { IncomingMessage } from "#lib/engine/types.ts";
import type { Bubble } from "#lib/simulator/types.ts";

export type Said = Exclude<Bubble, { from: "device" }>;

interface ChatBubbleProps {
  bubble: Said;
  selected: boolean;
  /** Sent or taken by the node that is selected on the canvas. */
  marked: boolean;
  /** In the tab order; the arrow keys reach the others. */
  reachable: boolean;
  onSelect: () => void;
}

/** One message on the phone, as a button: it selects itself and the node behind it. */
export function ChatBubble({ bubble, selected, marked, reachable, onSelect }: ChatBubbleProps) {
  const t = useT();
  const format = useFormat();
  const mine = bubble.from === "contact";
  return (
    <button
      type="button"
      data-bubble={bubble.id}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={selected}
      onClick={onSelect}
      className={cn(
        "w-full cursor-pointer rounded-lg text-left outline-none focus-visible:ring-2 focus-visible:ring-ring",
        mine && "flex justify-end",
      )}
    >
      <BubbleShape
        side={mine ? "outbound" : "inbound"}
        className={cn((selected || marked) && "ring-2", selected ? "ring-primary" : "ring-primary/50")}
      >
        <span className="sr-only">{mine ? t("simulator.youSaid") : t("simulator.flowSaid")}: </span>
        {bubble.from === "contact" && bubble.message.type !== "text" && <Placeholder message={bubble.message} />}
        {bubble.message.text !== "" && <MarkedText text={bubble.message.text} />}
        <span className="mt-0.5 flex items-center justify-end gap-1 text-[11px] leading-3 text-chat-muted">
          {format.time(bubble.at)}
          {bubble.from === "contact" && <Ticks consumed={bubble.consumedBy !== null} />}
        </span>
      </BubbleShape>
    </button>
  );
}

function Ticks({ consumed: heard }: { consumed: boolean }) {
  const t = useT();
  return heard ? (
    <CheckCheck aria-label={t("simulator.heard")} className="size-3.5 text-chat-read" />
  ) : (
    <Check aria-label={t("simulator.notHeard")} className="size-3.5" />
  );
}

const ICONS: Record<string, LucideIcon> = { image: ImageIcon, audio: Mic, document: FileText, location: MapPin, sticker: StickyNote };

function Placeholder({ message }: { message: IncomingMessage }) {
  const t = useT();
  const Icon = ICONS[message.type] ?? Paperclip;
  const { name, filename } = message.data ?? {};
  const detail = typeof filename === "string" ? filename : typeof name === "string" ? name : null;
  return (
    <span className="mb-1 flex items-center gap-2 rounded-md bg-current/8 px-2 py-2">
      <Icon aria-hidden="true" className="size-5 shrink-0" />
      <span className="min-w-0 truncate">{detail ?? t.maybe(`simulator.kind_${message.type}`) ?? message.type}</span>
    </span>
  );
}
