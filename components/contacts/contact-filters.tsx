"use client";
import { type FlowChoice, FlowFilter } from "#components/executions/flow-filter.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Label } from "#components/ui/label.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { KnownFilters } from "./known-filters.tsx";
import { BUSY, type Filters, HEARD, isNarrowed, NO_FILTERS, WINDOWS } from "./filters.ts";

const WINDOW_NAMES = { any: "contacts.windowAny", open: "contacts.windowIsOpen", closed: "contacts.windowIsClosed" } as const;
const BUSY_NAMES = { any: "contacts.busyAny", in: "contacts.busyIn", out: "contacts.busyOut" } as const;
const HEARD_NAMES = {
  any: "contacts.heardAny",
  "1h": "executions.period1h",
  "24h": "executions.period24h",
  "7d": "executions.period7d",
  "30d": "executions.period30d",
} as const;

interface ContactFiltersProps {
  filters: Filters;
  flows: readonly FlowChoice[];
  fields: readonly ContactField[];
  onChange: (filters: Filters) => void;
}

export function ContactFilters({ filters, flows, fields, onChange }: ContactFiltersProps) {
  const t = useT();
  const change = (some: Partial<Filters>) => onChange({ ...filters, ...some });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput label={t("contacts.searchPlaceholder")} value={filters.search} onSearch={(search) => change({ search })} />
      <FilterSelect
        label={t("contacts.filterWindow")}
        value={filters.window}
        onChange={(window) => change({ window })}
        options={WINDOWS.map((value) => ({ value, label: t(WINDOW_NAMES[value]) }))}
      />
      <FilterSelect
        label={t("contacts.filterBusy")}
        value={filters.busy}
        onChange={(busy) => change({ busy })}
        options={BUSY.map((value) => ({ value, label: t(BUSY_NAMES[value]) }))}
      />
      <FlowFilter flowId={filters.flowId} flows={flows} onChange={(flowId) => change({ flowId })} />
      <FilterSelect
        label={t("contacts.filterHeard")}
        value={filters.heard}
        onChange={(heard) => change({ heard })}
        options={HEARD.map((value) => ({ value, label: t(HEARD_NAMES[value]) }))}
      />
      <KnownFilters filters={filters} fields={fields} onChange={change} />
      <Label className="flex items-center gap-2 font-normal">
        <Checkbox checked={filters.showsTests} onCheckedChange={(checked) => change({ showsTests: checked === true })} />
        {t("contacts.showTests")}
      </Label>
      {isNarrowed(filters) && (
        <Button variant="ghost" onClick={() => onChange({ ...NO_FILTERS, showsTests: filters.showsTests })}>
          {t("executions.clearFilters")}
        </Button>
      )}
    </div>
  );
}
