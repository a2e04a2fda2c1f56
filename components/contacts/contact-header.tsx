"use client";
import { ArrowLeft, Download, Ellipsis, Eraser, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { nameOf, phoneOf } from "#components/executions/contact-name.ts";
import { TestBadge } from "#components/executions/test-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { ContactDetail } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";
import { exportName } from "./export-name.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import type { ContactRights } from "./rights.ts";
import { ResetDialog } from "./reset-dialog.tsx";
import { WindowBadge } from "./window-badge.tsx";

interface ContactHeaderProps {
  contact: ContactDetail;
  rights: ContactRights;
  onChanged: () => void;
}

export function ContactHeader({ contact, rights, onChanged }: ContactHeaderProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"reset" | "erase" | null>(null);
  const name = nameOf(contact, t);
  const phone = phoneOf(contact);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-border bg-surface px-3 py-2">
      <Button asChild variant="ghost" size="icon" aria-label={t("contacts.backToList")}>
        <Link href="/console/contacts">
          <ArrowLeft />
        </Link>
      </Button>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          <h1 className="min-w-0 truncate text-base leading-6 font-semibold">{name}</h1>
          <TestBadge of={contact} />
          <WindowBadge closesAt={contact.window_closes_at} />
        </div>
        <p className="flex items-center gap-1 text-[13px] leading-5 text-muted-foreground">
          <span className="truncate tabular-nums">{phone}</span>
          {phone !== "" && <CopyButton text={contact.wa_id ?? phone} label={t("contacts.phone")} className="size-5" />}
          <span className="truncate">· {contact.channel_name}</span>
        </p>
      </div>
      {(rights.edit || rights.export || rights.erase) && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon" aria-label={t("common.actionsFor", { name })}>
              <Ellipsis />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {rights.edit && (
              <DropdownMenuItem onSelect={() => setDialog("reset")}>
                <RotateCcw />
                {t("contacts.reset")}
              </DropdownMenuItem>
            )}
            {rights.export && (
              <DropdownMenuItem asChild>
                <a href={`/api/v1/contacts/${contact.id}/export`} download={exportName(contact, new Date())}>
                  <Download />
                  {t("contacts.export")}
                </a>
              </DropdownMenuItem>
            )}
            {rights.erase && (
              <>
                <DropdownMenuSeparator />
                <DropdownMenuItem danger onSelect={() => setDialog("erase")}>
                  <Eraser />
                  {t("contacts.erase")}
                </DropdownMenuItem>
              </>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <ResetDialog open={dialog === "reset"} onClose={() => setDialog(null)} contact={contact} name={name} onDone={onChanged} />
      <EraseDialog open={dialog === "erase"} onClose={() => setDialog(null)} contact={contact} name={name} />
    </header>
  );
}
