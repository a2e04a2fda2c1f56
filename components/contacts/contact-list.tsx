"use client";
import { SearchX, Users } from "lucide-react";
import Link from "next/link";
import { LiveData } from "#components/api/live-data.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Label } from "#components/ui/label.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Results } from "#components/ui/results.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import type { ContactListed } from "#lib/api/contacts.ts";
import type { Page as ListPage } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactTable } from "./contact-table.tsx";
import { addressOf, type Filters } from "./filters.ts";
import { useContacts } from "./use-contacts.ts";

export function ContactList({ initial, filters }: { initial: ListPage<ContactListed>; filters: Filters }) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(filters, addressOf);
  return (
    <LiveData>
      <Page>
        <PageHeader title={t("contacts.title")} description={t("contacts.description")} />
        <div className="flex flex-wrap items-center gap-3">
          <SearchInput label={t("contacts.searchPlaceholder")} value={wanted.search} onSearch={(search) => narrow({ ...wanted, search })} />
          <Label className="flex items-center gap-2 font-normal">
            <Checkbox checked={wanted.showsTests} onCheckedChange={(checked) => narrow({ ...wanted, showsTests: checked === true })} />
            {t("contacts.showTests")}
          </Label>
        </div>
        <Results busy={navigating}>
          <Rows key={JSON.stringify(filters)} initial={initial} filters={filters} onClear={() => narrow({ ...wanted, search: "" })} />
        </Results>
      </Page>
    </LiveData>
  );
}

function Rows({ initial, filters, onClear }: { initial: ListPage<ContactListed>; filters: Filters; onClear: () => void }) {
  const t = useT();
  const { search } = filters;
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useContacts(filters, initial);
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
