import type { z } from "zod";
import { advanceLocked, WEB_MAILBOX_LIMIT } from "../../advance/advance.ts";
import { conflict } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Once, unkeyed } from "../../http/idempotency.ts";
import { append } from "../../state/entries.ts";
import { lockContacts } from "../../state/lock.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { storedGraph } from "../../flows/flow-row.ts";
import type { FrameFlow } from "#lib/engine/types.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { getExecution, noExecution } from "./read-executions.ts";
import type { ExecutionResponse, retryBody } from "#lib/api/executions.ts";

interface FailedExecution {
  status: string;
  node_id: string | null;
  flow_id: number;
  flow_version_id: number;
  version: number;
  /** The flow of the frame in which it failed, where that is not its own. */
  within: FrameFlow | null;
}

/**
 * Has a failed execution enter the node that failed again, with the context it had; runs on from there before it
 * returns. With `version: "latest"` it does so in the version published last, for a flow that was mended meanwhile.
 * @throws ApiError 404, 409 (it has not failed, the contact is in another conversation, the latest version has no such node)
 */
export async function retryExecution(
  actor: Actor,
  id: number,
  body: z.output<typeof retryBody>,
  once: Once = unkeyed,
): Promise<ExecutionResponse> {
  allow(actor, "executions:write");
  const found = await prisma().execution.findUnique({ where: { id }, select: { contactId: true } });
  if (found === null) throw noExecution(id);
  const contactId = Number(found.contactId);
  return inTransaction((client) =>
    once(client, contactId, async () => {
      await lockContacts(client, [contactId]);
      // SQL, because an execution names its version without a foreign key.
      const failed = await client.query<FailedExecution>(
        `SELECT e.status, e.state ->> 'nodeId' AS node_id, e.flow_id, e.flow_version_id, v.number AS version, e.state -> 'flow' AS within
         FROM executions e JOIN flow_versions v ON v.id = e.flow_version_id WHERE e.id = $1`,
        [id],
      );
      const [execution] = failed.rows;
      if (execution?.status !== "failed" || execution.node_id === null) {
        throw conflict("not-failed", `Execution ${id} is ${execution?.status ?? "gone"}; only one that failed in a node can be retried.`);
      }
      // SQL, because the partial index of open ones is found by its words.
      const open = await client.query<{ id: number }>(
        `SELECT id FROM executions WHERE contact_id = $1 AND status IN ${OPEN_STATUSES_SQL}`,
        [contactId],
      );
      if (open.rows[0] !== undefined) {
        throw conflict(
          "contact-busy",
          `The contact is in another conversation now (execution ${open.rows[0].id}). Wait until it ends, or cancel it, then retry.`,
          { execution_id: open.rows[0].id },
        );
      }
      const latest = body.version === "latest" ? await latestVersion(client, execution, execution.node_id) : null;
      const version = execution.within === null && latest !== null ? latest : { id: execution.flow_version_id, number: execution.version };
      // Open again as a row, so that the advance below finds it; its state still says `failed`, which is what the engine retries.
      await client.query(
        "UPDATE executions SET status = 'running', reason = NULL, ended_at = NULL, flow_version_id = $2, state = state || $3::jsonb, seq = seq + 1, updated_at = now() WHERE id = $1",
        [
          id,
          version.id,
          JSON.stringify(latest === null || execution.within === null ? {} : { flow: { ...execution.within, flowVersionId: latest.id } }),
        ],
      );
      await append(client, [{ contactId, executionId: id, event: { type: "execution_retried" } }]);
      await advanceLocked(client, [contactId], { sendBy: "job", mailboxLimit: WEB_MAILBOX_LIMIT });
      await audit(client, actor, "execution.retried", "execution", id, { node_id: execution.node_id, version: version.number });
      return getExecution(actor, id, client);
    }),
  );
}

async function latestVersion(
  db: Db,
  { flow_id: own, version, within }: FailedExecution,
  nodeId: string,
): Promise<{ id: number; number: number }> {
  const flowId = within?.flowId ?? own;
  const latest = await prisma(db).flowVersion.findFirst({ where: { publishedOf: { id: flowId } } });
  if (latest === null) throw conflict("not-published", `Flow ${flowId} has no published version; retry in version ${version}.`);
  if (!storedGraph(latest.graph).nodes.some((node) => node.id === nodeId)) {
    throw conflict(
      "node-gone",
      `Version ${latest.number} of flow ${flowId} has no node "${nodeId}" to go on from; retry in version ${version}, or start the flow anew.`,
    );
  }
  return latest;
}
