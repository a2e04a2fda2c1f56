import type { z } from "zod";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { noVersion, readFlow } from "../../flows/flow-row.ts";
import { SELECT_VERSIONS, type VersionRow } from "./publish.ts";
import type { knownDraft } from "#lib/api/draft.ts";
import type { wholeVersion } from "#lib/api/versions.ts";

/** The draft, or only that it still is at the revision that the caller knows: cheap enough to ask every few seconds. @throws ApiError 404 */
export async function readDraft(actor: Actor, flowId: number, known: number | undefined): Promise<z.output<typeof knownDraft>> {
  allow(actor, "flows:read");
  const { rows } = await pool().query<{ revision: number }>("SELECT draft_revision AS revision FROM flows WHERE id = $1", [flowId]);
  if (known !== undefined && rows[0]?.revision === known) return { revision: known, graph: null };
  const { revision, draft } = await readFlow(pool(), flowId);
  return { revision, graph: draft, edited_by: await readEditor(actor, flowId) };
}

async function readEditor(actor: Actor, flowId: number): Promise<z.output<typeof knownDraft>["edited_by"]> {
  const { rows } = await pool().query<{ id: string; name: string | null }>(
    `SELECT f.draft_edited_by AS id, coalesce(nullif(u.name, ''), u.email, t.name) AS name FROM flows f
     LEFT JOIN users u ON f.draft_edited_by = 'user:' || u.id
     LEFT JOIN api_tokens t ON f.draft_edited_by = 'token:' || t.id
     WHERE f.id = $1 AND f.draft_edited_by <> ''`,
    [flowId],
  );
  return rows[0] === undefined ? null : { name: rows[0].name, is_you: rows[0].id === actor.id };
}

/** One published version with its graph. @throws ApiError 404 */
export async function readVersion(actor: Actor, flowId: number, number: number): Promise<z.output<typeof wholeVersion>> {
  allow(actor, "flows:read");
  const { rows } = await pool().query<VersionRow & Pick<z.output<typeof wholeVersion>, "graph">>(
    `SELECT found.*, g.graph FROM (${SELECT_VERSIONS} AND v.number = $2) found JOIN flow_versions g ON g.flow_id = $1 AND g.number = found.number`,
    [flowId, number],
  );
  const row = rows[0];
  if (row === undefined) throw noVersion(flowId, number);
  return { ...row, created_at: row.created_at.toISOString() };
}
