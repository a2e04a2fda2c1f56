"use client";
import { ChevronDown, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { Input } from "#components/ui/input.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";
import { useT } from "#lib/i18n/client.tsx";
import { type Filters, NO_FILTERS, PERIODS } from "./filters.ts";
import { STATUS_NAMES } from "./status-badge.tsx";

export interface FlowChoice {
  id: number;
  name: string;
}

interface FilterBarProps {
  filters: Filters;
  flows: readonly FlowChoice[];
  /** Of the one contact that the list is narrowed to. */
  contactName: string | null;
  onChange: (filters: Filters) => void;
}

const PERIOD_NAMES = {
  any: "executions.periodAny",
  "1h": "executions.period1h",
  "24h": "executions.period24h",
  "7d": "executions.period7d",
  "30d": "executions.period30d",
  custom: "executions.periodCustom",
} as const;

export function FilterBar({ filters, flows, contactName, onChange }: FilterBarProps) {
  const t = useT();
  const change = (some: Partial<Filters>) => onChange({ ...filters, ...some });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput label={t("executions.searchPlaceholder")} value={filters.search} onSearch={(search) => change({ search })} />
      {contactName !== null && (
        <Button
          aria-label={t("executions.allContacts", { name: contactName })}
          onClick={() => change({ contactId: null })}
          className="max-w-60"
        >
          <span className="truncate">{contactName}</span>
          <X />
        </Button>
      )}
      <FlowSelect flowId={filters.flowId} flows={flows} onChange={(flowId) => change({ flowId })} />
      <StatusMenu filters={filters} onChange={onChange} />
      <Select
        value={filters.period}
        onValueChange={(value) => change({ period: PERIODS.find((each) => each === value) ?? "any", from: "", to: "" })}
      >
        <SelectTrigger aria-label={t("executions.filterPeriod")} className="w-auto min-w-36">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {PERIODS.map((period) => (
            <SelectItem key={period} value={period}>
              {t(PERIOD_NAMES[period])}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {filters.period === "custom" && (
        <>
          <Input
            type="date"
            aria-label={t("executions.from")}
            className="w-36"
            value={filters.from}
            max={filters.to || undefined}
            onChange={(event) => change({ from: event.target.value })}
          />
          <Input
            type="date"
            aria-label={t("executions.to")}
            className="w-36"
            value={filters.to}
            min={filters.from || undefined}
            onChange={(event) => change({ to: event.target.value })}
          />
        </>
      )}
      {isNarrowed(filters) && (
        <Button variant="ghost" onClick={() => onChange(NO_FILTERS)}>
          {t("executions.clearFilters")}
        </Button>
      )}
    </div>
  );
}

export const isNarrowed = ({ search, flowId, contactId, statuses, period }: Filters): boolean =>
  search !== "" || flowId !== null || contactId !== null || statuses.length > 0 || period !== "any";

function FlowSelect({
  flowId,
  flows,
  onChange,
}: {
  flowId: number | null;
  flows: readonly FlowChoice[];
  onChange: (flowId: number | null) => void;
}) {
  const t = useT();
  const isListed = flowId === null || flows.some(({ id }) => id === flowId);
  return (
    <Select value={String(flowId ?? "all")} onValueChange={(value) => onChange(value === "all" ? null : Number(value))}>
      <SelectTrigger aria-label={t("executions.filterFlow")} className="w-auto max-w-56 min-w-36">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value="all">{t("executions.allFlows")}</SelectItem>
        {!isListed && <SelectItem value={String(flowId)}>{t("executions.flowNumber", { id: String(flowId) })}</SelectItem>}
        {flows.map(({ id, name }) => (
          <SelectItem key={id} value={String(id)}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

function StatusMenu({ filters, onChange }: Pick<FilterBarProps, "filters" | "onChange">) {
  const t = useT();
  const { statuses } = filters;
  const [only] = statuses;
  const label =
    only === undefined
      ? t("executions.allStatuses")
      : statuses.length === 1
        ? t(STATUS_NAMES[only])
        : t("executions.statusesChosen", { count: statuses.length });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button className="justify-between px-2.5 font-normal" aria-label={`${t("executions.filterStatus")}: ${label}`}>
          {label}
          <ChevronDown className="text-muted-foreground" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {EXECUTION_STATUSES.map((status) => (
          <DropdownMenuCheckboxItem
            key={status}
            checked={statuses.includes(status)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(checked) =>
              onChange({ ...filters, statuses: EXECUTION_STATUSES.filter((each) => (each === status ? checked : statuses.includes(each))) })
            }
          >
            {t(STATUS_NAMES[status])}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
