"use client";
import { ChartNoAxesColumn, X } from "lucide-react";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { FIGURE_PERIODS, PERIOD_DAYS, useFigures } from "./figures-provider.tsx";

const PUBLISHED = "published";
const DAY_SECONDS = 86_400;

/** Chooses version and period of the figures on the canvas, and says what they are of. Nothing while they are off. */
export function FiguresBar({ onClose }: { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const shown = useFigures();
  if (shown === null) return null;
  const { figures, version, versions, period } = shown;
  const published = version === null ? figures?.version : undefined;
  return (
    <div
      role="group"
      aria-label={t("executions.figures")}
      className="flex select-none items-start gap-2 rounded-lg border border-border bg-surface p-1.5 text-[13px] shadow-sm"
    >
      <ChartNoAxesColumn aria-hidden="true" className="mt-1.5 ml-1 size-4 shrink-0 text-muted-foreground" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
        <Select
          value={version === null ? PUBLISHED : String(version)}
          onValueChange={(value) => shown.setVersion(value === PUBLISHED ? null : Number(value))}
        >
          <SelectTrigger aria-label={t("executions.figuresVersion")} className="w-auto min-w-32">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={PUBLISHED}>
              {published === undefined ? t("executions.figuresVersion") : t("executions.figuresPublished", { version: published })}
            </SelectItem>
            {versions
              .filter((number) => number !== published)
              .map((number) => (
                <SelectItem key={number} value={String(number)}>
                  {t("executions.figuresOther", { version: number })}
                </SelectItem>
              ))}
          </SelectContent>
        </Select>
        <Segmented
          label={t("executions.filterPeriod")}
          value={period}
          onChange={shown.setPeriod}
          options={FIGURE_PERIODS.map((value) => ({ value, label: format.duration(PERIOD_DAYS[value] * DAY_SECONDS) }))}
        />
        <p role="status" className="flex min-w-0 items-center gap-1.5 px-1 text-muted-foreground">
          {shown.pending && <Spinner className="size-3.5" />}
          {summaryOf(shown, t)}
        </p>
      </div>
      <Button variant="ghost" size="icon-sm" className="shrink-0" aria-label={t("executions.figuresClose")} onClick={onClose}>
        <X />
      </Button>
    </div>
  );
}

function summaryOf({ figures, error, isUnpublished }: NonNullable<ReturnType<typeof useFigures>>, t: ReturnType<typeof useT>): string {
  if (isUnpublished) return t("executions.figuresUnpublished");
  if (error !== null) return refusalText(error, t);
  if (figures === null) return "";
  if (figures.executions === 0) return t("executions.figuresNone");
  return figures.sampled
    ? t("executions.figuresSampled", { count: String(figures.executions) })
    : t("executions.figuresExecutions", { count: figures.executions });
}
