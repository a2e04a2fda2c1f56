import { exitLabel, readNode } from "../engine/read-config.ts";
import type { FlowNode } from "../engine/types.ts";
import { translator } from "../i18n/catalogue.ts";
import type { Locale } from "../i18n/locale.ts";
import { nodeMessages } from "./messages.ts";
import { nodeTypes } from "./registry.ts";

/** What an exit is called: as the node's author calls it, else by the words of its type; by its id where nobody knows it any more. */
export function exitName(exit: string, node: Pick<FlowNode, "node_type" | "config"> | undefined, locale: Locale): string {
  const read = node && readNode(node, nodeTypes);
  const own = read ? exitLabel(read, exit) : null;
  if (own !== null) return own;
  if (exit === "next") return translator(locale)("builder.exitNext");
  return (node && nodeMessages(node.node_type, locale).exits?.[exit]) ?? exit;
}
