"use client";
import { MessageCircleHeart } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { LiveData } from "#components/api/live-data.tsx";
import { refusalText } from "#components/api/refusal-text.ts";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { usePages } from "#components/api/use-pages.ts";
import { nameOf } from "#components/ui/contact-name.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { healthChanged } from "#components/shell/use-health.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { Page as ListPage } from "#lib/api/page.ts";
import { listUnansweredContract, settleContactContract, type UnansweredListed } from "#lib/api/unanswered.ts";
import { useT } from "#lib/i18n/client.tsx";
import { UnansweredTable } from "./unanswered-table.tsx";

interface UnansweredListProps {
  initial: ListPage<UnansweredListed>;
  maySettle: boolean;
}

/** Who spoke last and whom nothing will answer. */
export function UnansweredList(props: UnansweredListProps) {
  const t = useT();
  return (
    <LiveData>
      <Page>
        <PageHeader title={t("unanswered.title")} description={t("unanswered.description")} />
        <Rows {...props} />
      </Page>
    </LiveData>
  );
}

/** It costs the database more than other lists, and moves slowly. */
const REFRESH_MS = 30_000;

function Rows({ initial, maySettle }: UnansweredListProps) {
  const t = useT();
  const client = useQueryClient();
  const queryKey = ["unanswered"];
  const { items, error, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages({
    queryKey,
    initial,
    read: (cursor, signal) => call(listUnansweredContract, { query: { limit: 50, cursor } }, signal),
    refreshAfter: (pages) => (pages.length > 1 ? false : REFRESH_MS),
  });
  const [settling, setSettling] = useState<number | null>(null);
  const settle = async ({ contact }: UnansweredListed) => {
    setSettling(contact.id);
    try {
      await call(settleContactContract, { params: { id: contact.id } });
      toast.success(t("unanswered.settled", { name: nameOf(contact, t) }));
      await client.invalidateQueries({ queryKey });
      healthChanged();
    } catch (refusal) {
      toast.error(refusalText(refusal, t));
    }
    setSettling(null);
  };
  if (items.length === 0) {
    return <EmptyState icon={MessageCircleHeart} title={t("unanswered.emptyTitle")} description={t("unanswered.emptyText")} />;
  }
  return (
    <>
      <StaleNotice error={error} />
      <UnansweredTable items={items} settling={settling} onSettle={maySettle ? (item) => void settle(item) : undefined} />
      {hasNextPage && <LoadMore pending={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
    </>
  );
}
