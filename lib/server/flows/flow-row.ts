import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { conflict, notFound, unprocessable } from "../platform/api-error.ts";
import type { Db } from "../platform/db.ts";
import { prisma, toJson } from "../platform/prisma.ts";
import type { FlowResponse, FlowSummary } from "#lib/api/flows.ts";

export interface FlowRow {
  id: number;
  name: string;
  description: string;
  draft: FlowGraph;
  revision: number;
  published_version: number | null;
  published_version_id: number | null;
  /** Null: never published. */
  unchanged: boolean | null;
  created_at: Date;
  updated_at: Date;
  archived_at: Date | null;
}

/** SQL, because Prisma cannot compare one column with another: whether the draft is what was published, in whatever order of keys. */
const SUMMARY = `f.id, f.name, f.description, f.draft_revision AS revision, v.number AS published_version, v.id AS published_version_id,
  v.graph = f.draft AS unchanged, f.created_at, f.updated_at, f.archived_at`;
const FROM = "FROM flows f LEFT JOIN flow_versions v ON v.id = f.published_version_id";

export const SELECT_SUMMARIES = `SELECT ${SUMMARY} ${FROM}`;
const SELECT_FLOW = `SELECT ${SUMMARY}, f.draft ${FROM} WHERE f.id = $1`;

export function toSummary(row: Omit<FlowRow, "draft">): FlowSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    revision: row.revision,
    state: stateOf(row),
    published_version: row.published_version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  };
}

export function toFlowResponse(row: FlowRow): FlowResponse {
  return { ...toSummary(row), draft: row.draft, ...row.draft };
}

function stateOf(row: Omit<FlowRow, "draft">): FlowSummary["state"] {
  if (row.archived_at !== null) return "archived";
  if (row.unchanged === null) return "draft";
  return row.unchanged ? "published" : "changed";
}

/** @throws ApiError 404 */
export async function readFlow(db: Db, id: number): Promise<FlowRow> {
  const { rows } = await db.query<FlowRow>(SELECT_FLOW, [id]);
  return rows[0] ?? missing(id);
}

/**
 * The flow with its row locked until the transaction ends: whoever edits next reads what this one wrote.
 * @throws ApiError 404, or 409 when it is archived
 */
export async function lockFlow(db: Db, id: number): Promise<FlowRow> {
  // SQL, because Prisma takes no locks. Two statements: the second one's snapshot is taken after the lock, so it sees the version that
  // another publish just made.
  await db.query("SELECT FROM flows WHERE id = $1 FOR UPDATE", [id]);
  const row = await readFlow(db, id);
  if (row.archived_at !== null)
    throw conflict(
      "archived",
      `Flow ${id} is archived and can't be changed or started; restore it in the console's list of flows, or export it and import it as a new one.`,
    );
  return row;
}

/** @throws ApiError 404 */
export function missing(id: number): never {
  throw notFound(`There is no flow ${id}. GET /api/v1/flows lists those there are.`);
}

export const noVersion = (flowId: number, number: number) =>
  notFound(`Flow ${flowId} has no version ${number}. GET /api/v1/flows/${flowId}/versions lists those there are.`);

/** A graph that the database keeps: parsed when it was saved, and not again, because what was frozen under earlier rules still runs. */
export const storedGraph = (json: unknown): FlowGraph => json as FlowGraph;

/** What one version froze. @throws ApiError 404 */
export async function readVersionGraph(db: Db, flowId: number, number: number): Promise<FlowGraph> {
  const version = await prisma(db).flowVersion.findUnique({ where: { flowId_number: { flowId, number } }, select: { graph: true } });
  if (version === null) throw noVersion(flowId, number);
  return storedGraph(version.graph);
}

/** As many characters of JSON as one draft may have, like the body that could bring it whole. */
const MAX_DRAFT = 4 * 1024 * 1024;

/** Writes the draft of a locked flow and returns the new revision. @throws ApiError 422 when it would be no graph, or too large a one */
export async function writeDraft(db: Db, actor: { id: string }, id: number, graph: FlowGraph): Promise<number> {
  const json = JSON.stringify(graph);
  if (json.length > MAX_DRAFT)
    throw unprocessable(`The draft would have ${json.length} characters of JSON; ${MAX_DRAFT} is the most. Split the flow.`);
  const checked = flowGraphSchema.safeParse(graph);
  if (!checked.success) {
    const first = checked.error.issues[0];
    throw unprocessable(`The draft would no longer be a graph: ${first?.path.join(".") ?? ""} ${first?.message ?? ""}.`);
  }
  const [saved] = await prisma(db).flow.updateManyAndReturn({
    where: { id },
    data: { draft: toJson(graph), draftRevision: { increment: 1 }, draftEditedBy: actor.id, updatedAt: new Date() },
    select: { draftRevision: true },
  });
  return saved?.draftRevision ?? missing(id);
}
