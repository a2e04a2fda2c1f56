"use client";
import { MessagesSquare, SearchX } from "lucide-react";
import Link from "next/link";
import { LiveData } from "#components/api/live-data.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Results } from "#components/ui/results.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import type { ExecutionListed } from "#lib/api/executions.ts";
import type { Page as ListPage } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ExecutionTable } from "./execution-table.tsx";
import { FilterBar, isNarrowed } from "./filter-bar.tsx";
import { addressOf, type Filters, NO_FILTERS } from "./filters.ts";
import type { FlowChoice } from "./flow-filter.tsx";
import { LiveMark } from "./live-mark.tsx";
import { StatusFilter } from "./status-filter.tsx";
import { useCounts, useExecutions } from "./use-executions.ts";

interface ExecutionListProps {
  initial: ListPage<ExecutionListed>;
  filters: Filters;
  flows: readonly FlowChoice[];
  contactName: string | null;
}

export function ExecutionList({ initial, filters, flows, contactName }: ExecutionListProps) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(filters, addressOf);
  return (
    <LiveData>
      <Page>
        <PageHeader title={t("executions.title")} description={t("executions.description")} />
        <FilterBar filters={wanted} flows={flows} contactName={contactName} onChange={narrow} />
        <Statuses filters={wanted} onChange={narrow} />
        <Results busy={navigating}>
          <Rows key={JSON.stringify(filters)} initial={initial} filters={filters} onClear={() => narrow(NO_FILTERS)} />
        </Results>
      </Page>
    </LiveData>
  );
}

function Statuses({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const counts = useCounts(filters);
  return <StatusFilter chosen={filters.statuses} counts={counts} onChange={(statuses) => onChange({ ...filters, statuses })} />;
}

function Rows({ initial, filters, onClear }: { initial: ListPage<ExecutionListed>; filters: Filters; onClear: () => void }) {
  const t = useT();
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useExecutions(filters, initial);
  if (items.length === 0 && isNarrowed(filters)) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("executions.noMatchTitle")}
        description={t("executions.noMatchText")}
        actions={<Button onClick={onClear}>{t("executions.clearFilters")}</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={MessagesSquare}
        title={t("executions.emptyTitle")}
        description={t("executions.emptyText")}
        actions={
          <Button asChild variant="primary">
            <Link href="/">{t("executions.emptyAction")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      {error === null && <LiveMark />}
      <StaleNotice error={error}>
        {" "}
        <Button variant="link" size="sm" onClick={() => void refetch()}>
          {t("common.retry")}
        </Button>
      </StaleNotice>
      <ExecutionTable items={items} />
      {hasNextPage && <LoadMore pending={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
    </>
  );
}
