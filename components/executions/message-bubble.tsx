"use client";
import type { ReactNode } from "react";
import { Bubble } from "#components/chat/bubble.tsx";
import { cn } from "#components/ui/cn.ts";
import type { MessageResponse } from "#lib/api/messages.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { MessageBody } from "./message-body.tsx";
import { Ticks } from "./ticks.tsx";

interface MessageBubbleProps {
  message: MessageResponse;
  selected?: boolean;
  /** It has not been heard yet: the conversation is busy. */
  waits?: boolean;
  /** The replay has not come to it. */
  dimmed?: boolean;
  onSelect?: (() => void) | undefined;
  /** Beside the time: the node that said it. */
  source?: ReactNode;
}

/** One message of a conversation, seen from our side: what we said is on the right. */
export function MessageBubble({ message, selected = false, waits = false, dimmed = false, onSelect, source }: MessageBubbleProps) {
  const t = useT();
  const format = useFormat();
  const at = message.sent_at ?? message.created_at;
  const error = message.status === "failed" || message.status === "unknown" ? errorText(message) : null;
  return (
    <li data-message={message.id} className={cn("flex flex-col gap-1", dimmed && "opacity-45")}>
      {/* The mouse may click anywhere; for the keyboard the source below is the button. */}
      <div onClick={onSelect} className={onSelect && "cursor-pointer"}>
        <Bubble side={message.direction} className={cn("min-w-24", selected && "ring-2 ring-primary", waits && "opacity-70")}>
          <span className="sr-only">{message.direction === "outbound" ? t("executions.weSaid") : t("executions.contactSaid")} </span>
          <MessageBody message={message} />
          <span className="mt-0.5 flex flex-wrap items-center justify-end gap-x-1.5 text-[11px] leading-4 text-chat-muted">
            {source}
            <time dateTime={at} title={format.exact(at)} className="tabular-nums" suppressHydrationWarning>
              {format.time(at)}
            </time>
            {message.direction === "outbound" && <Ticks status={message.status} />}
          </span>
        </Bubble>
      </div>
      {error !== null && <p className="ml-auto max-w-[85%] text-xs text-danger-text">{error}</p>}
      {waits && <p className="text-xs text-muted-foreground">{t("executions.waitsToBeHeard")}</p>}
    </li>
  );
}

function errorText({ error }: MessageResponse): string | null {
  const title = error?.["title"];
  const code = error?.["code"];
  if (typeof title !== "string") return null;
  return typeof code === "number" ? `${title} (${code})` : title;
}
