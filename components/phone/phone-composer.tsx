"use client";
import { Paperclip, SendHorizontal, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { CONTROL } from "#components/ui/control.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ChatEntryView, NumberView } from "#lib/meta-emulator/control.ts";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";
import type { OwnAct, Phone } from "./use-phone.ts";

interface PhoneComposerProps {
  name: string;
  kinds: NumberView["kinds"] | null;
  disabled: boolean;
  /** The message that is replied to. */
  quoted: ChatEntryView | null;
  /** The contact's own message that is changed. */
  editing: ChatEntryView | null;
  /** Neither any more. */
  drop: () => void;
  act: (own: OwnAct) => Promise<void>;
  give: Phone["give"];
}

/** What can be sent without words, in the order of its use; everything else that Meta lists stands behind it. */
const FIRST = ["image", "voice_note", "document", "video", "sticker", "location", "contacts"];

/** Where the contact writes; Enter sends. */
export function PhoneComposer({ name, kinds, disabled, quoted, editing, drop, act, give }: PhoneComposerProps) {
  const t = useT();
  const [written, setWritten] = useState(editing?.message.text ?? "");
  const input = useRef<HTMLInputElement>(null);
  const subject = editing ?? quoted;
  const done = () => {
    setWritten("");
    drop();
  };
  const quote = quoted === null ? {} : { quote: quoted.wamid };
  const send = () => {
    const text = written.trim();
    if (text === "" || disabled) return;
    done();
    void act(editing === null ? { act: "say", kind: "text", values: { text }, ...quote } : { act: "edit", message: editing.wamid, text });
  };
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const attach = (kind: string) => {
    const caption = written.trim();
    done();
    void act({ act: "say", kind, values: caption === "" ? {} : { caption, text: caption }, ...quote });
  };
  const sendOwn = async (file: File | undefined) => {
    const said = file === undefined ? null : await give(file);
    if (said === null) return;
    const caption = written.trim();
    done();
    await act({ ...said, values: { ...said.values, ...(caption === "" ? {} : { caption }) }, ...quote });
  };
  const label = t("phone.writeAs", { name });
  return (
    <div className="flex flex-col gap-1.5 border-t border-border p-2">
      {subject !== null && (
        <p className="flex items-center gap-2 rounded-md bg-muted px-2 py-1 text-xs">
          <span className="min-w-0 flex-1 truncate">
            {t(editing === null ? "phone.replyingTo" : "phone.editing")} {subject.message.text}
          </span>
          <Button variant="ghost" size="icon" className="size-6" aria-label={t("common.cancel")} onClick={drop}>
            <X aria-hidden="true" />
          </Button>
        </p>
      )}
      <div className="flex items-end gap-1">
        <input
          ref={input}
          type="file"
          className="sr-only"
          tabIndex={-1}
          aria-label={t("phone.ownFileOf", { name })}
          disabled={disabled}
          onChange={({ target }) => {
            void sendOwn(target.files?.[0]);
            // So that the same file can be chosen again.
            target.value = "";
          }}
        />
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={t("phone.attach")} disabled={disabled || kinds === null}>
              <Paperclip aria-hidden="true" />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" side="top" className="max-h-80 overflow-y-auto">
            <DropdownMenuItem onSelect={() => input.current?.click()}>{t("phone.ownFile")}</DropdownMenuItem>
            {[...FIRST, ...(kinds?.messages ?? []).filter((kind) => !FIRST.includes(kind) && kind !== "text")].map((kind) => (
              <DropdownMenuItem key={kind} onSelect={() => attach(kind)}>
                {t.maybe(`phone.attach_${kind}`) ?? kind}
              </DropdownMenuItem>
            ))}
            <DropdownMenuLabel>{t("phone.metaTells")}</DropdownMenuLabel>
            {(kinds?.fields ?? []).map((kind) => (
              <DropdownMenuItem key={kind} onSelect={() => void act({ act: "tell", kind })}>
                {kind}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
        <textarea
          rows={1}
          aria-label={label}
          placeholder={label}
          value={written}
          disabled={disabled}
          autoFocus={editing !== null}
          maxLength={META_LIMITS.text.body}
          onChange={(event) => setWritten(event.target.value)}
          onKeyDown={press}
          className={cn(CONTROL, "field-sizing-content max-h-28 min-h-8 resize-none px-2.5 py-1.5 leading-5")}
        />
        <Button variant="primary" size="icon" aria-label={t("phone.send")} disabled={disabled || written.trim() === ""} onClick={send}>
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
