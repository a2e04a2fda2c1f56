"use client";
import { UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { Ticks } from "#components/chat/ticks.tsx";
import { cn } from "#components/ui/cn.ts";
import { Time } from "#components/ui/time.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import { type MessageResponse, WRITTEN_IN_APP } from "#lib/api/messages.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";

interface SaidMessageProps {
  message: MessageResponse;
  selected?: boolean;
  /** No node has heard it: not yet, as the conversation is busy, or never, as it was over. */
  unheard?: "yet" | "ever" | null;
  /** The replay has not come to it. */
  dimmed?: boolean;
  onSelect?: (() => void) | undefined;
  /** What the message that it quotes says; null for none. */
  quoted?: string | null;
  /** Beside the time: the node that said it. */
  source?: ReactNode;
  /** Beside the time, too: what can be done about it. */
  tools?: ReactNode;
}

/** One message of a conversation, seen from our side: what we said is on the right. */
export function SaidMessage({
  message,
  selected = false,
  unheard = null,
  dimmed = false,
  quoted = null,
  onSelect,
  source,
  tools,
}: SaidMessageProps) {
  const t = useT();
  const writer = message.written_by === WRITTEN_IN_APP ? t("executions.writtenInApp") : message.written_by;
  const at = message.sent_at ?? message.created_at;
  const error = message.status === "failed" || message.status === "unknown" ? errorText(message, t) : null;
  return (
    <li data-message={message.id} className={cn("flex flex-col gap-1", dimmed && "opacity-45")}>
      {/* The mouse may click anywhere; for the keyboard the source below is the button. */}
      <div onClick={onSelect} className={onSelect && "cursor-pointer"}>
        <MessageBubble
          message={message}
          align={message.direction === "outbound" ? "end" : "start"}
          speaker={writer ?? (message.direction === "outbound" ? t("executions.weSaid") : t("executions.contactSaid"))}
          quoted={quoted}
          className={cn("min-w-24", selected && "ring-2 ring-primary", (unheard !== null || message.deleted_at !== null) && "opacity-70")}
          foot={
            <>
              {writer === null ? source : <WrittenBy who={writer} />}
              {tools}
              <ChangedSince message={message} />
              <Time at={at} as="time" className="tabular-nums" />
              {message.direction === "outbound" && <Ticks status={message.status} />}
            </>
          }
        />
      </div>
      {error !== null && <p className="ml-auto max-w-[85%] text-xs text-danger-text">{error}</p>}
      {unheard !== null && (
        <p className="text-xs text-muted-foreground">{t(unheard === "yet" ? "executions.waitsToBeHeard" : "executions.beganNothing")}</p>
      )}
    </li>
  );
}

/** A person wrote it, and no flow. */
function WrittenBy({ who }: { who: string }) {
  return (
    <span className="mr-auto inline-flex max-w-40 items-center gap-1">
      <UserRound aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{who}</span>
    </span>
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

function errorText({ error }: MessageResponse, t: Translate): string | null {
  if (error?.["class"] === "consent") return t("executions.refusedConsent");
  const title = error?.["title"];
  const code = error?.["code"];
  if (typeof title !== "string") return null;
  return typeof code === "number" ? `${title} (${code})` : title;
}
