"use client";
import { LastSaid } from "#components/chat/last-said.tsx";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { StatusBadge } from "#components/executions/status-badge.tsx";
import { TestBadge } from "#components/executions/test-badge.tsx";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { ContactListed } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";
import { WindowBadge } from "./window-badge.tsx";

export function ContactTable({ items }: { items: readonly ContactListed[] }) {
  const t = useT();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("contacts.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("contacts.columnName")}</TableHead>
          <TableHead className="max-md:hidden">{t("executions.columnSaid")}</TableHead>
          <TableHead>{t("contacts.columnConversation")}</TableHead>
          <TableHead className="text-right max-lg:hidden">{t("contacts.columnLastMessage")}</TableHead>
          <TableHead className="max-sm:hidden">{t("contacts.columnWindow")}</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {items.map((contact) => (
          <TableRow key={contact.id} className="relative">
            <TableCell className="w-1/3 max-w-0 min-w-40">
              <div className="flex items-center gap-1.5">
                <RowLink href={`/console/contacts/${contact.id}`}>{nameOf(contact, t)}</RowLink>
                <TestBadge of={contact} />
              </div>
              {contact.name !== null && <p className="truncate text-[13px] text-muted-foreground tabular-nums">{phoneOf(contact)}</p>}
              <p className="truncate text-[13px] text-muted-foreground md:hidden">
                <LastSaid message={contact.last_message} />
              </p>
              <div className="pt-1 sm:hidden">
                <WindowBadge closesAt={contact.window_closes_at} />
              </div>
            </TableCell>
            <TableCell className="w-1/3 max-w-0 text-[13px] max-md:hidden">
              <p className="truncate">
                <LastSaid message={contact.last_message} />
              </p>
              {contact.last_message !== null && (
                <p className="text-muted-foreground">
                  <RelativeTime at={contact.last_message.at} />
                </p>
              )}
            </TableCell>
            <TableCell className="w-1/3 max-w-0 min-w-36">
              <OpenExecution contact={contact} />
            </TableCell>
            <TableCell className="text-right whitespace-nowrap text-muted-foreground max-lg:hidden">
              {contact.last_inbound_at === null ? t("common.never") : <RelativeTime at={contact.last_inbound_at} />}
            </TableCell>
            <TableCell className="whitespace-nowrap max-sm:hidden">
              <WindowBadge short closesAt={contact.window_closes_at} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function OpenExecution({ contact: { open_execution: open } }: { contact: ContactListed }) {
  const t = useT();
  if (open === null) return <span className="text-muted-foreground">{t("contacts.notInConversation")}</span>;
  return (
    <>
      <StatusBadge status={open.status} />
      <p className="truncate pt-0.5 text-[13px] text-muted-foreground">{open.flow_name}</p>
    </>
  );
}
