import type { z } from "zod";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { hasWords } from "../../platform/like-pattern.ts";
import { type FlowRow, readFlow, SELECT_SUMMARIES, toFlowResponse, toSummary } from "../../flows/flow-row.ts";
import type { FlowResponse, flowsQuery, FlowSummary } from "#lib/api/flows.ts";

/** The place of a row, for pages: an edit moves a flow to the top, and shifts no other. */
const BY_ID = { below: "f.id < $1::bigint", order: "f.id DESC" };
const BY_EDIT = {
  below: "(f.updated_at, f.id) < (SELECT updated_at, id FROM flows WHERE id = $1::bigint)",
  order: "f.updated_at DESC, f.id DESC",
};

/** A page of flows, newest or last edited first; archived ones only when asked for. */
export async function listFlows(actor: Actor, query: z.output<typeof flowsQuery>): Promise<Page<FlowSummary>> {
  allow(actor, "flows:read");
  const { below, order } = query.order === "edited" ? BY_EDIT : BY_ID;
  // SQL, because it filters by comparing two columns (see flow-row.ts).
  const { rows } = await pool().query<Omit<FlowRow, "draft">>(
    `${SELECT_SUMMARIES} WHERE ${query.cursor === undefined ? BY_ID.below : below}
       AND (f.archived_at IS NOT NULL) = $2
       AND ($3::text IS NULL OR ${hasWords("f.name", "$3")})
       AND CASE $5::text
          WHEN 'draft' THEN v.id IS NULL
          WHEN 'published' THEN v.graph = f.draft
          WHEN 'changed' THEN v.graph <> f.draft ELSE true END
     ORDER BY ${order} LIMIT $4`,
    [startBelow("flows", query), query.archived === "true", query.search ?? null, (query.limit ?? DEFAULT_LIMIT) + 1, query.state ?? null],
  );
  return pageOf("flows", query, rows, (row) => row.id, toSummary);
}

/** One flow with its draft. @throws ApiError 404 */
export async function getFlow(actor: Actor, id: number): Promise<FlowResponse> {
  allow(actor, "flows:read");
  return toFlowResponse(await readFlow(pool(), id));
}
