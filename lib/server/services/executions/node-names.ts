import { pool } from "../../platform/db.ts";

/** Versions never change, so names stay true; the oldest makes room. */
const KEEP = 200;
const known = new Map<number, ReadonlyMap<string, string>>();

/** What the nodes of these versions are called; null for one that is not there or has no name. */
export async function nodeNames(versionIds: readonly number[]): Promise<(versionId: number, nodeId: string | null) => string | null> {
  const missing = [...new Set(versionIds)].filter((id) => !known.has(id));
  if (missing.length > 0) {
    // SQL, because the names alone are wanted of graphs that may be large.
    const { rows } = await pool().query<{ id: number; names: Record<string, string> | null }>(
      `SELECT v.id, (SELECT jsonb_object_agg(n ->> 'id', n ->> 'name') FROM jsonb_array_elements(v.graph -> 'nodes') n) AS names
       FROM flow_versions v WHERE v.id = ANY($1)`,
      [missing],
    );
    for (const { id, names } of rows) known.set(id, new Map(Object.entries(names ?? {})));
    for (const id of known.keys()) {
      if (known.size <= KEEP + missing.length) break;
      known.delete(id);
    }
  }
  return (versionId, nodeId) => (nodeId === null ? null : known.get(versionId)?.get(nodeId) || null);
}
