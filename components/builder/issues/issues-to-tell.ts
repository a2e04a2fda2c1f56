import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { validate } from "#lib/engine/validate/validate.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

/**
 * What is worth telling somebody who is drawing: not that an empty flow is empty, nor what a node lacks that was made a moment ago and is
 * still being written. Publishing looks at everything.
 */
export function issuesToTell(graph: FlowGraph, fresh: ReadonlySet<string>): readonly Issue[] {
  if (graph.nodes.length === 0) return [];
  return validate(graph, nodeTypes).filter(({ node_id: id }) => id === null || !fresh.has(id));
}
