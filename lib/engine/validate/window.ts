import type { FlowMap, ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** Meta's customer service window: a free-form message is taken this long after the contact's last one; then only an approved template. */
export const WINDOW_SECONDS = 24 * 60 * 60;

/** Nodes that may send when the contact has been silent for longer than WhatsApp's window: by the delays on the longest way to them. */
export function windowIssues(map: FlowMap, start: string | null): Issue[] {
  const silence = silenceBefore(map, start);
  return [...map.ready.values()].flatMap(({ node, type, config }) => {
    const hours = Math.round((silence.get(node.id) ?? 0) / 3_600);
    if ((silence.get(node.id) ?? 0) < WINDOW_SECONDS || type.sends?.(config) !== true) return [];
    const message = `"${node.name}" may send ${hours} hours after the contact's last message: after ${WINDOW_SECONDS / 3_600} hours WhatsApp takes only an approved template.`;
    return [nodeIssue(node, { severity: "warning", code: "outside_window", message, params: { hours } })];
  });
}

/** Seconds of delays since the contact last had to write, on the longest way to each node; a way back is not taken twice. */
function silenceBefore(map: FlowMap, start: string | null): Map<string, number> {
  const order = topDown(map, start);
  const place = new Map(order.map((id, index) => [id, index]));
  const silence = new Map<string, number>(order.map((id) => [id, 0]));
  for (const id of order) {
    for (const { to, exit } of map.leaving(id)) {
      const after = silenceAfter(map.ready.get(id), exit, silence.get(id) ?? 0);
      if ((place.get(to) ?? 0) > (place.get(id) ?? 0)) silence.set(to, Math.max(silence.get(to) ?? 0, after));
    }
  }
  return silence;
}

function silenceAfter(ready: ReadyNode | undefined, exit: string, before: number): number {
  if (!ready) return before;
  const { type, config } = ready;
  return (type.listens?.(config, exit) === true ? 0 : before) + (type.delaySeconds?.(config, exit) ?? 0);
}

/** Every node that the start leads to, each before those that come after it, ways back aside. */
function topDown(map: FlowMap, start: string | null): string[] {
  const seen = new Set<string>();
  const done: string[] = [];
  const pending: { id: string; left: boolean }[] = start === null || !map.nodes.has(start) ? [] : [{ id: start, left: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.left) done.push(next.id);
    else if (!seen.has(next.id)) {
      seen.add(next.id);
      pending.push({ id: next.id, left: true }, ...map.leaving(next.id).map(({ to }) => ({ id: to, left: false })));
    }
  }
  return done.reverse();
}
