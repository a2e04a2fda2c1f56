"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { call } from "#components/api/call.ts";
import { listFlowsContract } from "#lib/api/flows.ts";
import { listTriggersContract } from "#lib/api/triggers.ts";
import { publishedFlowsContract } from "#lib/api/published-flows.ts";
import { flowsBegunBy, type OtherFlow } from "#lib/engine/other-flows.ts";
import type { KnownFlows } from "#lib/engine/validate/flows.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

/** The flows that a graph begins, as this page has loaded them: the simulator and flow tests run them, and issues tell of them. */

const NONE: readonly OtherFlow[] = [];
let known: readonly OtherFlow[] = NONE;
/** All that has been asked for, whether there is such a flow or not. */
const asked = new Set<number>();
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Those that have been loaded so far. */
export const knownFlows = (): readonly OtherFlow[] => known;

/** Whether all that this graph begins has been looked for. */
const areFlowsKnown = (graph: FlowGraph): boolean => flowsBegunBy(graph, nodeTypes).every((id) => asked.has(id));

/** What issues are told by; undefined while it is not all known. */
export const flowsForIssues = (graph: FlowGraph, flowId?: number): KnownFlows | undefined =>
  areFlowsKnown(graph) ? { others: known, ...(flowId !== undefined && { flowId }) } : undefined;

/** The same, loaded anew when the graph first appears on a page, and when it begins another one; drawn when they have come. */
export const useOtherFlows = (graph: FlowGraph): readonly OtherFlow[] => useFlowsById(idsBegunBy(graph));

/** What the flow is called that this node begins; undefined for one that begins none, and as long as it is not loaded. */
export function useBegunFlowName({ node_type, config }: Pick<FlowNode, "node_type" | "config">): string | undefined {
  const type = nodeTypes.get(node_type);
  const parsed = type?.begins === undefined ? undefined : type.config.safeParse(config);
  const flowId = parsed?.success === true ? type?.begins?.(parsed.data)?.flowId : undefined;
  return useSyncExternalStore(
    subscribe,
    () => known.find(({ id }) => id === flowId)?.name,
    () => undefined,
  );
}

/** Ids of the flows that a graph begins, as one text, which is the same as long as they are. */
export const idsBegunBy = (graph: FlowGraph): string => flowsBegunBy(graph, nodeTypes).join(",");

export function useFlowsById(ids: string): readonly OtherFlow[] {
  useEffect(() => void loadFlows(ids), [ids]);
  return useSyncExternalStore(subscribe, knownFlows, () => NONE);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Loads all that this graph may come to; never throws. */
export const loadFlowsOf = (graph: FlowGraph): Promise<void> => loadFlows(idsBegunBy(graph));

const MOST_LISTED = 200;

/** Those that can be chosen to be begun: published, those first that are made for it by a trigger, and the last edited first. */
export function useFlowsToBegin(isWanted: boolean): readonly { id: number; name: string; isMadeForIt: boolean }[] {
  const triggers = useQuery({
    queryKey: ["triggers-of-flows-to-begin"],
    queryFn: ({ signal }) => call(listTriggersContract, {}, signal),
    enabled: isWanted,
    staleTime: 30_000,
  });
  const { data } = useQuery({
    queryKey: ["flows-to-begin"],
    queryFn: ({ signal }) => call(listFlowsContract, { query: { limit: MOST_LISTED, order: "edited" } }, signal),
    enabled: isWanted,
    staleTime: 30_000,
  });
  const made = new Set(triggers.data?.items.flatMap(({ flow_id, trigger }) => (trigger.type === "flow" ? flow_id : [])));
  return (data?.items ?? [])
    .flatMap(({ id, name, published_version: version }) => (version === null ? [] : { id, name, isMadeForIt: made.has(id) }))
    .sort((one, other) => Number(other.isMadeForIt) - Number(one.isMadeForIt));
}

async function loadFlows(ids: string): Promise<void> {
  if (ids === "") return;
  await loading;
  loading = call(publishedFlowsContract, { query: { ids } })
    .then(
      ({ items }) => {
        const fresh = new Set(items.map(({ id }) => id));
        known = [...known.filter(({ id }) => !fresh.has(id)), ...items];
        for (const id of [...ids.split(",").map(Number), ...fresh]) asked.add(id);
        listeners.forEach((listener) => listener());
      },
      // Whoever needs one says what is missing; the next page tries again.
      () => {},
    )
    .finally(() => (loading = null));
  return loading;
}
