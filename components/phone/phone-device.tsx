"use client";
import { EllipsisVertical, Plane } from "lucide-react";
import { useRef, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { useStickToEnd } from "#components/simulator/use-stick-to-end.ts";
import { QuietNotice } from "#components/chat/quiet-notice.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { PhoneContact } from "#lib/api/emulator.ts";
import type { ChatEntryView, ContactView, NumberView } from "#lib/meta-emulator/control.ts";
import { ChangeNumber } from "./change-number.tsx";
import { PhoneComposer } from "./phone-composer.tsx";
import { PhoneMessage } from "./phone-message.tsx";
import type { OwnAct, Phone, PlayBody } from "./use-phone.ts";

interface PhoneDeviceProps {
  number: string;
  contact: PhoneContact;
  kinds: NumberView["kinds"] | null;
  mayPlay: boolean;
  play: (act: PlayBody) => Promise<void>;
  give: Phone["give"];
}

/** One contact's phone. */
export function PhoneDevice({ number, contact, kinds, mayPlay, play, give }: PhoneDeviceProps) {
  const t = useT();
  const [quoted, setQuoted] = useState<ChatEntryView | null>(null);
  const [editing, setEditing] = useState<ChatEntryView | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useStickToEnd(list, contact.chat.length + (contact.typing ? 1 : 0));
  const act = (own: OwnAct) => play({ ...own, number, contact: contact.key } as PlayBody);
  return (
    <section
      aria-label={contact.name}
      className="flex h-[34rem] flex-col overflow-hidden rounded-xl border border-border bg-surface shadow-sm"
    >
      <header className="flex items-center gap-2 border-b border-border px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-semibold">{contact.name}</h2>
          <p className="truncate text-xs text-muted-foreground">
            {contact.username ?? (contact.wa_id === null ? contact.user_id : `+${contact.wa_id}`)}
          </p>
        </div>
        {contact.blocks && <Badge tone="danger">{t("phone.blocks")}</Badge>}
        {contact.opted_out && <Badge tone="warning">{t("phone.optedOut")}</Badge>}
        <label className="flex items-center gap-1.5 text-xs text-muted-foreground">
          <Plane aria-hidden="true" className="size-4" />
          <Switch
            aria-label={t("phone.airplane")}
            checked={!contact.online}
            disabled={!mayPlay}
            onCheckedChange={(airplane) => void act({ act: "set", online: !airplane })}
          />
        </label>
        {mayPlay && <ContactMenu contact={contact} act={act} />}
      </header>
      <div
        ref={list}
        role="log"
        aria-live="polite"
        aria-label={t("phone.conversation", { name: contact.name })}
        tabIndex={0}
        className="scroll-thin min-h-0 flex-1 overflow-y-auto bg-chat-background p-3 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      >
        <ol className="flex flex-col gap-1.5">
          {contact.chat.map((entry) => (
            <PhoneMessage
              key={entry.wamid}
              entry={entry}
              mayPlay={mayPlay && !contact.blocks}
              act={act}
              onReply={() => setQuoted(entry)}
              onEdit={() => setEditing(entry)}
            />
          ))}
          {contact.typing && (
            <li className="w-fit rounded-lg bg-chat-inbound px-3 py-2 text-xs text-chat-muted motion-safe:animate-pulse">
              {t("phone.typing")}
            </li>
          )}
        </ol>
      </div>
      {contact.quiet !== null && (
        <QuietNotice quiet={contact.quiet} className="border-t border-border bg-muted px-3 py-2 text-muted-foreground" />
      )}
      {mayPlay && (
        <PhoneComposer
          key={editing?.wamid ?? ""}
          name={contact.name}
          kinds={kinds}
          disabled={contact.blocks}
          quoted={quoted}
          editing={editing}
          drop={() => {
            setQuoted(null);
            setEditing(null);
          }}
          act={act}
          give={give}
        />
      )}
    </section>
  );
}

function ContactMenu({ contact, act }: { contact: ContactView; act: (own: OwnAct) => Promise<void> }) {
  const t = useT();
  const [moving, setMoving] = useState(false);
  const set = (more: object) => void act({ act: "set", ...more } as OwnAct);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("phone.more", { name: contact.name })}>
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => void act({ act: "read" })}>{t("phone.readAll")}</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => set({ reads: !contact.reads })}>
            {t(contact.reads ? "phone.readsNot" : "phone.readsItself")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => set({ blocks: !contact.blocks })}>
            {t(contact.blocks ? "phone.unblock" : "phone.block")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => set({ opted_out: !contact.opted_out })}>
            {t(contact.opted_out ? "phone.optIn" : "phone.optOut")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void act({ act: "close_window" })}>{t("phone.closeWindow")}</DropdownMenuItem>
          <DropdownMenuItem
            onSelect={() =>
              set({ username: contact.username === null ? `${contact.name.toLowerCase().replaceAll(/[^a-z0-9]/g, "") || "ana"}.w` : null })
            }
          >
            {t(contact.username === null ? "phone.hideNumber" : "phone.showNumber")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setMoving(true)}>{t("phone.changeNumber")}</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void act({ act: "clear" })}>{t("phone.clear")}</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {moving && <ChangeNumber close={() => setMoving(false)} change={(to) => act({ act: "change_number", to })} />}
    </>
  );
}
