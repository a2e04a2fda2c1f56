"use client";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { ExecutionSummary } from "#lib/api/executions.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { nameOf, phoneOf } from "./contact-name.ts";
import { StatusBadge } from "./status-badge.tsx";
import { TestBadge } from "./test-badge.tsx";

export function ExecutionTable({ items }: { items: readonly ExecutionSummary[] }) {
  const t = useT();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("executions.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("executions.columnContact")}</TableHead>
          <TableHead className="max-sm:hidden">{t("executions.columnFlow")}</TableHead>
          <TableHead>{t("executions.columnStatus")}</TableHead>
          <TableHead className="max-md:hidden">{t("executions.columnStarted")}</TableHead>
          <TableHead className="text-right max-md:hidden">{t("executions.columnUpdated")}</TableHead>
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

function Row({ item }: { item: ExecutionSummary }) {
  const t = useT();
  const reason = reasonText(item, useLocale());
  const flow =
    item.flow_version === null ? item.flow_name : t("executions.flowVersion", { flow: item.flow_name, version: item.flow_version });
  return (
    <TableRow className="relative">
      <TableCell className="w-1/3 max-w-0 min-w-36">
        <div className="flex items-center gap-1.5">
          <RowLink href={`/console/executions/${item.id}`}>{nameOf(item.contact, t)}</RowLink>
          <TestBadge of={item.contact} />
        </div>
        <p className="truncate text-[13px] text-muted-foreground tabular-nums">
          {item.contact.name === null ? `#${item.id}` : phoneOf(item.contact)}
        </p>
        <p className="truncate text-[13px] text-muted-foreground sm:hidden">{flow}</p>
      </TableCell>
      <TableCell className="w-1/3 max-w-0 max-sm:hidden">
        <p className="truncate">{flow}</p>
      </TableCell>
      <TableCell className="w-1/3 max-w-0 min-w-36">
        <StatusBadge status={item.status} />
        {reason !== null && (
          <p className="truncate pt-0.5 text-[13px] text-muted-foreground" title={reason}>
            {reason}
          </p>
        )}
        <p className="pt-0.5 text-[13px] text-muted-foreground md:hidden">
          <RelativeTime at={item.updated_at} />
        </p>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        <RelativeTime at={item.started_at} />
      </TableCell>
      <TableCell className="text-right whitespace-nowrap text-muted-foreground max-md:hidden">
        <RelativeTime at={item.updated_at} />
      </TableCell>
    </TableRow>
  );
}
