import type { NodeType, NodeTypes } from "./define-node.ts";
import type { FlowNode } from "./types.ts";

/** A node's type, and its config as the type reads it. */
export interface ReadNode {
  type: NodeType;
  config: unknown;
}

/** By type and config, which is another object after every change: cards ask at each drawing, and for each of their rows. */
const reads = new WeakMap<NodeType, WeakMap<FlowNode["config"], ReadNode | null>>();

/**
 * A node as its type reads it, for code that shows it while it is being written: in place of options that are not valid stand the
 * type's defaults, so that one bad option does not take the exits of all the others away. Null for an unknown type.
 */
export function readNode({ node_type, config }: Pick<FlowNode, "node_type" | "config">, nodeTypes: NodeTypes): ReadNode | null {
  const type = nodeTypes.get(node_type);
  if (!type) return null;
  const known = reads.get(type) ?? new WeakMap<FlowNode["config"], ReadNode | null>();
  reads.set(type, known);
  const before = known.get(config);
  if (before !== undefined) return before;
  const read = readBy(type, config);
  known.set(config, read);
  return read;
}

function readBy(type: NodeType, config: FlowNode["config"]): ReadNode | null {
  const parsed = type.config.safeParse(config);
  if (parsed.success) return { type, config: parsed.data };
  const refused = new Set(parsed.error.issues.map(({ path: [option] }) => String(option)));
  const rest = Object.fromEntries(Object.entries(config).filter(([option]) => !refused.has(option)));
  const mended = [{ ...type.defaults, ...rest }, type.defaults].map((options) => type.config.safeParse(options));
  const first = mended.find(({ success }) => success);
  return first?.success ? { type, config: first.data } : null;
}

/** What the author of this config calls an exit; null where the type has the name. */
export function exitLabel({ type, config }: ReadNode, exit: string): string | null {
  const label = type.exitLabel?.(config, exit)?.trim();
  return label === undefined || label === "" ? null : label;
}
