"use client";
import { useQuery } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { usePages } from "#components/api/use-pages.ts";
import { countExecutionsContract, type ExecutionCounts, type ExecutionListed, listExecutionsContract } from "#lib/api/executions.ts";
import type { Page } from "#lib/api/page.ts";
import { isOpen } from "#lib/engine/status.ts";
import { apiQuery, type Filters } from "./filters.ts";

const PAGE_SIZE = 50;
const BUSY_MS = 2_000;
const QUIET_MS = 6_000;
/** With more pages than these on screen one reads history, and nothing is asked again by itself. */
const LIVE_PAGES = 2;

/** The list of executions, kept up to date while it is short. */
export const useExecutions = (filters: Filters, initial: Page<ExecutionListed>) =>
  usePages({
    queryKey: ["executions", filters],
    initial,
    read: (cursor, signal) =>
      call(listExecutionsContract, { query: { ...apiQuery(filters, Date.now()), limit: PAGE_SIZE, cursor } }, signal),
    refreshAfter: (pages) => {
      if (pages.length > LIVE_PAGES) return false;
      return pages.some(({ items }) => items.some(({ status }) => isOpen(status))) ? BUSY_MS : QUIET_MS;
    },
  });

const COUNT_AGAIN_MS = 10_000;

/** How many there are by status, whichever status is chosen; null until that is known, and where it is too much to count. */
export function useCounts(filters: Filters): ExecutionCounts {
  const all = { ...filters, statuses: [] };
  const { data } = useQuery({
    queryKey: ["execution-counts", all],
    queryFn: ({ signal }) => call(countExecutionsContract, { query: apiQuery(all, Date.now()) }, signal),
    refetchInterval: COUNT_AGAIN_MS,
    placeholderData: (before) => before,
  });
  return data?.counts ?? null;
}
