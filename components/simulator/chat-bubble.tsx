"use client";
import { Check, CheckCheck } from "lucide-react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { cn } from "#components/ui/cn.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
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
      <MessageBubble
        message={bubble.message}
        align={mine ? "end" : "start"}
        speaker={`${mine ? t("simulator.youSaid") : t("simulator.flowSaid")}:`}
        className={cn((selected || marked) && "ring-2", selected ? "ring-primary" : "ring-primary/50")}
        foot={
          <>
            {format.time(bubble.at)}
            {bubble.from === "contact" && <Ticks consumed={bubble.consumedBy !== null} />}
          </>
        }
      />
    </button>
  );
}

function Ticks({ consumed }: { consumed: boolean }) {
  const t = useT();
  return consumed ? (
    <CheckCheck aria-label={t("simulator.heard")} className="size-3.5 text-chat-read" />
  ) : (
    <Check aria-label={t("simulator.notHeard")} className="size-3.5" />
  );
}
