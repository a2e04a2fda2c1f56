"use client";
import { SearchX, TableProperties } from "lucide-react";
import Link from "next/link";
import { call } from "#components/api/call.ts";
import { LiveData } from "#components/api/live-data.tsx";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { usePages } from "#components/api/use-pages.ts";
import { PeriodFilter } from "#components/executions/period-filter.tsx";
import { StatusFilter } from "#components/executions/status-filter.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Label } from "#components/ui/label.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Results } from "#components/ui/results.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import { type AnswersPage, listAnswersContract } from "#lib/api/answers.ts";
import { useT } from "#lib/i18n/client.tsx";
import { answersAddress, answersApiQuery, type AnswersFilters, NO_ANSWERS_FILTERS } from "./answers-filters.ts";
import { AnswersTable } from "./answers-table.tsx";
import { DownloadAnswers } from "./download-answers.tsx";

interface AnswersViewProps {
  flow: { id: number; name: string };
  /** Numbers of the published versions, the newest first. */
  versions: readonly number[];
  initial: AnswersPage;
  filters: AnswersFilters;
}

const PAGE_SIZE = 50;
const QUIET_MS = 15_000;

/** What the contacts of one flow answered. */
export function AnswersView({ flow, versions, initial, filters }: AnswersViewProps) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(filters, (next) => answersAddress(flow.id, next));
  const change = (some: Partial<AnswersFilters>) => narrow({ ...wanted, ...some });
  return (
    <LiveData>
      <Page className="max-w-none">
        <PageHeader
          title={t("answers.title", { flow: flow.name })}
          description={t("answers.description")}
          actions={
            <>
              <Button asChild variant="ghost">
                <Link href={`/console/flows/${flow.id}`}>{t("answers.openFlow")}</Link>
              </Button>
              <DownloadAnswers flow={flow} filters={wanted} />
            </>
          }
        />
        <div className="flex flex-wrap items-center gap-2">
          <FilterSelect
            label={t("answers.filterVersion")}
            value={wanted.version === null ? "all" : String(wanted.version)}
            onChange={(version) => change({ version: version === "all" ? null : Number(version) })}
            options={[
              { value: "all", label: t("answers.allVersions") },
              ...versions.map((number) => ({ value: String(number), label: t("answers.version", { number }) })),
            ]}
          />
          <PeriodFilter period={wanted} onChange={change} />
          <Label className="flex items-center gap-2 font-normal">
            <Checkbox checked={wanted.showsTests} onCheckedChange={(checked) => change({ showsTests: checked === true })} />
            {t("contacts.showTests")}
          </Label>
        </div>
        <StatusFilter chosen={wanted.statuses} counts={null} onChange={(statuses) => change({ statuses })} />
        <Results busy={navigating}>
          <Rows
            key={JSON.stringify(filters)}
            flowId={flow.id}
            initial={initial}
            filters={filters}
            onClear={() => narrow(NO_ANSWERS_FILTERS)}
          />
        </Results>
      </Page>
    </LiveData>
  );
}

interface RowsProps {
  flowId: number;
  initial: AnswersPage;
  filters: AnswersFilters;
  onClear: () => void;
}

function Rows({ flowId, initial, filters, onClear }: RowsProps) {
  const t = useT();
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages({
    queryKey: ["answers", flowId, filters],
    initial,
    read: (cursor, signal) =>
      call(
        listAnswersContract,
        { params: { id: flowId }, query: { ...answersApiQuery(filters, Date.now()), limit: String(PAGE_SIZE), cursor } },
        signal,
      ),
    refreshAfter: (pages) => (pages.length > 1 ? false : QUIET_MS),
  });
  if (items.length === 0) {
    const isNarrowed = JSON.stringify(filters) !== JSON.stringify(NO_ANSWERS_FILTERS);
    return (
      <EmptyState
        icon={isNarrowed ? SearchX : TableProperties}
        title={t(isNarrowed ? "answers.noMatchTitle" : "answers.emptyTitle")}
        description={t(isNarrowed ? "answers.noMatchText" : "answers.emptyText")}
        actions={isNarrowed ? <Button onClick={onClear}>{t("executions.clearFilters")}</Button> : undefined}
      />
    );
  }
  return (
    <>
      <StaleNotice error={error} />
      <AnswersTable columns={initial.columns} rows={items} />
      {hasNextPage && <LoadMore pending={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
    </>
  );
}
