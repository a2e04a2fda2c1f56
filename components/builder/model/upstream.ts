import type { KnownPath } from "#components/text/completion.ts";
import type { NodeTypes } from "#lib/engine/define-node.ts";
import type { ContactField, FieldType } from "#lib/engine/contact-fields/types.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import type { Kind } from "#lib/engine/vocabulary/entries.ts";
import { findNode } from "./graph.ts";

/** What every context holds, whichever way led there. */
const BUILT_IN_PATHS: readonly [path: string, kind: Kind][] = [
  ["last_message", "text"],
  ["contact.name", "text"],
  ["contact.phone", "text"],
  ["message.text", "text"],
  ["message.type", "text"],
  ["message.data", "object"],
  // The ad or post that brought the contact, on the first message.
  ["message.data.referral.source_id", "text"],
  ["message.data.referral.source_type", "text"],
  ["message.data.referral.headline", "text"],
  ["message.data.referral.ctwa_clid", "text"],
  ["earlier", "list"],
  // In a channel's rescue flow.
  ["rescue.reason", "text"],
  ["rescue.code", "text"],
  ["rescue.last_message", "text"],
];

const KINDS: Readonly<Record<FieldType, Kind>> = { text: "text", number: "number", date: "date", boolean: "boolean", choice: "text" };

interface UpstreamOptions {
  /** For the conditions after a node: what the node itself sets counts too. */
  after?: boolean;
  /** The fields of contacts that have a type. */
  fields?: readonly ContactField[];
}

/** The paths that a flow may have set when a conversation comes to this node, nearest first, then the built-in ones. */
export function pathsBefore(
  graph: FlowGraph,
  nodeTypes: NodeTypes,
  nodeId: string,
  { after = false, fields = [] }: UpstreamOptions = {},
): KnownPath[] {
  const found = new Map<string, string[]>();
  for (const node of nodesBefore(graph, nodeId, after)) {
    for (const key of keysSetBy(node, nodeTypes)) found.set(key, [...(found.get(key) ?? []), node.name]);
  }
  const locals = after ? [] : localsOf(graph, nodeTypes, nodeId);
  return [
    ...locals.map((path) => ({ path, setBy: [] })),
    ...[...found].map(([path, setBy]) => ({ path, setBy })),
    ...fields.map(({ key, type }) => ({ path: `contact.fields.${key}`, setBy: [], kind: KINDS[type] })),
    ...BUILT_IN_PATHS.filter(([path]) => !found.has(path)).map(([path, kind]) => ({ path, setBy: [], kind })),
  ];
}

export function keysSetBy({ node_type, config }: FlowNode, nodeTypes: NodeTypes): string[] {
  const type = nodeTypes.get(node_type);
  const parsed = type?.config.safeParse(config);
  return type && parsed?.success ? type.sets(parsed.data) : [];
}

function localsOf(graph: FlowGraph, nodeTypes: NodeTypes, nodeId: string): readonly string[] {
  const node = findNode(graph, nodeId);
  return (node && nodeTypes.get(node.node_type)?.locals) ?? [];
}

/** The nodes that a conversation may have passed on its way to this one, by their distance from it. */
export function nodesBefore(graph: FlowGraph, nodeId: string, after: boolean): FlowNode[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const sources = new Map<string, string[]>();
  for (const { from, to } of graph.transitions) {
    const known = sources.get(to);
    if (known) known.push(from);
    else sources.set(to, [from]);
  }
  const seen = new Set(after ? [nodeId] : (sources.get(nodeId) ?? []));
  for (const id of seen) for (const source of sources.get(id) ?? []) seen.add(source);
  return [...seen].flatMap((id) => nodes.get(id) ?? []);
}
