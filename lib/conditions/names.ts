import type { NodeTypes } from "../engine/define-node.ts";
import { readNode } from "../engine/read-config.ts";
import type { FlowGraph, FlowNode } from "../engine/types.ts";
import { readPosition } from "../engine/values/position.ts";
import type { ConditionNames } from "./sentence.ts";

export interface Choice {
  id: string;
  title: string;
}

type Offered = { readonly key: string; readonly choices: readonly Choice[] } | null;
/** By the config, which stays the same object while its node is dragged. */
const offers = new WeakMap<FlowNode["config"], Offered>();

function offeredBy(node: FlowNode, nodeTypes: NodeTypes): Offered {
  const known = offers.get(node.config);
  if (known !== undefined) return known;
  const read = nodeTypes.get(node.node_type)?.offers === undefined ? null : readNode(node, nodeTypes);
  const offered = read?.type.offers?.(read.config) ?? null;
  offers.set(node.config, offered);
  return offered;
}

/** The choices that each key may hold after these nodes. */
export function choicesSetBy(nodes: readonly FlowNode[], nodeTypes: NodeTypes): ReadonlyMap<string, readonly Choice[]> {
  const found = new Map<string, Choice[]>();
  for (const node of nodes) {
    const offered = offeredBy(node, nodeTypes);
    if (offered === null) continue;
    const known = found.get(offered.key) ?? [];
    found.set(offered.key, [...known, ...offered.choices.filter(({ id }) => !known.some((each) => each.id === id))]);
  }
  return found;
}

/** What sentences call the values and choices of a flow. */
export function namesIn(graph: FlowGraph, nodeTypes: NodeTypes): Required<Pick<ConditionNames, "choice">> {
  const choices = choicesSetBy(graph.nodes, nodeTypes);
  return {
    choice: (source, wanted) => {
      const offered = choices.get(source) ?? [];
      const found = offered.find(({ id }) => id === wanted) ?? offered[(readPosition(String(wanted)) ?? 0) - 1];
      return found === undefined || found.title.trim() === "" ? null : found.title;
    },
  };
}
