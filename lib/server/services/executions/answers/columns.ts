import type { AnswersColumn } from "#lib/api/answers.ts";
import { readNode } from "#lib/engine/read-config.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { noVersion, storedGraph } from "../../../flows/flow-row.ts";
import { pool } from "../../../platform/db.ts";
import { prisma } from "../../../platform/prisma.ts";

/** Of versions, which never change: reading a hundred graphs for each page would cost more than the page. */
const known = new Map<number, readonly AnswersColumn[]>();
const MOST_KNOWN = 1_000;

/** Whose details have columns of their own, and are no answer. */
const CONTACT = "contact";

/** What the nodes of a graph keep, in the order of its nodes. */
function columnsOf({ nodes }: Pick<FlowGraph, "nodes">): AnswersColumn[] {
  const columns = new Map<string, AnswersColumn>();
  for (const node of nodes) {
    const read = readNode(node, nodeTypes);
    for (const key of read?.type.sets(read.config) ?? []) {
      if (key === CONTACT) continue;
      const column = columns.get(key) ?? { key, node_names: [] };
      if (!column.node_names.includes(node.name)) column.node_names.push(node.name);
      columns.set(key, column);
    }
  }
  return [...columns.values()];
}

/**
 * The columns of one version, or of all there are: those of the newest first, behind them what only older ones keep.
 * @throws ApiError 404
 */
export async function answersColumns(flowId: number, version: number | undefined): Promise<AnswersColumn[]> {
  const versions = await prisma().flowVersion.findMany({
    where: { flowId, ...(version === undefined ? {} : { number: version }) },
    select: { id: true },
    orderBy: { number: "desc" },
  });
  if (version !== undefined && versions.length === 0) throw noVersion(flowId, version);
  const read = await columnsOfVersions(versions.map(({ id }) => id));
  const columns = new Map<string, AnswersColumn>();
  for (const column of read.flat()) if (!columns.has(column.key)) columns.set(column.key, column);
  return [...columns.values()];
}

async function columnsOfVersions(ids: readonly number[]): Promise<(readonly AnswersColumn[])[]> {
  const found = new Map(ids.map((id) => [id, known.get(id)]));
  const missing = ids.filter((id) => found.get(id) === undefined);
  if (missing.length > 0) {
    const { rows } = await pool().query<{ id: number; graph: unknown }>("SELECT id, graph FROM flow_versions WHERE id = ANY($1)", [
      missing,
    ]);
    if (known.size + rows.length > MOST_KNOWN) known.clear();
    for (const { id, graph } of rows) {
      const columns = columnsOf(storedGraph(graph));
      found.set(id, columns);
      known.set(id, columns);
    }
  }
  return ids.map((id) => found.get(id) ?? []);
}
