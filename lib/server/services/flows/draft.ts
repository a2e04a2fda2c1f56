import type { z } from "zod";
import { conflict, type ApiError } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { lockFlow, writeDraft } from "../../flows/flow-row.ts";
import { checkNodeTypes } from "./node-types.ts";
import { readIssues } from "./read-issues.ts";
import type { draftResponse, putDraftBody } from "#lib/api/draft.ts";

/**
 * Replaces the draft by one that was made from `revision`, and says what stands in the way of publishing it.
 * @throws ApiError 404, 409 with `current_revision` (somebody else saved meanwhile, or it is archived), 422
 */
export async function putDraft(
  actor: Actor,
  flowId: number,
  { revision, ...graph }: z.output<typeof putDraftBody>,
): Promise<z.output<typeof draftResponse>> {
  allow(actor, "flows:write");
  const saved = await inTransaction(async (client) => {
    const flow = await lockFlow(client, flowId);
    if (flow.revision !== revision) throw staleRevision(flowId, revision, flow.revision);
    checkNodeTypes(graph, [], flow.draft);
    return writeDraft(client, actor, flowId, graph);
  });
  return { revision: saved, issues: await readIssues(actor, flowId, graph) };
}

export function staleRevision(flowId: number, given: number, current: number): ApiError {
  return conflict(
    "stale-revision",
    `The draft of flow ${flowId} is at revision ${current}, not ${given}: it was edited meanwhile. Read it again, put your changes on top, and send the new revision.`,
    {
      current_revision: current,
    },
  );
}
