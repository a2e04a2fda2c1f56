"use client";
import { ArrowLeft, Download, Ellipsis, Eraser, FileText, Play, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
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
import { StartFlowDialog } from "./start-flow-dialog.tsx";
import { useExportPage } from "./use-export.ts";
import { WindowBadge } from "./window-badge.tsx";

interface ContactHeaderProps {
  contact: ContactDetail;
  rights: ContactRights;
  onChanged: () => void;
}

export function ContactHeader({ contact, rights, onChanged }: ContactHeaderProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"start" | "reset" | "erase" | null>(null);
  const savePage = useExportPage(contact);
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
      {rights.edit && contact.wa_id !== null && (
        <Button disabled={contact.is_silenced} onClick={() => setDialog("start")}>
          <Play />
          {t("contacts.start")}
        </Button>
      )}
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
                <span className="flex max-w-72 flex-col">
                  {t("contacts.reset")}
                  <span className="text-xs text-muted-foreground">{t("contacts.resetHelp")}</span>
                </span>
              </DropdownMenuItem>
            )}
            {rights.export && (
              <>
                <DropdownMenuItem onSelect={() => void savePage()}>
                  <FileText />
                  {t("contacts.exportPage")}
                </DropdownMenuItem>
                <DropdownMenuItem asChild>
                  <a href={`/api/v1/contacts/${contact.id}/export`} download={exportName(contact, new Date(), "json")}>
                    <Download />
                    {t("contacts.export")}
                  </a>
                </DropdownMenuItem>
              </>
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
      {dialog === "start" && contact.wa_id !== null && (
        <StartFlowDialog onClose={() => setDialog(null)} contact={{ ...contact, wa_id: contact.wa_id }} name={name} onDone={onChanged} />
      )}
      <ResetDialog open={dialog === "reset"} onClose={() => setDialog(null)} contact={contact} name={name} onDone={onChanged} />
      <EraseDialog open={dialog === "erase"} onClose={() => setDialog(null)} contact={contact} name={name} />
    </header>
  );
}
