import type { NodeType } from "#lib/engine/define-node.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { type Edit, nodesOnly, type Point } from "../graph.ts";

interface NewNode {
  id: string;
  type: NodeType;
  /** In the author's language; numbered when another node has it. */
  name: string;
  position: Point;
}

/** Places a node fresh from the palette. The first node of a flow is where it starts. */
export function addNode(graph: FlowGraph, { id, type, name, position }: NewNode): Edit {
  const node: FlowNode = { id, name: freeName(graph, name), node_type: type.type, config: structuredClone(type.defaults), position };
  return { graph: { ...graph, nodes: [...graph.nodes, node], start: graph.start ?? id }, made: nodesOnly(id) };
}

/** `name`, or `name 2`, `name 3` ... : lists and issues speak of nodes by their names. */
export function freeName(graph: FlowGraph, name: string): string {
  const taken = new Set(graph.nodes.map((node) => node.name));
  if (!taken.has(name)) return name;
  const stem = name.replace(/ \d+$/, "");
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
  }
}
