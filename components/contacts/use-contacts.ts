"use client";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { type ContactDetail, contactDetail, type ContactPage, contactPage, type MessagePage, messagePage } from "./model.ts";

const BUSY_MS = 2_000;
const QUIET_MS = 6_000;

export function useContacts(search: string, initial: ContactPage) {
  const query = useInfiniteQuery({
    queryKey: ["contacts", search],
    queryFn: ({ pageParam }) => {
      const params = new URLSearchParams({
        limit: "50",
        ...(search === "" ? {} : { search }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return call("GET", `/contacts?${params.toString()}`, contactPage);
    },
    initialPageParam: null as string | null,
    initialData: { pages: [initial], pageParams: [null] },
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : QUIET_MS),
  });
  return { ...query, items: query.data.pages.flatMap(({ items }) => items) };
}

export function useContact(initial: ContactDetail) {
  const client = useQueryClient();
  const { id } = initial;
  const queryKey = ["contact", id];
  const query = useQuery({
    queryKey,
    initialData: initial,
    queryFn: () => call("GET", `/contacts/${id}`, contactDetail),
    refetchInterval: ({ state }) => (state.data?.open_execution == null ? QUIET_MS : BUSY_MS),
  });
  return {
    contact: query.data,
    error: query.error,
    put: (next: ContactDetail) => client.setQueryData(queryKey, next),
    refresh: () => client.invalidateQueries(),
  };
}

/** A contact's messages, oldest first; pages are read from the newest upwards. */
export function useMessages(contactId: number, initial: MessagePage, busy: boolean) {
  const query = useInfiniteQuery({
    queryKey: ["messages", contactId],
    queryFn: ({ pageParam }) =>
      call(
        "GET",
        `/contacts/${contactId}/messages?limit=50${pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`}`,
        messagePage,
      ),
    initialPageParam: null as string | null,
    initialData: { pages: [initial], pageParams: [null] },
    getNextPageParam: (page) => page.next_cursor,
    // Cursors are ids, so what is new comes into the first page and moves the others; with many open they rest.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 3 ? false : busy ? BUSY_MS : QUIET_MS),
  });
  const messages = query.data.pages.flatMap(({ items }) => items).toReversed();
  return { ...query, messages };
}
