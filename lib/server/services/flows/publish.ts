import type { z } from "zod";
import { collisions } from "#lib/engine/triggers/collide.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { collisionIssue } from "#lib/engine/validate/triggers.ts";
import { isRunnable } from "#lib/engine/validate/validate.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { ApiError, invalidField } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { isCustomers } from "../../flows/test-channel.ts";
import { flowsByVersion } from "../../flows/flow-names.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { staleRevision } from "./draft.ts";
import { readIssues } from "./read-issues.ts";
import { type FlowRow, lockFlow, readFlow, readVersionGraph, writeDraft } from "../../flows/flow-row.ts";
import type { publishResponse, publishBody, version } from "#lib/api/versions.ts";

/**
 * Freezes the draft as the version that new executions run. A draft that equals the published version makes no new one:
 * the result is the one there is, so that repeating a publish is harmless. With `from_version` an old version first becomes
 * the draft: in the same transaction, so that nobody's draft is replaced by a rollback that did not happen. With `channel_id` the flow
 * replies on that channel from then on, in the same transaction too.
 * @throws ApiError 403 (a channel, by who may not change any), 404, 409 (stale revision, archived), 422 with `issues` when it is not
 * runnable; then nothing has changed
 */
export async function publishFlow(
  actor: Actor,
  flowId: number,
  body: z.output<typeof publishBody>,
): Promise<z.output<typeof publishResponse>> {
  allow(actor, "flows:write");
  if (body.channel_id !== undefined) allow(actor, "channels:write");
  return inTransaction(async (client) => {
    const found = await lockFlow(client, flowId);
    if (body.revision !== undefined && body.revision !== found.revision) throw staleRevision(flowId, body.revision, found.revision);
    const flow = body.from_version === undefined ? found : await withDraftOf(client, actor, flowId, body.from_version);
    const { revision } = flow;
    const own = await readIssues(actor, flowId, flow.draft, client);
    const issues = [...own, ...(await collisionsWithLive(client, flowId, flow.draft))];
    if (!isRunnable(issues)) {
      const errors = issues.filter((issue) => issue.severity === "error");
      throw new ApiError(
        422,
        `The draft of flow ${flowId} is not runnable, so nothing was published. Mend ${errors.length === 1 ? "this" : "these"}: ${errors
          .slice(0, 3)
          .map((issue) => issue.message)
          .join(" ")}`,
        {
          code: "not-runnable",
          members: { issues },
        },
      );
    }
    if (body.channel_id !== undefined) await answerOn(client, actor, body.channel_id, flowId);
    if (flow.unchanged === true && flow.published_version !== null && flow.published_version_id !== null) {
      return { version: flow.published_version, version_id: flow.published_version_id, revision, issues };
    }
    // SQL, because it copies the draft where it is: the version equals it to the last digit.
    const { rows } = await client.query<{ id: number; number: number }>(
      `WITH made AS (
         INSERT INTO flow_versions (flow_id, number, graph, note, created_by)
         SELECT id, (SELECT coalesce(max(number), 0) + 1 FROM flow_versions WHERE flow_id = $1), draft, $2, $3 FROM flows WHERE id = $1
         RETURNING id, number
       ), pointed AS (UPDATE flows SET published_version_id = made.id, updated_at = now() FROM made WHERE flows.id = $1)
       SELECT id, number FROM made`,
      [flowId, body.note ?? "", actor.id],
    );
    const made = rows[0];
    if (made === undefined) throw new Error(`flow ${flowId} vanished while it was locked`);
    await audit(client, actor, "flow.published", "flow", flowId, {
      version: made.number,
      ...(body.from_version === undefined ? {} : { from_version: body.from_version }),
    });
    return { version: made.number, version_id: made.id, revision, issues };
  });
}

/** Triggers that tie with those of other live flows. */
async function collisionsWithLive(client: Db, flowId: number, { triggers = [] }: FlowGraph): Promise<Issue[]> {
  if (triggers.length === 0) return [];
  const live = await triggersInForce(client);
  const ties = collisions(
    triggers.map((trigger) => ({ flowId, flowVersionId: NaN, trigger })),
    live.triggers.entries,
  );
  const flows = await flowsByVersion(
    ties.map(({ other }) => other),
    client,
  );
  return ties.map((tie) => collisionIssue(tie, flows.get(tie.other.flowVersionId)?.name ?? ""));
}

/** @throws ApiError 422 */
async function answerOn(client: Db, actor: Actor, channelId: number, flowId: number): Promise<void> {
  const { count } = await prisma(client).channel.updateMany({
    where: { id: channelId, status: "active", NOT: { phoneNumberId: { startsWith: SIMULATOR_PREFIX } } },
    data: { defaultFlowId: flowId },
  });
  if (count === 0)
    throw invalidField(["channel_id"], `there is no active channel ${channelId}; GET /api/v1/channels lists those there are`);
  await audit(client, actor, "channel.updated", "channel", channelId, { fields: ["default_flow_id"], flow_id: flowId });
}

/** The locked flow, its draft replaced by what this version froze. @throws ApiError 404 */
async function withDraftOf(client: Db, actor: Actor, flowId: number, number: number): Promise<FlowRow> {
  await writeDraft(client, actor, flowId, await readVersionGraph(client, flowId, number));
  return readFlow(client, flowId);
}

export interface VersionRow extends Omit<z.output<typeof version>, "created_at"> {
  created_at: Date;
}

/** SQL, because it counts a set beside each row. Versions `v` of flow $1, each with how many conversations are still inside it. */
export const SELECT_VERSIONS = `SELECT v.number, v.note, v.created_at, v.created_by, u.name AS created_by_name,
  coalesce(open.n, 0) AS open_executions
     FROM flow_versions v
     LEFT JOIN users u ON v.created_by = 'user:' || u.id
     LEFT JOIN (SELECT flow_version_id, count(*)::int AS n FROM executions WHERE flow_id = $1 AND status IN ${OPEN_STATUSES_SQL}
       AND ${isCustomers("ARRAY[$1::int]")} GROUP BY 1) open ON open.flow_version_id = v.id
     WHERE v.flow_id = $1`;

/** Versions, newest first, with how many conversations are still inside each. @throws ApiError 404 */
export async function listVersions(actor: Actor, flowId: number, query: PageRequest): Promise<Page<z.output<typeof version>>> {
  allow(actor, "flows:read");
  await readFlow(pool(), flowId);
  const { rows } = await pool().query<VersionRow>(`${SELECT_VERSIONS} AND v.number < $2::bigint ORDER BY v.number DESC LIMIT $3`, [
    flowId,
    startBelow("versions", query),
    (query.limit ?? DEFAULT_LIMIT) + 1,
  ]);
  return pageOf(
    "versions",
    query,
    rows,
    (row) => row.number,
    (row) => ({ ...row, created_at: row.created_at.toISOString() }),
  );
}
