import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { invalidField } from "../../platform/api-error.ts";

/**
 * A draft may be incomplete, but not name a node type that does not exist.
 * @throws ApiError 422 listing those there are
 */
export function checkNodeType(nodeType: string, path: readonly PropertyKey[]): void {
  if (!nodeTypes.has(nodeType))
    throw invalidField(path, `"${nodeType}" is no node type; there are ${[...nodeTypes.keys()].join(", ")}`, {
      code: "unknown-node-type",
      params: { node_type: nodeType },
    });
}

/** The same for a whole graph. What the draft `before` already held is let through: the type may have been taken away since. */
export function checkNodeTypes(graph: FlowGraph, path: readonly PropertyKey[], before?: FlowGraph): void {
  const known = new Set(before?.nodes.map((node) => node.node_type));
  graph.nodes.forEach((node, index) => {
    if (!known.has(node.node_type)) checkNodeType(node.node_type, [...path, "nodes", index, "node_type"]);
  });
}
