"use client";
import { Check } from "lucide-react";
import Link from "next/link";
import { LastSaid } from "#components/chat/last-said.tsx";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { Button } from "#components/ui/button.tsx";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { UnansweredListed } from "#lib/api/unanswered.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { reasonText } from "#lib/nodes/problem-text.ts";

interface UnansweredTableProps {
  items: readonly UnansweredListed[];
  /** The contact that is being marked. */
  settling: number | null;
  /** Absent for users who may not mark anything. */
  onSettle: ((item: UnansweredListed) => void) | undefined;
}

export function UnansweredTable({ items, settling, onSettle }: UnansweredTableProps) {
  const t = useT();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("unanswered.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("unanswered.columnContact")}</TableHead>
          <TableHead className="max-md:hidden">{t("unanswered.columnSaid")}</TableHead>
          <TableHead className="max-sm:hidden">{t("unanswered.columnWhy")}</TableHead>
          <TableHead className="text-right max-lg:hidden">{t("unanswered.columnSince")}</TableHead>
          {onSettle && (
            <TableHead>
              <span className="sr-only">{t("unanswered.columnActions")}</span>
            </TableHead>
          )}
        </tr>
      </TableHeader>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.contact.id} className="relative">
            <TableCell className="w-full max-w-0 min-w-40 md:w-1/4">
              <RowLink href={`/console/contacts/${item.contact.id}`} className="block">
                {nameOf(item.contact, t)}
              </RowLink>
              {item.contact.name !== null && (
                <p className="truncate text-[13px] text-muted-foreground tabular-nums">{phoneOf(item.contact)}</p>
              )}
              <p className="truncate text-[13px] md:hidden">
                <Said item={item} />
              </p>
              <div className="text-[13px] sm:hidden">
                <Why item={item} />
              </div>
              <p className="text-[13px] text-muted-foreground lg:hidden">
                <RelativeTime at={item.since} />
              </p>
            </TableCell>
            <TableCell className="w-1/2 max-w-0 text-[13px] max-md:hidden">
              <p className="line-clamp-2">
                <Said item={item} />
              </p>
            </TableCell>
            <TableCell className="w-1/4 max-w-0 min-w-48 text-[13px] max-sm:hidden">
              <Why item={item} />
            </TableCell>
            <TableCell className="text-right whitespace-nowrap text-muted-foreground max-lg:hidden">
              <RelativeTime at={item.since} />
            </TableCell>
            {onSettle && (
              <TableCell className="text-right whitespace-nowrap">
                <Button
                  className="relative"
                  disabled={settling !== null}
                  aria-label={t("unanswered.settleFor", { name: nameOf(item.contact, t) })}
                  onClick={() => onSettle(item)}
                >
                  <Check />
                  <span className="max-sm:sr-only">{t("unanswered.settle")}</span>
                </Button>
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const Said = ({ item: { last_message: said } }: { item: UnansweredListed }) => (
  <LastSaid message={said === null ? null : { direction: "inbound", ...said }} />
);

function Why({ item: { reason, detail, problem, execution } }: { item: UnansweredListed }) {
  const t = useT();
  const locale = useLocale();
  const more = reasonText({ reason: detail, problem }, locale);
  return (
    <>
      <p className="font-medium">{t(`unanswered.why_${reason}`)}</p>
      {more !== null && <p className="line-clamp-2 wrap-anywhere text-muted-foreground">{more}</p>}
      {execution !== null && (
        <Link
          href={`/console/executions/${execution.id}`}
          className="relative rounded text-primary-text underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
        >
          {t("unanswered.openConversation", { id: execution.id })}
        </Link>
      )}
    </>
  );
}
