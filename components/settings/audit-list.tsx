"use client";
import { ScrollText } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { AuditEntry } from "#lib/api/audit-log.ts";
import type { Page } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { AUDIT_PERIODS, AUDIT_TYPES, auditAddress, type AuditFilters, NO_AUDIT_FILTERS } from "./audit-filters.ts";
import { AuditRow } from "./audit-row.tsx";
import { Section } from "./section.tsx";

interface AuditActor {
  id: string;
  name: string;
}

interface AuditListProps {
  page: Page<AuditEntry>;
  filters: AuditFilters;
  actors: readonly AuditActor[];
  load: (filters: AuditFilters, cursor: string) => Promise<ActionResult<Page<AuditEntry>>>;
}

const TYPES = {
  all: "settings.auditAll",
  flow: "settings.auditFlows",
  execution: "settings.auditExecutions",
  contact: "settings.auditContacts",
  channel: "settings.auditChannels",
  user: "settings.auditUsers",
  api_token: "settings.auditTokens",
  secret: "settings.auditSecrets",
  permission: "settings.auditRefusals",
  settings: "settings.auditSettings",
} as const;
const PERIODS = {
  any: "settings.auditAnyTime",
  "24h": "executions.period24h",
  "7d": "executions.period7d",
  "30d": "executions.period30d",
} as const;
const ANYBODY = "anybody";

/** Who did what, newest first. */
export function AuditList({ page, filters, actors, load }: AuditListProps) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(filters, auditAddress);
  const change = (some: Partial<AuditFilters>) => narrow({ ...wanted, ...some });
  const isNarrowed = auditAddress(wanted) !== auditAddress(NO_AUDIT_FILTERS);
  const people = [
    { value: ANYBODY, label: t("settings.auditAnybody") },
    ...actors.map(({ id, name }) => ({ value: id, label: name })),
    { value: "seed", label: t("common.actorSeed") },
    { value: "nobody", label: t("common.actorNobody") },
  ];
  return (
    <Section title={t("settings.auditTitle")} description={t("settings.auditText")}>
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput label={t("settings.auditSearch")} value={wanted.search} onSearch={(search) => change({ search })} />
        <FilterSelect
          label={t("settings.auditWho")}
          value={wanted.who === "" ? ANYBODY : wanted.who}
          onChange={(who) => change({ who: who === ANYBODY ? "" : who })}
          options={
            people.some(({ value }) => value === wanted.who) || wanted.who === ""
              ? people
              : [...people, { value: wanted.who, label: wanted.who }]
          }
        />
        <FilterSelect
          label={t("settings.auditFilter")}
          value={wanted.type}
          onChange={(type) => change({ type })}
          options={AUDIT_TYPES.map((value) => ({ value, label: t(TYPES[value]) }))}
        />
        <FilterSelect
          label={t("settings.auditWhen")}
          value={wanted.period}
          onChange={(period) => change({ period })}
          options={AUDIT_PERIODS.map((value) => ({ value, label: t(PERIODS[value]) }))}
        />
        {isNarrowed && (
          <Button variant="ghost" onClick={() => narrow(NO_AUDIT_FILTERS)}>
            {t("executions.clearFilters")}
          </Button>
        )}
      </div>
      {page.items.length > 0 ? (
        <Entries key={auditAddress(filters)} page={page} filters={filters} load={load} dim={navigating} />
      ) : isNarrowed ? (
        <EmptyState icon={ScrollText} title={t("settings.auditNoMatchTitle")} description={t("settings.auditNoMatchText")} />
      ) : (
        <EmptyState icon={ScrollText} title={t("settings.auditEmptyTitle")} description={t("settings.auditEmptyText")} />
      )}
    </Section>
  );
}

/** The pages loaded so far; with a `key` of the filters, so that those of others are forgotten. */
function Entries({ page, filters, load, dim }: Omit<AuditListProps, "actors"> & { dim: boolean }) {
  const { items, hasMore, pending, loadMore } = useLoadedPages(page, (cursor) => load(filters, cursor));
  return (
    <>
      <ol aria-busy={dim} className="divide-y divide-border rounded-xl border border-border bg-surface">
        {items.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasMore && <LoadMore pending={pending} onClick={loadMore} />}
    </>
  );
}
