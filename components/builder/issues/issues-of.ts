import type { Issue } from "#lib/engine/validate/issue.ts";

const NONE: readonly Issue[] = [];
const byNode = new WeakMap<readonly Issue[], ReadonlyMap<string | null, readonly Issue[]>>();

/** The issues of one node; grouped once for each list, because every card of a large flow asks. */
export function issuesOf(issues: readonly Issue[], nodeId: string): readonly Issue[] {
  let groups = byNode.get(issues);
  if (groups === undefined) {
    groups = Map.groupBy(issues, (issue) => issue.node_id);
    byNode.set(issues, groups);
  }
  return groups.get(nodeId) ?? NONE;
}
