"use client";
import type { ReactNode } from "react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { Ticks } from "#components/chat/ticks.tsx";
import { cn } from "#components/ui/cn.ts";
import { Time } from "#components/ui/time.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import type { MessageResponse } from "#lib/api/messages.ts";
import { useT } from "#lib/i18n/client.tsx";

interface SaidMessageProps {
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
export function SaidMessage({ message, selected = false, waits = false, dimmed = false, onSelect, source }: SaidMessageProps) {
  const t = useT();
  const at = message.sent_at ?? message.created_at;
  const error = message.status === "failed" || message.status === "unknown" ? errorText(message) : null;
  return (
    <li data-message={message.id} className={cn("flex flex-col gap-1", dimmed && "opacity-45")}>
      {/* The mouse may click anywhere; for the keyboard the source below is the button. */}
      <div onClick={onSelect} className={onSelect && "cursor-pointer"}>
        <MessageBubble
          message={message}
          align={message.direction === "outbound" ? "end" : "start"}
          speaker={message.direction === "outbound" ? t("executions.weSaid") : t("executions.contactSaid")}
          className={cn("min-w-24", selected && "ring-2 ring-primary", (waits || message.deleted_at !== null) && "opacity-70")}
          foot={
            <>
              {source}
              <ChangedSince message={message} />
              <Time at={at} as="time" className="tabular-nums" />
              {message.direction === "outbound" && <Ticks status={message.status} />}
            </>
          }
        />
      </div>
      {error !== null && <p className="ml-auto max-w-[85%] text-xs text-danger-text">{error}</p>}
      {waits && <p className="text-xs text-muted-foreground">{t("executions.waitsToBeHeard")}</p>}
    </li>
  );
}

/** What its sender did to it afterwards, in words, because nothing else of it changes. */
function ChangedSince({ message: { edited_at: edited, deleted_at: deleted } }: { message: MessageResponse }) {
  const t = useT();
  const moments = useMoments();
  const at = deleted ?? edited;
  if (at === null) return null;
  return <span title={moments?.exact(at)}>{deleted === null ? t("executions.edited") : t("executions.deleted")}</span>;
}

function errorText({ error }: MessageResponse): string | null {
  const title = error?.["title"];
  const code = error?.["code"];
  if (typeof title !== "string") return null;
  return typeof code === "number" ? `${title} (${code})` : title;
}
