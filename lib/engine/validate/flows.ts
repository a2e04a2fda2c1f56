import type { NodeTypes } from "../define-node.ts";
import type { OtherFlow } from "../other-flows.ts";
import { type FlowMap, mapFlow, type ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** What is known of other flows than the one that is looked at. */
export interface KnownFlows {
  /** The flow that is looked at, which may begin itself; absent where it has no id yet. */
  flowId?: number;
  /** Those that it begins, and that these begin in turn. */
  others: readonly OtherFlow[];
}

/** Nodes that begin a flow that cannot be begun, or that leads back to this one without a word from the contact in between. */
export function beginIssues(map: FlowMap, start: string | null, nodeTypes: NodeTypes, { flowId, others }: KnownFlows): Issue[] {
  const known = new Map(others.map((other) => [other.id, other]));
  const again = flowId === undefined ? new Set<ReadyNode>() : leadsBack(map, start, nodeTypes, flowId, known);
  return [...map.ready.values()].flatMap((ready) => {
    const begun = begins(ready);
    if (begun === null) return [];
    const { node } = ready;
    const field = begun.field;
    const other = known.get(begun.flowId);
    const flow = other?.name ?? String(begun.flowId);
    const params = { flow };
    if (begun.flowId !== flowId) {
      if (other === undefined) {
        const message = `"${node.name}" begins the flow ${flow}, which does not exist.`;
        return [nodeIssue(node, { severity: "error", code: "no_such_flow", field, message, params })];
      }
      if (other.is_archived) {
        const message = `"${node.name}" begins the flow "${flow}", which is archived.`;
        return [nodeIssue(node, { severity: "error", code: "flow_archived", field, message, params })];
      }
      // Not an error, because two flows may begin each other, and one of them is published first.
      if (other.published === null) {
        const message = `"${node.name}" begins the flow "${flow}", which is not published yet: until then it leaves by "failed".`;
        return [nodeIssue(node, { severity: "warning", code: "flow_not_published", field, message, params })];
      }
    }
    if (!again.has(ready)) return [];
    const message = `"${node.name}" begins the flow "${flow}", which comes to this flow again without a word from the contact: that goes round until it is stopped. Let a node listen in between.`;
    return [nodeIssue(node, { severity: "error", code: "flow_without_listening", field, message, params })];
  });
}

/** The nodes of this flow from which it is begun again before anybody has listened. */
function leadsBack(
  map: FlowMap,
  start: string | null,
  nodeTypes: NodeTypes,
  flowId: number,
  known: ReadonlyMap<number, OtherFlow>,
): Set<ReadyNode> {
  const deaf = new Map<number, number[]>();
  const deafOf = (id: number): number[] => {
    const before = deaf.get(id);
    if (before !== undefined) return before;
    const graph = known.get(id)?.published?.graph;
    const found =
      graph === undefined ? [] : begunUnheard(mapFlow(graph, nodeTypes), graph.start).flatMap((ready) => begins(ready)?.flowId ?? []);
    deaf.set(id, found);
    return found;
  };
  const comesBack = (first: number): boolean => {
    const seen = new Set([first]);
    for (const id of seen) {
      if (id === flowId) return true;
      for (const next of deafOf(id)) seen.add(next);
    }
    return false;
  };
  return new Set(begunUnheard(map, start).filter((ready) => comesBack(begins(ready)?.flowId ?? NaN)));
}

/** The nodes that begin a flow to which the start leads without listening to the contact. */
function begunUnheard(map: FlowMap, start: string | null): ReadyNode[] {
  const seen = new Set(start === null ? [] : [start]);
  for (const id of seen) {
    const ready = map.ready.get(id);
    for (const { to, exit } of map.leaving(id)) {
      if (ready?.type.listens?.(ready.config, exit) !== true) seen.add(to);
    }
  }
  return [...seen].flatMap((id) => {
    const ready = map.ready.get(id);
    return ready !== undefined && begins(ready) !== null ? [ready] : [];
  });
}

const begins = ({ type, config }: ReadyNode) => type.begins?.(config) ?? null;
