"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { isOpen } from "#lib/engine/status.ts";
import { apiQuery, type Filters } from "./filters.ts";
import { type SummaryPage, summaryPage } from "./model.ts";

const PAGE_SIZE = "50";
const BUSY_MS = 2_000;
const QUIET_MS = 6_000;
/** With more pages than these on screen one reads history, and nothing is asked again by itself. */
const LIVE_PAGES = 2;

/** The list of executions, kept up to date while it is short. */
export function useExecutions(filters: Filters, initial: SummaryPage) {
  const query = useInfiniteQuery({
    queryKey: ["executions", filters],
    queryFn: ({ pageParam }) => {
      const params = new URLSearchParams({
        ...apiQuery(filters, Date.now()),
        limit: PAGE_SIZE,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return call("GET", `/executions?${params.toString()}`, summaryPage);
    },
    initialPageParam: null as string | null,
    initialData: { pages: [initial], pageParams: [null] },
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      if (pages.length > LIVE_PAGES) return false;
      return pages.some(({ items }) => items.some(({ status }) => isOpen(status))) ? BUSY_MS : QUIET_MS;
    },
  });
  return { ...query, items: query.data.pages.flatMap(({ items }) => items) };
}
