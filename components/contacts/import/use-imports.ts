"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { type ContactImport, type ContactImportDetail, listImportsContract, readImportContract } from "#lib/api/contact-imports.ts";
import type { Page } from "#lib/api/page.ts";

const BUSY_MS = 1_000;
const isBusy = (status: ContactImport["status"] | undefined) => status === "checking" || status === "importing";

/** Files of the last week. */
export function useImports(initial: Page<ContactImport>) {
  const { data } = useQuery({
    queryKey: ["imports"],
    initialData: initial,
    queryFn: ({ signal }) => call(listImportsContract, { query: { limit: 20 } }, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => isBusy(status)) ? BUSY_MS : false),
  });
  return data.items;
}

/** One of them, looked at again and again while a worker goes through it. */
export function useImport(id: string) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ["import", id],
    queryFn: ({ signal }) => call(readImportContract, { params: { id } }, signal),
    refetchInterval: ({ state }) => (isBusy(state.data?.status) ? BUSY_MS : false),
  });
  return {
    data,
    error,
    put: (next: ContactImportDetail) => {
      client.setQueryData(["import", id], next);
      void client.invalidateQueries({ queryKey: ["imports"] });
    },
  };
}
