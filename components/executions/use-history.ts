"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { getHistoryContract, getPulseContract, type HistoryResponse } from "#lib/api/history.ts";
import { isOpen } from "#lib/engine/status.ts";

const BUSY_MS = 1_500;
/** After its end the ticks of its messages still move. */
const ENDED_MS = 6_000;

/** An execution's history; `before`: an earlier part of a long one, which does not move any more. */
export function useHistory(initial: HistoryResponse, before: number | null) {
  const client = useQueryClient();
  const { id } = initial.execution;
  const queryKey = ["history", id, before];
  const query = useQuery({
    queryKey,
    initialData: initial,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<HistoryResponse>(queryKey);
      const now = await call(getPulseContract, { params: { id } }, signal);
      return known?.pulse === now.pulse ? known : call(getHistoryContract, { params: { id } }, signal);
    },
    enabled: before === null,
    refetchInterval: ({ state }) => (isOpen(state.data?.execution.status ?? "") ? BUSY_MS : ENDED_MS),
  });
  return { history: query.data, error: query.error, refresh: () => client.invalidateQueries({ queryKey }) };
}
