import { compile, type CompiledFlow } from "#lib/engine/compile.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import type { Db } from "../platform/db.ts";

/** Versions never change, so what is compiled stays valid; the oldest makes room. */
const KEEP = 500;
const compiled = new Map<number, CompiledFlow>();

/** Compiles the versions that this process has not met yet, with one query for all of them. */
export async function loadVersions(db: Db, versionIds: Iterable<number>): Promise<void> {
  const missing = [...new Set(versionIds)].filter((id) => !compiled.has(id));
  if (missing.length === 0) return;
  const { rows } = await db.query<{ id: number; graph: FlowGraph }>("SELECT id, graph FROM flow_versions WHERE id = ANY($1)", [missing]);
  for (const row of rows) compiled.set(row.id, compile(row.graph, nodeTypes));
  for (const id of compiled.keys()) {
    if (compiled.size <= KEEP + missing.length) break;
    compiled.delete(id);
  }
}

/** A version loaded before; one that is gone counts as empty, and its executions fail with a reason instead of hanging. */
export function compiledVersion(versionId: number): CompiledFlow {
  return compiled.get(versionId) ?? { start: null, nodes: new Map() };
}
