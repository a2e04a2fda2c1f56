import { compile, type CompiledFlow, type Flows } from "#lib/engine/compile.ts";
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

/** The version that each flow was found to be published in last: a guess, by which one statement asks for all that may be begun. */
const lastPublished = new Map<number, number>();

/**
 * The flows that these versions, loaded before, may come to, as they are published now. One more statement, for versions alone that begin
 * others; and one for each flow that this process has not met yet. `versions`: all that may be stepped in.
 */
export async function loadFlows(db: Db, versionIds: readonly number[]): Promise<Pick<Flows, "published"> & { versions: number[] }> {
  const published = new Map<number, number | null>();
  const versions = new Set(versionIds);
  for (;;) {
    const asked = new Set<number>();
    for (const id of versions) for (const flowId of compiled.get(id)?.begins ?? []) if (!published.has(flowId)) asked.add(flowId);
    for (const flowId of asked) {
      const begins = compiled.get(lastPublished.get(flowId) ?? NaN)?.begins ?? [];
      for (const next of begins) if (!published.has(next)) asked.add(next);
    }
    if (asked.size === 0) return { published: (flowId) => published.get(flowId) ?? null, versions: [...versions] };
    // SQL, because it stands in the advance's transaction, beside its other statements.
    const { rows } = await db.query<{ id: number; version: number }>(
      `SELECT id, published_version_id AS version FROM flows
        WHERE id = ANY($1) AND archived_at IS NULL AND published_version_id IS NOT NULL`,
      [[...asked]],
    );
    for (const flowId of asked) published.set(flowId, null);
    for (const { id, version } of rows) {
      published.set(id, version);
      lastPublished.set(id, version);
      versions.add(version);
    }
    await loadVersions(
      db,
      rows.map(({ version }) => version),
    );
  }
}

/** A version loaded before; one that is gone counts as empty, and its executions fail with a reason instead of hanging. */
export function compiledVersion(versionId: number): CompiledFlow {
  return compiled.get(versionId) ?? { start: null, nodes: new Map() };
}
