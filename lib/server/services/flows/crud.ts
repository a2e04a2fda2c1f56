import type { z } from "zod";
import { QUIET_SECONDS } from "#lib/engine/after-end.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma, toJson } from "../../platform/prisma.ts";
import { archiveLocked, refuseIfAnswering, refuseIfBegun } from "./archive.ts";
import { lockFlow, missing, readFlow, toFlowResponse } from "../../flows/flow-row.ts";
import type { createFlowBody, FlowResponse, patchFlowBody } from "#lib/api/flows.ts";

/** What a new flow begins with: no nodes yet, and silence for a while after its end, so that a "thank you" begins nothing. */
const NEW_FLOW: FlowGraph = {
  ...{ nodes: [], transitions: [], start: null },
  settings: { after_end: { mode: "quiet", quiet_seconds: QUIET_SECONDS } },
};

/** A new flow with an empty draft. */
export async function createFlow(actor: Actor, body: z.output<typeof createFlowBody>): Promise<FlowResponse> {
  allow(actor, "flows:write");
  return inTransaction((client) =>
    insertFlow(client, actor, "flow.created", { name: body.name, description: body.description ?? "", graph: () => NEW_FLOW }),
  );
}

/** `graph`: of the id that the flow gets, which it may begin itself by. */
export async function insertFlow(
  db: Db,
  actor: Actor,
  action: string,
  { name, description, graph }: { name: string; description: string; graph: (id: number) => FlowGraph },
): Promise<FlowResponse> {
  const { id } = await prisma(db).flow.create({ data: { name, description, draft: toJson(NEW_FLOW) }, select: { id: true } });
  await prisma(db).flow.update({ where: { id }, data: { draft: toJson(graph(id)) } });
  await audit(db, actor, action, "flow", id, { name });
  return toFlowResponse(await readFlow(db, id));
}

/** Changes what is given; neither touches the draft nor its revision. @throws ApiError 404, 409 (archived) */
export async function patchFlow(actor: Actor, id: number, body: z.output<typeof patchFlowBody>): Promise<FlowResponse> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    const flow = await lockFlow(client, id);
    const name = body.name ?? flow.name;
    const description = body.description === undefined ? flow.description : (body.description ?? "");
    await prisma(client).flow.updateMany({ where: { id }, data: { name, description, updatedAt: new Date() } });
    await audit(client, actor, "flow.updated", "flow", id, { fields: Object.keys(body) });
    return toFlowResponse(await readFlow(client, id));
  });
}

/**
 * Deletes a flow that never ran, by itself or within another one. One that did is archived instead, because executions are read by its
 * nodes. @throws ApiError 404, 409 while it is the flow of a channel, or while another flow begins it
 */
export async function removeFlow(actor: Actor, id: number): Promise<void> {
  allow(actor, "flows:write");
  await inTransaction(async (client) => {
    // SQL, because Prisma takes no locks.
    const { rows } = await client.query<{ archived: boolean; ran: boolean }>(
      `SELECT archived_at IS NOT NULL AS archived, EXISTS (SELECT FROM executions WHERE flow_id = flows.id)
         OR EXISTS (SELECT FROM flow_versions v JOIN execution_log l ON l.flow_version_id = v.id WHERE v.flow_id = flows.id) AS ran
       FROM flows WHERE id = $1 FOR UPDATE`,
      [id],
    );
    const flow = rows[0] ?? missing(id);
    if (flow.archived) return;
    await refuseIfAnswering(client, id);
    await refuseIfBegun(client, id);
    if (flow.ran) return archiveLocked(client, actor, id);
    await prisma(client).flow.deleteMany({ where: { id } });
    await audit(client, actor, "flow.deleted", "flow", id);
  });
}
