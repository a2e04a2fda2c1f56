"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Page } from "#lib/api/page.ts";

interface PagesOptions<Item> {
  queryKey: readonly unknown[];
  /** The first page, as the server rendered it. */
  initial: Page<Item>;
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;
  /** Milliseconds until the pages loaded so far are read again; false: not by themselves. */
  refreshAfter: (pages: readonly Page<Item>[]) => number | false;
}

/** The pages of a list that was loaded so far, kept up to date. */
export function usePages<Item>({ queryKey, initial, read, refreshAfter }: PagesOptions<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    initialData: { pages: [initial], pageParams: [null] },
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => refreshAfter(state.data?.pages ?? []),
  });
  return { ...query, items: query.data.pages.flatMap(({ items }) => items) };
}
