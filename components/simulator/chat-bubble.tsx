"use client";
import { Check, CheckCheck } from "lucide-react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import type { OnTap } from "#components/chat/drawing.tsx";
import { cn } from "#components/ui/cn.ts";
import { Time } from "#components/ui/time.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Bubble } from "#lib/simulator/types.ts";
import { SelectableMessage } from "./selectable-message.tsx";

export type Said = Exclude<Bubble, { from: "device" }>;

interface ChatBubbleProps {
  bubble: Said;
  selected: boolean;
  /** Sent or taken by the node that is selected on the canvas. */
  marked: boolean;
  /** In the tab order; the arrow keys reach the others. */
  reachable: boolean;
  onSelect: () => void;
  onTap: OnTap;
}

/** One message on the phone: it selects itself and the node behind it, and what can be tapped in it can be tapped. */
export function ChatBubble({ bubble, selected, marked, reachable, onSelect, onTap }: ChatBubbleProps) {
  const t = useT();
  const mine = bubble.from === "contact";
  const speaker = `${mine ? t("simulator.youSaid") : t("simulator.flowSaid")}:`;
  return (
    <SelectableMessage
      id={bubble.id}
      mine={mine}
      label={`${speaker} ${bubble.message.text}`}
      pressed={selected}
      reachable={reachable}
      onSelect={onSelect}
    >
      <MessageBubble
        message={bubble.message}
        align={mine ? "end" : "start"}
        speaker={speaker}
        className={cn((selected || marked) && "ring-2", selected ? "ring-primary" : "ring-primary/50")}
        onTap={mine ? undefined : onTap}
        foot={
          <>
            <Time at={bubble.at} as="time" />
            {bubble.from === "contact" && <Ticks consumed={bubble.consumedBy !== null} />}
          </>
        }
      />
    </SelectableMessage>
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
