import type { Calendar } from "./calendar/types.ts";
import { compile, type Flows, withCalendars, withCallbackBase } from "./compile.ts";
import type { NodeTypes } from "./define-node.ts";
import type { FlowGraph } from "./types.ts";

/** What is known of a flow that others begin. */
export interface OtherFlow {
  id: number;
  name: string;
  is_archived: boolean;
  /** What is published of it; null: nothing. */
  published: { version: number; version_id: number; graph: FlowGraph } | null;
}

/** Ids of the flows that this graph begins, as far as its nodes can be read. */
export function flowsBegunBy(graph: FlowGraph, nodeTypes: NodeTypes): number[] {
  const ids = graph.nodes.flatMap(({ node_type, config }) => {
    const type = nodeTypes.get(node_type);
    if (type?.begins === undefined) return [];
    const parsed = type.config.safeParse(config);
    return parsed.success ? (type.begins(parsed.data)?.flowId ?? []) : [];
  });
  return [...new Set(ids)];
}

/** The graph with other flows in the place of those that its nodes begin, as far as its nodes can be read; null: none. */
export function withFlowsBegun(graph: FlowGraph, nodeTypes: NodeTypes, instead: (flowId: number) => number | null): FlowGraph {
  const nodes = graph.nodes.map((node) => {
    const type = nodeTypes.get(node.node_type);
    const parsed = type?.config.safeParse(node.config);
    const begun = parsed?.success === true ? type?.begins?.(parsed.data) : null;
    return begun == null ? node : { ...node, config: { ...node.config, [begun.field]: instead(begun.flowId) } };
  });
  return { ...graph, nodes };
}

/** Other flows ready to be begun, where nobody but this process is there: in the browser, in a flow test. */
export function compileOthers(
  others: readonly OtherFlow[],
  nodeTypes: NodeTypes,
  { calendars = [], callbackBase }: { calendars?: readonly Calendar[]; callbackBase?: string } = {},
): Flows {
  const begun = others.flatMap(({ id, is_archived, published }) => (is_archived || published === null ? [] : [{ id, ...published }]));
  const ids = new Map(begun.map(({ id, version_id }) => [id, version_id]));
  const versions = new Map(
    begun.map(({ version_id, graph }) => {
      const flow = withCalendars(compile(graph, nodeTypes), calendars);
      return [version_id, callbackBase === undefined ? flow : withCallbackBase(flow, callbackBase)];
    }),
  );
  return {
    published: (flowId) => ids.get(flowId) ?? null,
    version: (versionId) => versions.get(versionId) ?? { start: null, nodes: new Map() },
  };
}
