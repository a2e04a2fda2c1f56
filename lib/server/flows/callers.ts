import { flowsBegunBy } from "#lib/engine/other-flows.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import type { Db } from "../platform/db.ts";

/** A published flow with the flows that its nodes begin. */
interface Caller {
  id: number;
  name: string;
  begins: number[];
}

/** The published flows that begin others, the oldest first. */
export async function readCallers(db: Db): Promise<Caller[]> {
  const types = [...nodeTypes.values()].filter(({ begins }) => begins !== undefined).map(({ type }) => type);
  // SQL, because only the graphs that begin any flow are wanted.
  const { rows } = await db.query<{ id: number; name: string; graph: FlowGraph }>(
    `SELECT f.id, f.name, v.graph FROM flows f JOIN flow_versions v ON v.id = f.published_version_id
     WHERE f.archived_at IS NULL
       AND EXISTS (SELECT FROM jsonb_array_elements(v.graph -> 'nodes') n WHERE n ->> 'node_type' = ANY($1)) ORDER BY f.id`,
    [types],
  );
  return rows.map(({ id, name, graph }) => ({ id, name, begins: flowsBegunBy(graph, nodeTypes) }));
}

/** Those of them that begin this flow, beside itself. */
export const callersOf = (callers: readonly Caller[], flowId: number): { id: number; name: string }[] =>
  callers.flatMap(({ id, name, begins }) => (id !== flowId && begins.includes(flowId) ? { id, name } : []));
