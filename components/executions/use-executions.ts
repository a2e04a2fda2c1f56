"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { type ExecutionSummary, listExecutionsContract } from "#lib/api/executions.ts";
import type { Page } from "#lib/api/page.ts";
import { isOpen } from "#lib/engine/status.ts";
import { apiQuery, type Filters } from "./filters.ts";

const PAGE_SIZE = 50;
const BUSY_MS = 2_000;
const QUIET_MS = 6_000;
/** With more pages than these on screen one reads history, and nothing is asked again by itself. */
const LIVE_PAGES = 2;

/** The list of executions, kept up to date while it is short. */
export function useExecutions(filters: Filters, initial: Page<ExecutionSummary>) {
  const query = useInfiniteQuery({
    queryKey: ["executions", filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listExecutionsContract,
        { query: { ...apiQuery(filters, Date.now()), limit: PAGE_SIZE, cursor: pageParam ?? undefined } },
        signal,
      ),
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
