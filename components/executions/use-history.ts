"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { isOpen } from "#lib/engine/status.ts";
import { type History, history, pulse } from "./model.ts";

const BUSY_MS = 1_500;
/** After its end the ticks of its messages still move. */
const ENDED_MS = 6_000;

/** An execution's history; `before`: an earlier part of a long one, which does not move any more. */
export function useHistory(initial: History, before: number | null) {
  const client = useQueryClient();
  const { id } = initial.execution;
  const queryKey = ["history", id, before];
  const query = useQuery({
    queryKey,
    initialData: initial,
    queryFn: async () => {
      const known = client.getQueryData<History>(queryKey);
      const now = await call("GET", `/executions/${id}/pulse`, pulse);
      return known?.pulse === now.pulse ? known : call("GET", `/executions/${id}/history`, history);
    },
    enabled: before === null,
    refetchInterval: ({ state }) => (isOpen(state.data?.execution.status ?? "") ? BUSY_MS : ENDED_MS),
  });
  return { history: query.data, error: query.error, refresh: () => client.invalidateQueries({ queryKey }) };
}
