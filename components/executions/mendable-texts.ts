import { readNode } from "#lib/engine/read-config.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { optionLabel } from "#lib/i18n/option-words.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

interface MendableText {
  /** The option of the node. */
  field: string;
  label: string;
  text: string;
}

/** What a node says, as its author wrote it: what can be mended without seeing the rest of the node. What stands in lists is not. */
export function mendableTexts(node: FlowNode, locale: Locale): MendableText[] {
  const read = readNode(node, nodeTypes);
  if (read === null || read.type.sends?.(read.config) !== true) return [];
  const { options } = nodeMessages(node.node_type, locale);
  return Object.keys(read.type.templates(read.config)).flatMap((field) => {
    const text = node.config[field];
    return typeof text === "string" ? [{ field, label: optionLabel(options, field), text }] : [];
  });
}

/** The flow with these texts in the node; null where the node is gone, or somebody else has given it other texts than `before`. */
export function withTexts(graph: FlowGraph, { id, config: before }: FlowNode, texts: Readonly<Record<string, string>>): FlowGraph | null {
  const node = graph.nodes.find((each) => each.id === id);
  const isAnothers = ([field, text]: [string, string]) => node?.config[field] !== before[field] && node?.config[field] !== text;
  if (node === undefined || Object.entries(texts).some(isAnothers)) return null;
  return { ...graph, nodes: graph.nodes.map((each) => (each === node ? { ...node, config: { ...node.config, ...texts } } : each)) };
}
