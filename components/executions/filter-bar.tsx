"use client";
import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Label } from "#components/ui/label.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type Filters, NO_FILTERS } from "./filters.ts";
import { type FlowChoice, FlowFilter } from "./flow-filter.tsx";
import { PeriodFilter } from "./period-filter.tsx";

interface FilterBarProps {
  filters: Filters;
  flows: readonly FlowChoice[];
  /** Of the one contact that the list is narrowed to. */
  contactName: string | null;
  onChange: (filters: Filters) => void;
}

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
      <FlowFilter flowId={filters.flowId} flows={flows} onChange={(flowId) => change({ flowId })} />
      <PeriodFilter period={filters} onChange={change} />
      <Label className="flex items-center gap-2 font-normal">
        <Checkbox checked={filters.showsTests} onCheckedChange={(checked) => change({ showsTests: checked === true })} />
        {t("contacts.showTests")}
      </Label>
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
