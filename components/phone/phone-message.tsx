"use client";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { MessageBubble } from "#components/chat/message-bubble.tsx";
import { Ticks } from "#components/chat/ticks.tsx";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { Time } from "#components/ui/time.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { ChatEntryView } from "#lib/meta-emulator/control.ts";
import type { OwnAct } from "./use-phone.ts";
import { PhoneForm } from "./phone-form.tsx";

interface PhoneMessageProps {
  entry: ChatEntryView;
  mayPlay: boolean;
  act: (own: OwnAct) => Promise<void>;
  onReply: () => void;
  onEdit: () => void;
}

const EMOJI = ["👍", "❤️", "😂", "😮", "🙏"];

/** One message as the contact sees it, with all that can be done to it. */
export function PhoneMessage({ entry, mayPlay, act, onReply, onEdit }: PhoneMessageProps) {
  const t = useT();
  const { wamid, from, message, taps, form, quotes, reactions, status, error, edited, deleted } = entry;
  const [filling, setFilling] = useState(false);
  const mine = from === "contact";
  const tap = (tapId: string, values: Record<string, string> = {}) => act({ act: "tap", message: wamid, tap: tapId, values });
  const canTap = mayPlay && !mine && !deleted;
  const foot = [
    edited ? t("phone.edited") : null,
    status === "held" ? t("phone.held") : status === "failed" ? `${t("phone.failed")} ${error ?? ""}` : null,
  ].filter((word) => word !== null);
  return (
    <li className={mine ? "flex flex-row-reverse items-start gap-1" : "flex items-start gap-1"}>
      <div className="min-w-0 max-w-full flex-1">
        {deleted ? (
          <p className={`w-fit rounded-lg bg-chat-inbound px-2.5 py-1.5 text-xs italic text-chat-muted ${mine ? "ml-auto" : ""}`}>
            {t("phone.deleted")}
          </p>
        ) : (
          <>
            {quotes !== null && (
              <p
                className={`mb-0.5 w-fit max-w-[85%] truncate border-l-4 border-chat-read/60 pl-2 text-xs text-chat-muted ${mine ? "ml-auto" : ""}`}
              >
                {quotes}
              </p>
            )}
            <MessageBubble
              message={message}
              align={mine ? "end" : "start"}
              speaker={t(mine ? "phone.contactSaid" : "phone.businessSaid")}
              onTap={canTap ? (id) => (form === null ? void tap(id) : setFilling(true)) : undefined}
              foot={
                <>
                  {foot.map((word) => (
                    <span key={word}>{word}</span>
                  ))}
                  <Time at={entry.at} as="time" />
                  {mine && (status === "sent" || status === "read") && <Ticks status={status === "read" ? "read" : "delivered"} />}
                </>
              }
            />
            {canTap && form === null && taps.length > 0 && (
              <div className="mt-1 flex max-w-[85%] flex-wrap gap-1">
                {taps.map(({ id, title }) => (
                  <Button key={id} size="sm" onClick={() => void tap(id)}>
                    {title}
                  </Button>
                ))}
              </div>
            )}
            {canTap && form !== null && filling && (
              <PhoneForm form={form} close={() => setFilling(false)} submit={(values) => tap("form", values)} />
            )}
            {reactions.length > 0 && (
              <p className={`-mt-1 w-fit rounded-full bg-surface px-1.5 text-sm shadow-sm ${mine ? "ml-auto" : ""}`}>
                {reactions.join(" ")}
              </p>
            )}
          </>
        )}
      </div>
      {mayPlay && !deleted && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button
              variant="ghost"
              size="icon"
              className="size-6 shrink-0"
              aria-label={t("phone.messageMore", { text: message.text.slice(0, 40) })}
            >
              <EllipsisVertical aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align={mine ? "end" : "start"}>
            <DropdownMenuItem onSelect={onReply}>{t("phone.reply")}</DropdownMenuItem>
            {EMOJI.map((emoji) => (
              <DropdownMenuItem key={emoji} onSelect={() => void act({ act: "react", message: wamid, emoji })}>
                {t("phone.react", { emoji })}
              </DropdownMenuItem>
            ))}
            {reactions.length > 0 && (
              <DropdownMenuItem onSelect={() => void act({ act: "react", message: wamid, emoji: "" })}>
                {t("phone.reactNot")}
              </DropdownMenuItem>
            )}
            {mine && message.type === "text" && <DropdownMenuItem onSelect={onEdit}>{t("phone.edit")}</DropdownMenuItem>}
            {mine && <DropdownMenuItem onSelect={() => void act({ act: "delete", message: wamid })}>{t("phone.delete")}</DropdownMenuItem>}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </li>
  );
}
