"use client";
import { LastSaid } from "#components/chat/last-said.tsx";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { ExecutionListed } from "#lib/api/executions.ts";
import { isOpen } from "#lib/engine/status.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { StatusBadge } from "./status-badge.tsx";
import { TestBadge } from "./test-badge.tsx";

export function ExecutionTable({ items }: { items: readonly ExecutionListed[] }) {
  const t = useT();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("executions.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("executions.columnContact")}</TableHead>
          <TableHead className="max-md:hidden">{t("executions.columnSaid")}</TableHead>
          <TableHead>{t("executions.columnStatus")}</TableHead>
          <TableHead className="max-lg:hidden">{t("executions.columnFlow")}</TableHead>
          <TableHead className="text-right max-sm:hidden">{t("executions.columnUpdated")}</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {items.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ item }: { item: ExecutionListed }) {
  const t = useT();
  const flow =
    item.flow_version === null ? item.flow_name : t("executions.flowVersion", { flow: item.flow_name, version: item.flow_version });
  return (
    <TableRow className="relative">
      <TableCell className="w-1/4 max-w-0 min-w-36">
        <div className="flex items-center gap-1.5">
          <RowLink href={`/console/executions/${item.id}`}>{nameOf(item.contact, t)}</RowLink>
          <TestBadge of={item.contact} />
        </div>
        {item.contact.name !== null && <p className="truncate text-[13px] text-muted-foreground tabular-nums">{phoneOf(item.contact)}</p>}
        <p className="truncate text-[13px] text-muted-foreground md:hidden">
          <LastSaid message={item.last_message} />
        </p>
      </TableCell>
      <TableCell className="w-1/3 max-w-0 max-md:hidden">
        <p className="truncate text-[13px]">
          <LastSaid message={item.last_message} />
        </p>
      </TableCell>
      <TableCell className="w-1/3 max-w-0 min-w-36">
        <StatusBadge status={item.status} />
        <Where item={item} />
        <p className="truncate pt-0.5 text-[13px] text-muted-foreground lg:hidden">{flow}</p>
        <p className="pt-0.5 text-[13px] text-muted-foreground sm:hidden">
          <RelativeTime at={item.updated_at} />
        </p>
      </TableCell>
      <TableCell className="max-w-40 max-lg:hidden">
        <p className="truncate">{flow}</p>
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted-foreground max-sm:hidden">
        <RelativeTime at={item.updated_at} />
      </TableCell>
    </TableRow>
  );
}

/** The node at which it rests or failed, and why it ended. */
function Where({ item }: { item: ExecutionListed }) {
  const t = useT();
  const reason = reasonText(item, useLocale());
  const at = (isOpen(item.status) || item.status === "failed") && item.node_name !== null ? item.node_name : null;
  if (at === null && reason === null) return null;
  return (
    <p className="truncate pt-0.5 text-[13px] text-muted-foreground" title={reason ?? undefined}>
      {at !== null && (
        <>
          {t("executions.at")} <em className="text-foreground">{at}</em>
          {reason !== null && " · "}
        </>
      )}
      {reason}
    </p>
  );
}
