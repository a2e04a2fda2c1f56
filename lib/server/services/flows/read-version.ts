import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { knownName } from "../../auth/actor-name.ts";
import { pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { missing, noVersion, storedGraph } from "../../flows/flow-row.ts";
import { SELECT_VERSIONS, type VersionRow } from "./publish.ts";
import type { knownDraft } from "#lib/api/draft.ts";
import type { wholeVersion } from "#lib/api/versions.ts";

/**
 * The draft, or only that it still is at the revision that the caller knows: cheap enough to ask every few seconds.
 * @throws ApiError 404
 */
export async function readDraft(actor: Actor, flowId: number, known: number | undefined): Promise<z.output<typeof knownDraft>> {
  allow(actor, "flows:read");
  const where = { id: flowId };
  const now = await prisma().flow.findUnique({ where, select: { draftRevision: true } });
  if (known !== undefined && now?.draftRevision === known) return { revision: known, graph: null };
  const flow = await prisma().flow.findUnique({ where, select: { draftRevision: true, draft: true, draftEditedBy: true } });
  if (flow === null) return missing(flowId);
  return {
    revision: flow.draftRevision,
    graph: storedGraph(flow.draft),
    edited_by: await editor(actor, flow.draftEditedBy),
  };
}

async function editor(actor: Actor, id: string): Promise<z.output<typeof knownDraft>["edited_by"]> {
  return id === "" ? null : { name: await knownName(pool(), id), is_you: id === actor.id };
}

/** One published version with its graph. @throws ApiError 404 */
export async function readVersion(actor: Actor, flowId: number, number: number): Promise<z.output<typeof wholeVersion>> {
  allow(actor, "flows:read");
  // SQL, because it counts a set beside the row.
  const { rows } = await pool().query<VersionRow & Pick<z.output<typeof wholeVersion>, "graph">>(
    `SELECT found.*, g.graph FROM (${SELECT_VERSIONS} AND v.number = $2) found
      JOIN flow_versions g ON g.flow_id = $1 AND g.number = found.number`,
    [flowId, number],
  );
  const row = rows[0];
  if (row === undefined) throw noVersion(flowId, number);
  return { ...row, created_at: row.created_at.toISOString() };
}
