import type { FlowSettings } from "../types.ts";
import { type FlowMap, type ReadyNode, topDown } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** More bubbles one after the other nobody reads, and each costs. */
const MOST_BUBBLES = 5;

/**
 * Where the contact gets more than a few messages in a row, without a pause or a word of their own. Not looked at where texts that leave
 * together are joined: how many bubbles that makes only the conversation knows.
 */
export function bubbleIssues(map: FlowMap, start: string | null, settings: FlowSettings | undefined): Issue[] {
  if (settings?.join_messages === true) return [];
  return [...bubblesUntil(map, start)].flatMap(([id, count]) => {
    const node = map.nodes.get(id);
    // The first that is too much stands for those behind it.
    if (node === undefined || count !== MOST_BUBBLES + 1) return [];
    const message = `"${node.name}" is message ${count} in a row: the contact can answer none of them, and each costs.`;
    return [nodeIssue(node, { severity: "warning", code: "many_bubbles", message, params: { count } })];
  });
}

/** How many messages in a row end with each node's, on the longest way to it; a way back is not taken twice. */
function bubblesUntil(map: FlowMap, start: string | null): Map<string, number> {
  const order = topDown(map, start);
  const place = new Map(order.map((id, index) => [id, index]));
  const own = (id: string): number => {
    const ready = map.ready.get(id);
    return ready?.type.sends?.(ready.config) === true ? 1 : 0;
  };
  const counts = new Map(order.map((id) => [id, own(id)]));
  for (const id of order) {
    for (const { to, exit } of map.leaving(id)) {
      if ((place.get(to) ?? 0) <= (place.get(id) ?? 0)) continue;
      const before = rests(map.ready.get(id), exit) ? 0 : (counts.get(id) ?? 0);
      counts.set(to, Math.max(counts.get(to) ?? 0, before + own(to)));
    }
  }
  return counts;
}

const rests = (ready: ReadyNode | undefined, exit: string): boolean =>
  ready !== undefined && (ready.type.listens?.(ready.config, exit) === true || (ready.type.delaySeconds?.(ready.config, exit) ?? 0) > 0);
