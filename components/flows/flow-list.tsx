"use client";
import { Archive, Import, Plus, SearchX, Workflow } from "lucide-react";
import { useEffect, useState } from "react";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { onNewFlowWanted } from "#components/shell/commands.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Results } from "#components/ui/results.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import { useT } from "#lib/i18n/client.tsx";
import { FlowTable } from "./flow-table.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { NewFlowDialog } from "./new-flow-dialog.tsx";
import { RowMenu } from "./row-menu.tsx";
import { FLOW_FILTERS, type FlowActions, type FlowFilter, type FlowItem, type FlowPage, type TemplateCard } from "./types.ts";
import { useFlows } from "./use-flows.ts";

interface FlowListProps {
  page: FlowPage;
  search: string;
  filter: FlowFilter;
  templates: readonly TemplateCard[];
  mayEdit: boolean;
  actions: FlowActions;
}

const FILTER_LABELS = {
  all: "flows.filterAll",
  draft: "flows.filterDraft",
  published: "flows.filterPublished",
  changed: "flows.filterChanged",
  archived: "flows.filterArchived",
} as const;

function addressOf({ search, filter }: { search: string; filter: FlowFilter }): string {
  const query = new URLSearchParams({ ...(search !== "" && { q: search }), ...(filter !== "all" && { state: filter }) });
  return query.size === 0 ? "/" : `/?${query.toString()}`;
}

/** The console's first page. Give it a `key` of search and filter, so that pages loaded for others are forgotten. */
export function FlowList({ page, search, filter, templates, mayEdit, actions }: FlowListProps) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters({ search, filter }, addressOf);
  const { flows, open, failed, channels, hasMore, pending, loadMore, duplicate, restore, archive } = useFlows(
    page,
    { search, filter },
    actions,
  );
  const [dialog, setDialog] = useState<"new" | "import" | null>(null);
  useEffect(() => onNewFlowWanted(() => setDialog("new")), []);
  const [archiving, setArchiving] = useState<FlowItem | null>(null);

  const unfiltered = search === "" && filter === "all";
  return (
    <Page>
      <PageHeader
        title={t("flows.title")}
        description={t("flows.description")}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setDialog("import")}>
                <Import />
                {t("flows.import")}
              </Button>
              <Button variant="primary" onClick={() => setDialog("new")}>
                <Plus />
                {t("flows.new")}
              </Button>
            </>
          )
        }
      />
      {!(unfiltered && flows.length === 0) && (
        <div className="flex flex-wrap items-center gap-2">
          <SearchInput
            label={t("flows.searchPlaceholder")}
            value={wanted.search}
            onSearch={(text) => narrow({ ...wanted, search: text })}
          />
          <div className="max-w-full overflow-x-auto">
            <Segmented
              label={t("flows.filterLabel")}
              value={wanted.filter}
              onChange={(next) => narrow({ ...wanted, filter: next })}
              options={FLOW_FILTERS.map((value) => ({ value, label: t(FILTER_LABELS[value]) }))}
            />
          </div>
        </div>
      )}
      <Results busy={navigating}>
        {flows.length > 0 ? (
          <FlowTable
            flows={flows}
            open={open}
            failed={failed}
            channels={channels}
            menuOf={(flow) => (
              <RowMenu
                flow={flow}
                mayEdit={mayEdit}
                onDuplicate={() => void duplicate(flow)}
                onArchive={() => ((open[flow.id] ?? 0) > 0 ? setArchiving(flow) : void archive(flow))}
                onRestore={() => void restore(flow)}
              />
            )}
          />
        ) : unfiltered ? (
          <NoFlows mayEdit={mayEdit} openDialog={setDialog} />
        ) : (
          <NoMatch search={search} filter={filter} clear={() => narrow({ search: "", filter: "all" })} />
        )}
        {hasMore && <LoadMore pending={pending} onClick={loadMore} />}
      </Results>
      <NewFlowDialog
        open={dialog === "new"}
        onOpenChange={(isOpen) => setDialog(isOpen ? "new" : null)}
        templates={templates}
        create={actions.create}
      />
      <ImportDialog open={dialog === "import"} onOpenChange={(isOpen) => setDialog(isOpen ? "import" : null)} />
      <ConfirmDialog
        open={archiving !== null}
        onOpenChange={(isOpen) => !isOpen && setArchiving(null)}
        title={t("flows.archiveTitle", { name: archiving?.name ?? "" })}
        description={t("flows.archiveText", { count: archiving === null ? 0 : (open[archiving.id] ?? 0) })}
        confirmLabel={t("flows.archive")}
        onConfirm={() => (archiving === null ? undefined : archive(archiving))}
      />
    </Page>
  );
}

function NoFlows({ mayEdit, openDialog }: { mayEdit: boolean; openDialog(dialog: "new" | "import"): void }) {
  const t = useT();
  return (
    <EmptyState
      icon={Workflow}
      title={t("flows.emptyTitle")}
      description={mayEdit ? t("flows.emptyText") : t("flows.emptyReaderText")}
      actions={
        mayEdit && (
          <>
            <Button variant="primary" onClick={() => openDialog("new")}>
              <Plus />
              {t("flows.new")}
            </Button>
            <Button onClick={() => openDialog("import")}>{t("flows.import")}</Button>
          </>
        )
      }
    />
  );
}

function NoMatch({ search, filter, clear }: { search: string; filter: FlowFilter; clear(): void }) {
  const t = useT();
  return (
    <EmptyState
      icon={filter === "archived" ? Archive : SearchX}
      title={t("flows.noMatchTitle")}
      description={filter === "archived" && search === "" ? t("flows.noArchivedText") : t("flows.noMatchText")}
      actions={<Button onClick={clear}>{t("flows.clearFilters")}</Button>}
    />
  );
}
