"use client";
import { TriangleAlert } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { moveBetweenRows } from "#components/ui/row-keys.ts";
import { RowLink } from "#components/ui/row-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { TriggerListed } from "#lib/api/triggers.ts";
import { useT } from "#lib/i18n/client.tsx";
import { competes } from "#lib/engine/trigger-types.ts";
import type { TriggerChannel } from "./trigger-channel.ts";
import { triggerText } from "#lib/i18n/trigger-text.ts";

/** In the order in which they are tried. */
export function TriggerTable({ triggers, channels }: { triggers: readonly TriggerListed[]; channels: readonly TriggerChannel[] }) {
  const t = useT();
  const names = new Map(channels.map(({ number, name }) => [number, name]));
  return (
    <Table onKeyDown={moveBetweenRows}>
      <caption className="sr-only">{t("triggers.pageText")}</caption>
      <TableHeader>
        <tr>
          <TableHead className="text-right">{t("triggers.priority")}</TableHead>
          <TableHead>{t("triggers.trigger")}</TableHead>
          <TableHead>{t("triggers.flow")}</TableHead>
          <TableHead>{t("triggers.onOpen")}</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {triggers.map((row) => (
          <TableRow key={`${row.flow_id} ${row.trigger.id}`} className="relative">
            <TableCell className="text-right tabular-nums">{competes(row.trigger.type) ? row.trigger.priority : "—"}</TableCell>
            <TableCell className="min-w-52">
              <p className="wrap-anywhere">{triggerText(row.trigger, t)}</p>
              {row.trigger.channels !== undefined && row.trigger.channels.length > 0 && (
                <p className="text-xs text-muted-foreground">
                  {t("triggers.channelsOnly", { channels: row.trigger.channels.map((number) => names.get(number) ?? number).join(", ") })}
                </p>
              )}
              {row.collides_with.length > 0 && (
                <p className="flex items-center gap-1 text-xs text-warning-text">
                  <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
                  {t("triggers.collides")}: {[...new Set(row.collides_with.map(({ flow_name }) => flow_name))].join(", ")}
                </p>
              )}
              {row.trigger.type === "flow" && (
                <p className="text-xs text-muted-foreground">
                  {row.begun_by.length === 0
                    ? t("triggers.begunByNone")
                    : t("triggers.begunBy", { flows: row.begun_by.map(({ flow_name }) => flow_name).join(", ") })}
                </p>
              )}
              {row.last_run !== null && <LastRun run={row.last_run} />}
            </TableCell>
            <TableCell className="min-w-36">
              <RowLink href={`/console/flows/${row.flow_id}?panel=triggers`}>{row.flow_name}</RowLink>
            </TableCell>
            <TableCell>
              {row.trigger.type !== "flow" && (
                <Badge tone={row.trigger.on_open === "ignore" ? "neutral" : "primary"}>{t(`triggers.onOpen_${row.trigger.on_open}`)}</Badge>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function LastRun({ run }: { run: NonNullable<TriggerListed["last_run"]> }) {
  const t = useT();
  return (
    <p className="text-xs text-muted-foreground">
      {t("triggers.lastRun", { started: run.started })} (<RelativeTime at={run.due_at} />) ·{" "}
      {t("triggers.lastRunSkipped", { window: run.skipped_window, open: run.skipped_open, consent: run.skipped_consent })}
    </p>
  );
}
