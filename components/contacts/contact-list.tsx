"use client";
import { FileUp, SearchX, Users } from "lucide-react";
import Link from "next/link";
import { LiveData } from "#components/api/live-data.tsx";
import type { FlowChoice } from "#components/executions/flow-filter.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Results } from "#components/ui/results.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { ContactListed } from "#lib/api/contacts.ts";
import type { Page as ListPage } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactFilters } from "./contact-filters.tsx";
import { ContactTable } from "./contact-table.tsx";
import { addressOf, type Filters, isNarrowed, NO_FILTERS } from "./filters.ts";
import { useContacts } from "./use-contacts.ts";

interface ContactListProps {
  initial: ListPage<ContactListed>;
  filters: Filters;
  flows: readonly FlowChoice[];
  fields: readonly ContactField[];
  mayEdit: boolean;
}

export function ContactList({ initial, filters, flows, fields, mayEdit }: ContactListProps) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(filters, addressOf);
  return (
    <LiveData>
      <Page>
        <PageHeader
          title={t("contacts.title")}
          description={t("contacts.description")}
          actions={
            mayEdit && (
              <Button asChild>
                <Link href="/console/contacts/import">
                  <FileUp />
                  {t("contacts.import")}
                </Link>
              </Button>
            )
          }
        />
        <ContactFilters filters={wanted} flows={flows} fields={fields} onChange={narrow} />
        <Results busy={navigating}>
          <Rows
            key={JSON.stringify(filters)}
            initial={initial}
            filters={filters}
            onClear={() => narrow({ ...NO_FILTERS, showsTests: wanted.showsTests })}
          />
        </Results>
      </Page>
    </LiveData>
  );
}

function Rows({ initial, filters, onClear }: { initial: ListPage<ContactListed>; filters: Filters; onClear: () => void }) {
  const t = useT();
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useContacts(filters, initial);
  if (items.length === 0 && isNarrowed(filters)) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("contacts.noMatchTitle")}
        description={t("executions.noMatchText")}
        actions={<Button onClick={onClear}>{t("executions.clearFilters")}</Button>}
      />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={Users}
        title={t("contacts.emptyTitle")}
        description={t("contacts.emptyText")}
        actions={
          <Button asChild variant="primary">
            <Link href="/console/settings/channels">{t("contacts.emptyAction")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      <StaleNotice error={error} />
      <ContactTable items={items} />
      {hasNextPage && <LoadMore pending={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
    </>
  );
}
