import { type FlowMap, type ReadyNode, topDown } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** Meta's customer service window: a free-form message is taken this long after the contact's last one; then only an approved template. */
export const WINDOW_SECONDS = 24 * 60 * 60;
/** A message that would reach Meta in the window's last minute may come too late. */
export const WINDOW_MARGIN_SECONDS = 60;

/** Whether WhatsApp takes a free-form message after so much silence of the contact's. */
export const isWithinWindow = (silenceSeconds: number): boolean => silenceSeconds < WINDOW_SECONDS;

/** Nodes that may send when the contact has been silent for longer than WhatsApp's window: by the delays on the longest way to them. */
export function windowIssues(map: FlowMap, start: string | null): Issue[] {
  const silence = silenceBefore(map, start);
  return [...map.ready.values()].flatMap(({ node, type, config }) => {
    const seconds = silence.get(node.id) ?? 0;
    const hours = Math.round(seconds / 3_600);
    // Who has drawn a way for it knows.
    if (isWithinWindow(seconds) || type.sends?.(config) !== true || type.exits(config).includes("window_closed")) return [];
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
