"use client";
import { Check, CheckCheck, CircleAlert } from "lucide-react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import type { OnTap } from "#components/chat/drawing.tsx";
import { cn } from "#components/ui/cn.ts";
import { Time } from "#components/ui/time.tsx";
import type { Translate } from "#lib/i18n/catalogue.ts";
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
  /** What the message that it quotes says; null for none. */
  quoted: string | null;
  onSelect: () => void;
  onTap: OnTap;
}

/** One message on the phone: it selects itself and the node behind it, and what can be tapped in it can be tapped. */
export function ChatBubble({ bubble, selected, marked, reachable, quoted, onSelect, onTap }: ChatBubbleProps) {
  const t = useT();
  const mine = bubble.from === "contact";
  const refusal = bubble.from === "flow" ? refusalText(bubble.refused, t) : null;
  const isRefused = refusal !== null;
  const speaker = `${mine ? t("simulator.youSaid") : t("simulator.flowSaid")}:`;
  return (
    <SelectableMessage
      id={bubble.id}
      mine={mine}
      label={[speaker, bubble.message.text, ...(isRefused ? [refusal] : [])].join(" ")}
      pressed={selected}
      reachable={reachable}
      onSelect={onSelect}
    >
      <MessageBubble
        message={bubble.message}
        align={mine ? "end" : "start"}
        speaker={speaker}
        quoted={quoted}
        className={cn(
          (selected || marked) && "ring-2",
          selected ? "ring-primary" : "ring-primary/50",
          isRefused && "border border-dashed border-danger opacity-80",
        )}
        onTap={mine || isRefused ? undefined : onTap}
        foot={
          <>
            <Time at={bubble.at} as="time" />
            {isRefused && <CircleAlert aria-hidden="true" className="size-3.5 text-danger-text" />}
            {bubble.from === "contact" && <Ticks consumed={bubble.consumedBy !== null} />}
          </>
        }
      />
      {isRefused && <p className="mt-0.5 max-w-[85%] text-xs text-danger-text">{refusal}</p>}
    </SelectableMessage>
  );
}

function refusalText(refused: "window" | "consent" | "other" | undefined, t: Translate): string | null {
  if (refused === undefined) return null;
  if (refused === "consent") return t("executions.refusedConsent");
  return refused === "window" ? t("simulator.refusedWindow") : t("simulator.notice_refused");
}

function Ticks({ consumed }: { consumed: boolean }) {
  const t = useT();
  return consumed ? (
    <CheckCheck aria-label={t("simulator.heard")} className="size-3.5 text-chat-read" />
  ) : (
    <Check aria-label={t("simulator.notHeard")} className="size-3.5" />
  );
}
