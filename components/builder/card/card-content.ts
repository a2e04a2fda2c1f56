import { readNode } from "#lib/engine/read-config.ts";
import type { FlowNode } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

/** What a visit of the node waits for before the next node: an answer, for so long at most (0: as long as it takes), or only time. */
export interface Wait {
  for: "answer" | "time";
  seconds: number;
}

/** What a card says between its name and its exits. */
interface CardContent {
  /** What the node says or does, with the line breaks that its author wrote; "" for a type that has nothing to say. */
  text: string;
  /** The text is a warning: there is nothing to tell yet. */
  isUnwritten: boolean;
  wait: Wait | null;
}

/** By config, which is another object after every change; what a card says is asked at each of its drawings, and for its size before. */
const contents = new WeakMap<FlowNode["config"], Map<string, CardContent>>();

/** In the author's language, from a config that may still be wrong in places. */
export function cardContent(node: FlowNode, locale: Locale): CardContent {
  const known = contents.get(node.config) ?? new Map<string, CardContent>();
  contents.set(node.config, known);
  const key = `${locale} ${node.node_type}`;
  const content = known.get(key) ?? contentOf(node, locale);
  known.set(key, content);
  return content;
}

function contentOf(node: FlowNode, locale: Locale): CardContent {
  const words = nodeMessages(node.node_type, locale);
  const wait = waitOf(node);
  const written = (words.summary ? words.summary(node.config) : ownSummary(node)).trim();
  if (written !== "") return { text: written, isUnwritten: false, wait };
  // A message without a text that waits is a pause, and lacks nothing.
  const isPause = wait?.for === "time";
  return { text: isPause ? "" : (words.unwritten ?? ""), isUnwritten: !isPause, wait };
}

/** The card's text of a node that begins another flow, once it is known what that one is called. */
export function textWithFlow(node: FlowNode, flowName: string, locale: Locale): string {
  return nodeMessages(node.node_type, locale).summary?.({ ...node.config, flow_name: flowName }) ?? cardContent(node, locale).text;
}

function ownSummary(node: FlowNode): string {
  const read = readNode(node, nodeTypes);
  return read?.type.summary(read.config) ?? "";
}

function waitOf(node: FlowNode): Wait | null {
  const read = readNode(node, nodeTypes);
  if (read === null) return null;
  const { type, config } = read;
  // What a flow waits for that it begins is that flow's.
  if (type.begins !== undefined) return null;
  const exits = type.exits(config);
  const seconds = Math.max(0, ...exits.map((exit) => type.delaySeconds?.(config, exit) ?? 0));
  if (exits.some((exit) => type.listens?.(config, exit))) return { for: "answer", seconds };
  return seconds > 0 ? { for: "time", seconds } : null;
}
