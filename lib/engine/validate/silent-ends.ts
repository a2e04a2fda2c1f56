import type { FlowMap, ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** Ends to which a way leads on which nothing is said since the contact has: they are left without an answer, on purpose or not. */
export function silentEndIssues(map: FlowMap, start: string | null): Issue[] {
  const silent = new Set(start === null || !map.nodes.has(start) ? [] : [start]);
  for (const { node, type, config } of map.ready.values())
    for (const { to, exit } of map.leaving(node.id)) if (type.listens?.(config, exit) === true) silent.add(to);
  for (const id of silent) {
    const ready = map.ready.get(id);
    if (ready === undefined || speaks(ready)) continue;
    for (const { to } of map.leaving(id)) silent.add(to);
  }
  return [...map.ready.values()]
    .filter((ready) => silent.has(ready.node.id) && isEnd(ready) && !speaks(ready))
    .map(({ node }) => {
      const message = `Some come to "${node.name}" without an answer to what they wrote last: say something before the conversation ends.`;
      return nodeIssue(node, { severity: "warning", code: "silent_end", message });
    });
}

const speaks = ({ type, config }: ReadyNode): boolean => type.sends?.(config) === true;
const isEnd = ({ type, config }: ReadyNode): boolean => type.exits(config).length === 0 && type.waits?.(config) !== true;
