"use client";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { toast } from "sonner";
import { ApiRefusal, call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { CONTROL } from "#components/ui/control.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ContactDetail } from "#lib/api/contacts.ts";
import { writeMessageContract } from "#lib/api/messages.ts";
import { useT } from "#lib/i18n/client.tsx";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";
import { useWindow } from "./use-window.ts";

type Contact = Pick<ContactDetail, "id" | "open_execution" | "window_closes_at" | "is_silenced">;
type Fate = "leave" | "end";

interface WriteBoxProps {
  contact: Contact;
  /** Something was sent, or the contact is not what it was. */
  onDone: () => void;
}

/** Where a person writes to the contact, while WhatsApp lets them. Enter sends. */
export function WriteBox({ contact, onDone }: WriteBoxProps) {
  const t = useT();
  const window = useWindow(contact.window_closes_at);
  if (contact.is_silenced)
    return <p className="border-t border-border bg-surface px-3 py-2 text-[13px] text-muted-foreground">{t("contacts.writeSilenced")}</p>;
  if (window === "open") return <Open contact={contact} onDone={onDone} />;
  return (
    <p className="border-t border-border bg-surface px-3 py-2 text-[13px] text-muted-foreground">
      {window === null ? "\u00a0" : t(window === "never" ? "contacts.writeNever" : "contacts.writeClosed")}
    </p>
  );
}

function Open({ contact, onDone }: WriteBoxProps) {
  const t = useT();
  const [text, setText] = useState("");
  const [pending, setPending] = useState(false);
  const open = contact.open_execution;
  /** What was chosen holds for this conversation, and for no later one. */
  const [chosen, setChosen] = useState<{ executionId: number; fate: Fate } | null>(null);
  const fate = open !== null && chosen?.executionId === open.id ? chosen.fate : null;
  const [asked, setAsked] = useState(false);
  const questionId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const key = useRef<{ wish: string; key: string } | null>(null);

  const send = async () => {
    if (text.trim() === "" || pending) return;
    if (open !== null && fate === null) return setAsked(true);
    setPending(true);
    const body = { type: "text" as const, text, ...(open !== null && fate !== null && { execution: fate }) };
    // The same again, because nobody knows what became of it, is the same wish.
    const wish = JSON.stringify([contact.id, body]);
    if (key.current?.wish !== wish) key.current = { wish, key: crypto.randomUUID() };
    try {
      await call(writeMessageContract, { params: { id: contact.id }, body, idempotencyKey: key.current.key });
      key.current = null;
      setText("");
      setAsked(false);
    } catch (error) {
      if (error instanceof ApiRefusal && error.code === "execution-open") setAsked(true);
      else toast.error(refusalText(error, t));
    }
    setPending(false);
    onDone();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="flex flex-col gap-1.5 border-t border-border bg-surface p-2">
      {open !== null && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <p
            id={questionId}
            role={asked && fate === null ? "alert" : undefined}
            className={cn("text-[13px]", asked && fate === null && "text-danger-text")}
          >
            {t("contacts.writeOpen", { flow: open.flow_name })}
          </p>
          <Segmented
            label={t("contacts.writeOpen", { flow: open.flow_name })}
            value={fate ?? ""}
            onChange={(next) => next !== "" && setChosen({ executionId: open.id, fate: next })}
            options={[
              { value: "leave", label: t("contacts.writeLeave") },
              { value: "end", label: t("contacts.writeEnd") },
            ]}
          />
          {fate !== null && (
            <p className="w-full text-xs text-muted-foreground">
              {t(fate === "leave" ? "contacts.writeLeaveHelp" : "contacts.writeEndHelp")}
            </p>
          )}
        </div>
      )}
      <div className="flex items-end gap-1">
        <textarea
          ref={field}
          rows={1}
          aria-label={t("contacts.write")}
          placeholder={t("contacts.write")}
          aria-describedby={open === null ? undefined : questionId}
          value={text}
          maxLength={META_LIMITS.text.body}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          className={cn(CONTROL, "field-sizing-content max-h-40 min-h-8 resize-none px-2.5 py-1.5 leading-5")}
        />
        <Button
          variant="primary"
          size="icon"
          aria-label={t("contacts.writeSend")}
          pending={pending}
          disabled={text.trim() === ""}
          onClick={() => void send()}
        >
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
