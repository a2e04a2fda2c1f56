import type pg from "pg";
import type { z } from "zod";
import { problem } from "#lib/engine/problem/problem.ts";
import { moveFrames } from "#lib/engine/frames.ts";
import type { ExecutionState, FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { advanceLocked, WEB_MAILBOX_LIMIT } from "../../advance/advance.ts";
import { reserveExecutionIds } from "../../advance/execution-ids.ts";
import { conflict } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { nameOf } from "../../auth/actor-name.ts";
import { append, type NewEntry } from "../../state/entries.ts";
import { lockContacts } from "../../state/lock.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { endExecutions } from "../../state/end-executions.ts";
import { enqueue } from "../../platform/queue.ts";
import { isCustomers } from "../../flows/test-channel.ts";
import { noVersion, storedGraph } from "../../flows/flow-row.ts";
import type { migrateExecutionsResponse, conversationsBody } from "#lib/api/versions.ts";

interface Version {
  id: number;
  graph: FlowGraph;
}

interface OpenExecution {
  id: number;
  contact_id: number;
}

/** What is done to a version's open conversations. */
interface Operation {
  /** Only conversations at these nodes; null: all. */
  nodeIds: string[] | null;
  /** Does it to some of them, whose contacts are locked; returns to how many. */
  work(client: pg.PoolClient, executions: OpenExecution[]): Promise<number>;
}

/** Conversations in one transaction: their contacts' messages wait for so long. */
const BATCH = 100;
/** In one call, which somebody waits for; another call takes up the rest: whatever one was done to is not found again. */
const MOST = 5_000;

/**
 * Moves the conversations inside a version to the latest one, finishes them, or restarts them in the latest. Each is
 * done under its contact's lock, so between two messages; one that ended meanwhile is left alone. The audit log has an
 * entry for each batch, because each is a transaction of its own.
 * @throws ApiError 404, 409 (there is no later version to go to, or the flow is archived)
 */
export async function migrateExecutions(
  actor: Actor,
  flowId: number,
  number: number,
  { action }: z.output<typeof conversationsBody>,
): Promise<z.output<typeof migrateExecutionsResponse>> {
  allow(actor, "executions:write");
  const { version, latest, archived } = await readVersions(flowId, number);
  if (archived && action !== "finish")
    throw conflict("archived", `Flow ${flowId} is archived, so nothing starts in it any more; its conversations can only be finished.`);
  if (action === "move" && version.id === latest.id)
    throw conflict(
      "already-latest",
      `Version ${number} is the latest version of flow ${flowId}; there is none to move its conversations to.`,
    );

  const operation = { move: move(version, latest), finish: endEach(actor), restart: restart(flowId, latest.id) }[action];
  // SQL here and below, because sets of open ones are found by their partial index, without the simulator's, and moved together.
  const { rows } = await pool().query<OpenExecution>(
    `SELECT id, contact_id FROM executions WHERE flow_id = $1 AND flow_version_id = $2 AND status IN ${OPEN_STATUSES_SQL}
      AND ${isCustomers("ARRAY[$1::int]")} AND ($3::text[] IS NULL OR node_id = ANY($3)) ORDER BY id LIMIT ${MOST}`,
    [flowId, version.id, operation.nodeIds],
  );
  let affected = 0;
  for (let from = 0; from < rows.length; from += BATCH) {
    affected += await doBatch(rows.slice(from, from + BATCH), version.id, operation, (client, count) =>
      audit(client, actor, `conversations.${action}`, "flow", flowId, { version: number, affected: count }),
    );
  }
  return { affected };
}

async function readVersions(flowId: number, number: number): Promise<{ version: Version; latest: Version; archived: boolean }> {
  const select = { id: true, graph: true };
  const flow = await prisma().flow.findUnique({
    where: { id: flowId },
    select: { archivedAt: true, publishedVersion: { select }, versions: { where: { number }, select } },
  });
  const version = flow?.versions[0];
  if (!flow?.publishedVersion || version === undefined) throw noVersion(flowId, number);
  const parse = ({ id, graph }: { id: number; graph: unknown }): Version => ({ id, graph: storedGraph(graph) });
  return { version: parse(version), latest: parse(flow.publishedVersion), archived: flow.archivedAt !== null };
}

function doBatch(
  batch: OpenExecution[],
  versionId: number,
  operation: Operation,
  note: (client: Db, affected: number) => Promise<void>,
): Promise<number> {
  return inTransaction(async (client) => {
    await lockContacts(
      client,
      batch.map((execution) => execution.contact_id),
    );
    const { rows } = await client.query<OpenExecution>(
      `SELECT id, contact_id FROM executions WHERE id = ANY($1) AND flow_version_id = $2 AND status IN ${OPEN_STATUSES_SQL}
        AND ($3::text[] IS NULL OR node_id = ANY($3))`,
      [batch.map(({ id }) => id), versionId, operation.nodeIds],
    );
    if (rows.length === 0) return 0;
    const affected = await operation.work(client, rows);
    await note(client, affected);
    return affected;
  });
}

/**
 * At the same node, if the latest version has it and it still is of the same type: what it noted while waiting is its type's own. Where the
 * flow has begun itself, all of its frames go, or the conversation stays; those of other flows are in their own versions.
 */
function move(version: Version, latest: Version): Operation {
  const typeOf = new Map(version.graph.nodes.map((node) => [node.id, node.node_type]));
  const nodeIds = latest.graph.nodes.filter((node) => typeOf.get(node.id) === node.node_type).map(({ id }) => id);
  // The addresses that such a frame has given to other systems name its version.
  const isBound = version.graph.nodes.some(({ node_type }) => nodeTypes.get(node_type)?.isCalledBack === true);
  const mayRestAt = (id: string): boolean => !isBound && nodeIds.includes(id);
  return {
    nodeIds,
    async work(client, executions) {
      // SQL, because it asks what is in the JSON, and changes all in one statement.
      const { rows } = await client.query<{ id: number; state: ExecutionState }>(
        "SELECT id, state FROM executions WHERE id = ANY($1) AND (state ? 'flow' OR state ? 'below')",
        [executions.map(({ id }) => id)],
      );
      const framed = new Map(rows.map(({ id, state }) => [id, moveFrames(state, version.id, latest.id, mayRestAt)]));
      const moved = executions.flatMap(({ id }) => (framed.get(id) === null ? [] : { id, state: framed.get(id) }));
      const { rowCount } = await client.query(
        `UPDATE executions e SET flow_version_id = $2, state = coalesce(x.state, e.state), seq = seq + 1, updated_at = now()
         FROM jsonb_to_recordset($1::jsonb) AS x (id bigint, state jsonb) WHERE e.id = x.id`,
        [JSON.stringify(moved), latest.id],
      );
      return rowCount ?? 0;
    },
  };
}

/** What the contacts wrote meanwhile begins a conversation of its own. */
function endEach(actor: Actor): Operation {
  return {
    nodeIds: null,
    async work(client, executions) {
      const ended = await endExecutions(
        client,
        executions.map(({ id }) => id),
        "cancelled",
        problem("finished_by", { who: await nameOf(client, actor) }),
      );
      await enqueue(client, "advance", [{ contactIds: executions.map((execution) => execution.contact_id) }]);
      return ended.length;
    },
  };
}

/** A start request ends what is open; see `runMailbox`. */
function restart(flowId: number, versionId: number): Operation {
  return {
    nodeIds: null,
    async work(client, executions) {
      const ids = await reserveExecutionIds(client, executions.length);
      const requests = executions.map(({ contact_id: contactId }): NewEntry => {
        const id = ids.next();
        const event = { type: "execution_started", execution_id: id, flow_id: flowId, flow_version_id: versionId, context: {} } as const;
        return { contactId, executionId: id, event };
      });
      await append(client, requests);
      await advanceLocked(
        client,
        executions.map((execution) => execution.contact_id),
        { sendBy: "job", mailboxLimit: WEB_MAILBOX_LIMIT },
      );
      return executions.length;
    },
  };
}
