"use client";
import { SearchX, Users } from "lucide-react";
import Link from "next/link";
import { LiveData } from "#components/api/live-data.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { StaleNotice } from "#components/ui/not-live.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilters } from "#components/ui/use-narrowing.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ContactTable } from "./contact-table.tsx";
import type { ContactPage } from "./model.ts";
import { useContacts } from "./use-contacts.ts";

const addressOf = (search: string): string => (search === "" ? "/console/contacts" : `/console/contacts?q=${encodeURIComponent(search)}`);

export function ContactList({ initial, search }: { initial: ContactPage; search: string }) {
  const t = useT();
  const { wanted, narrow, navigating } = useUrlFilters(search, addressOf);
  return (
    <LiveData>
      <Page>
        <PageHeader title={t("contacts.title")} description={t("contacts.description")} />
        <SearchInput label={t("contacts.searchPlaceholder")} value={wanted} onSearch={narrow} />
        <div aria-busy={navigating} className={cn("flex flex-col gap-3 transition-opacity duration-100", navigating && "opacity-60")}>
          <Rows key={search} initial={initial} search={search} onClear={() => narrow("")} />
        </div>
      </Page>
    </LiveData>
  );
}

function Rows({ initial, search, onClear }: { initial: ContactPage; search: string; onClear: () => void }) {
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
      {hasNextPage && (
        <Button className="self-center" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("common.loadMore")}
        </Button>
      )}
    </>
  );
}
