import { useQuery } from "@tanstack/react-query";
import { call } from "#components/api/call.ts";
import { listTriggersContract } from "#lib/api/triggers.ts";
import { collisions } from "#lib/engine/triggers/collide.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { collisionIssue } from "#lib/engine/validate/triggers.ts";

/** Triggers of the draft that tie with those of other flows, once they are known. */
export function useTriggerTies(flowId: number, { triggers = [] }: FlowGraph): Issue[] {
  const { data } = useQuery({
    queryKey: ["triggers"],
    queryFn: ({ signal }) => call(listTriggersContract, {}, signal),
    staleTime: 0,
    enabled: triggers.length > 0,
  });
  const others = (data?.items ?? []).map((each) => ({ flowId: each.flow_id, flowVersionId: NaN, trigger: each.trigger }));
  const names = new Map(data?.items.map((each) => [each.flow_id, each.flow_name]));
  const mine = triggers.map((trigger) => ({ flowId, flowVersionId: NaN, trigger }));
  return collisions(mine, others).map((tie) => collisionIssue(tie, names.get(tie.other.flowId) ?? ""));
}
