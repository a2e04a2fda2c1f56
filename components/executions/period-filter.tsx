"use client";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Input } from "#components/ui/input.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type Filters, PERIODS } from "./filters.ts";

type Wanted = Pick<Filters, "period" | "from" | "to">;

const PERIOD_NAMES = {
  any: "executions.periodAny",
  "1h": "executions.period1h",
  "24h": "executions.period24h",
  "7d": "executions.period7d",
  "30d": "executions.period30d",
  custom: "executions.periodCustom",
} as const;

interface PeriodFilterProps {
  period: Wanted;
  onChange: (period: Partial<Wanted>) => void;
}

/** When the conversations of a list began. */
export function PeriodFilter({ period: wanted, onChange }: PeriodFilterProps) {
  const t = useT();
  return (
    <>
      <FilterSelect
        label={t("executions.filterPeriod")}
        value={wanted.period}
        onChange={(period) => onChange({ period, from: "", to: "" })}
        options={PERIODS.map((period) => ({ value: period, label: t(PERIOD_NAMES[period]) }))}
      />
      {wanted.period === "custom" && (
        <>
          <Input
            type="date"
            aria-label={t("executions.from")}
            className="w-36"
            value={wanted.from}
            max={wanted.to || undefined}
            onChange={(event) => onChange({ from: event.target.value })}
          />
          <Input
            type="date"
            aria-label={t("executions.to")}
            className="w-36"
            value={wanted.to}
            min={wanted.from || undefined}
            onChange={(event) => onChange({ to: event.target.value })}
          />
        </>
      )}
    </>
  );
}
