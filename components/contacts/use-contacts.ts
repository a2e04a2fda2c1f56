"use client";
import { type ContactDetail, type ContactListed, getContactContract, listContactsContract } from "#lib/api/contacts.ts";
import { listMessagesContract, type MessageResponse } from "#lib/api/messages.ts";
import type { Page } from "#lib/api/page.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { usePages } from "#components/api/use-pages.ts";
import { apiQuery, type Filters } from "./filters.ts";

const BUSY_MS = 2_000;
const QUIET_MS = 6_000;

export const useContacts = (filters: Filters, initial: Page<ContactListed>) =>
  usePages({
    queryKey: ["contacts", filters],
    initial,
    read: (cursor, signal) => call(listContactsContract, { query: { limit: 50, ...apiQuery(filters, Date.now()), cursor } }, signal),
    refreshAfter: (pages) => (pages.length > 1 ? false : QUIET_MS),
  });

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
  const { items, ...query } = usePages({
    queryKey: ["messages", contactId],
    initial,
    read: (cursor, signal) => call(listMessagesContract, { params: { id: contactId }, query: { limit: 50, cursor } }, signal),
    // Cursors are ids, so what is new comes into the first page and moves the others; with many open they rest.
    refreshAfter: (pages) => (pages.length > 3 ? false : busy ? BUSY_MS : QUIET_MS),
  });
  return { ...query, messages: items.toReversed() };
}
