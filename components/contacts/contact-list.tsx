"use client";
import { SearchX, Users } from "lucide-react";
import Link from "next/link";
import { LiveData } from "#components/api/live-data.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Results } from "#components/ui/results.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import type { ContactListed } from "#lib/api/contacts.ts";
import type { Page as ListPage } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactTable } from "./contact-table.tsx";
import { useContacts } from "./use-contacts.ts";

const addressOf = (search: string): string => (search === "" ? "/console/contacts" : `/console/contacts?q=${encodeURIComponent(search)}`);

export function ContactList({ initial, search }: { initial: ListPage<ContactListed>; search: string }) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(search, addressOf);
  return (
    <LiveData>
      <Page>
        <PageHeader title={t("contacts.title")} description={t("contacts.description")} />
        <SearchInput label={t("contacts.searchPlaceholder")} value={wanted} onSearch={narrow} />
        <Results busy={navigating}>
          <Rows key={search} initial={initial} search={search} onClear={() => narrow("")} />
        </Results>
      </Page>
    </LiveData>
  );
}

function Rows({ initial, search, onClear }: { initial: ListPage<ContactListed>; search: string; onClear: () => void }) {
  const t = useT();
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useContacts(search, initial);
  if (items.length === 0 && search !== "") {
    return (
      <EmptyState
        icon={SearchX}
        title={t("contacts.noMatchTitle")}
        description={t("contacts.noMatchText", { search })}
        actions={<Button onClick={onClear}>{t("contacts.clearSearch")}</Button>}
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
