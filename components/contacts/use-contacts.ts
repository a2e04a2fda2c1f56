"use client";
import { type ContactDetail, type ContactListed, getContactContract, listContactsContract } from "#lib/api/contacts.ts";
import { listMessagesContract, type MessageResponse } from "#lib/api/messages.ts";
import type { Page } from "#lib/api/page.ts";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";

const BUSY_MS = 2_000;
const QUIET_MS = 6_000;

export function useContacts(search: string, initial: Page<ContactListed>) {
  const query = useInfiniteQuery({
    queryKey: ["contacts", search],
    queryFn: ({ pageParam, signal }) =>
      call(listContactsContract, { query: { limit: 50, search: search || undefined, cursor: pageParam ?? undefined } }, signal),
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
    queryFn: ({ signal }) => call(getContactContract, { params: { id } }, signal),
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
export function useMessages(contactId: number, initial: Page<MessageResponse>, busy: boolean) {
  const query = useInfiniteQuery({
    queryKey: ["messages", contactId],
    queryFn: ({ pageParam, signal }) =>
      call(listMessagesContract, { params: { id: contactId }, query: { limit: 50, cursor: pageParam ?? undefined } }, signal),
    initialPageParam: null as string | null,
    initialData: { pages: [initial], pageParams: [null] },
    getNextPageParam: (page) => page.next_cursor,
    // Cursors are ids, so what is new comes into the first page and moves the others; with many open they rest.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 3 ? false : busy ? BUSY_MS : QUIET_MS),
  });
  const messages = query.data.pages.flatMap(({ items }) => items).toReversed();
  return { ...query, messages };
}
