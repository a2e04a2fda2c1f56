import { flowsBegunBy, type OtherFlow } from "#lib/engine/other-flows.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import type { Db } from "../platform/db.ts";

/** So many flows are looked at: more than any installation has within each other. */
const MOST = 200;

/** These flows and all that they may come to, each as it is published now; those that there are not are left out. */
export async function readOtherFlows(db: Db, flowIds: readonly number[]): Promise<OtherFlow[]> {
  const found = new Map<number, OtherFlow>();
  const asked = new Set<number>();
  for (let next = [...new Set(flowIds)]; next.length > 0 && asked.size < MOST;) {
    next.forEach((id) => asked.add(id));
    // SQL, because the version that is published comes with each.
    const { rows } = await db.query<OtherFlow>(
      `SELECT f.id, f.name, f.archived_at IS NOT NULL AS is_archived,
         CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('version', v.number, 'version_id', v.id, 'graph', v.graph) END AS published
       FROM flows f LEFT JOIN flow_versions v ON v.id = f.published_version_id WHERE f.id = ANY($1)`,
      [next],
    );
    for (const row of rows) found.set(row.id, row);
    const begun = rows.flatMap(({ published }) => (published === null ? [] : flowsBegunBy(published.graph, nodeTypes)));
    next = [...new Set(begun)].filter((id) => !asked.has(id));
  }
  return [...found.values()];
}

/** Those that a graph may come to. */
export const flowsOfGraph = (db: Db, graph: FlowGraph): Promise<OtherFlow[]> => readOtherFlows(db, flowsBegunBy(graph, nodeTypes));
