"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { StateBadge } from "./state-badge.tsx";
import type { FlowItem } from "./types.ts";

interface FlowTableProps {
  flows: readonly FlowItem[];
  open: Readonly<Record<number, number>>;
  failed: Readonly<Record<number, number>>;
  channels: Readonly<Record<number, readonly string[]>>;
  menuOf: (flow: FlowItem) => ReactNode;
}

export function FlowTable({ flows, open, failed, channels, menuOf }: FlowTableProps) {
  const t = useT();
  const format = useFormat();
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("flows.rowsHint")}</caption>
      <TableHeader>
        <tr>
          <TableHead>{t("flows.columnName")}</TableHead>
          <TableHead className="max-sm:hidden">{t("flows.columnState")}</TableHead>
          <TableHead className="text-right">
            <Tooltip label={t("flows.columnOpenHelp")}>
              <span>{t("flows.columnOpen")}</span>
            </Tooltip>
          </TableHead>
          <TableHead className="max-sm:hidden">{t("flows.columnEdited")}</TableHead>
          <TableHead className="w-10">
            <span className="sr-only">{t("flows.columnActions")}</span>
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {flows.map((flow) => {
          const count = open[flow.id] ?? 0;
          return (
            <TableRow key={flow.id} className="relative">
              <TableCell className="w-full max-w-0 min-w-40">
                <RowLink href={`/console/flows/${flow.id}`} className="block">
                  {flow.name}
                </RowLink>
                {flow.description !== "" && <p className="truncate text-[13px] text-muted-foreground">{flow.description}</p>}
                {channels[flow.id] !== undefined && (
                  <p className="truncate text-[13px] text-success-text">
                    {t("channels.listAnswersOn", { channels: format.list([...(channels[flow.id] ?? [])]) })}
                  </p>
                )}
                <div className="pt-1 sm:hidden">
                  <StateBadge flow={flow} />
                </div>
              </TableCell>
              <TableCell className="max-sm:hidden">
                <StateBadge flow={flow} />
              </TableCell>
              <TableCell className="text-right whitespace-nowrap tabular-nums">
                {count === 0 ? (
                  <span className="text-muted-foreground">0</span>
                ) : (
                  <Link
                    href={`/console/executions?flow_id=${flow.id}`}
                    className="relative rounded font-medium text-primary-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
                  >
                    {format.number(count)}
                  </Link>
                )}
                <Failed flowId={flow.id} count={failed[flow.id] ?? 0} />
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                <RelativeTime at={flow.updated_at} />
              </TableCell>
              <TableCell className="relative w-10 text-right">{menuOf(flow)}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Where something went wrong lately; leads to it. */
function Failed({ flowId, count }: { flowId: number; count: number }) {
  const t = useT();
  if (count === 0) return null;
  return (
    <Link
      href={`/console/executions?flow_id=${flowId}&status=failed&period=7d`}
      title={t("common.failures", { count })}
      className="relative block rounded text-[13px] text-danger-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
    >
      {t("flows.failed", { count })}
    </Link>
  );
}
