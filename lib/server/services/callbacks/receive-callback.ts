import { addressName, addressOfFrame, callbackToken, executionPart, executionOfToken } from "#lib/engine/callbacks.ts";
import { hasEnded, waitsFor } from "#lib/engine/can-consume.ts";
import type { ExecutionState, FlowGraph, Json } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { lockContacts } from "../../state/lock.ts";
import { append } from "../../state/entries.ts";
import { ApiError, notFound } from "../../platform/api-error.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { isSameSecret } from "../../platform/signature.ts";

/** `again`: the node had been called before, and nothing has happened. */
type ReceivedCallback = "taken" | "again";

interface Row {
  contact_id: number;
  state: ExecutionState;
  /** Of the execution's own version, and of those that its frames are in. */
  graphs: { version: number | null; graph: FlowGraph }[];
}

/**
 * Keeps what another system sent to the address of a node, once; an execution that does not wait for it yet finds it when it does.
 * @throws ApiError 404 (that is no address of a call), 410 (nobody waits for it any more)
 */
export async function receiveCallback(token: string, body: Json): Promise<ReceivedCallback> {
  const executionId = executionOfToken(token);
  if (executionId === null) throw notFound("This is no address at which anybody is called back.");
  // SQL, as the graphs of the execution's versions come with it.
  const { rows } = await pool().query<Row>(
    `SELECT e.contact_id, e.state,
       (SELECT jsonb_agg(jsonb_build_object('version', NULLIF(v.id, e.flow_version_id), 'graph', v.graph)) FROM flow_versions v
         WHERE v.id = e.flow_version_id OR v.id = (e.state #>> '{flow,flowVersionId}')::int
           OR e.state -> 'below' @> jsonb_build_array(jsonb_build_object('flow', jsonb_build_object('flowVersionId', v.id)))) AS graphs
     FROM executions e WHERE e.id = $1`,
    [executionId],
  );
  const [row] = rows;
  const nodeId = row && nodeOfToken(token, row);
  // What was erased looks as what never was.
  if (row === undefined || nodeId === undefined) throw gone();
  return inTransaction(async (client) => {
    // So that a time that is over at the same moment is over before it, or after.
    await lockContacts(client, [row.contact_id]);
    const { rowCount } = await client.query(
      "INSERT INTO callbacks (execution_id, node_id) SELECT id, $2 FROM executions WHERE id = $1 ON CONFLICT DO NOTHING",
      [executionId, nodeId],
    );
    if (rowCount === 0) {
      // Also where the execution was erased in between.
      if (await isKept(client, executionId, nodeId)) return "again";
      throw gone();
    }
    if (await isOver(client, executionId, nodeId)) throw gone();
    await append(client, [{ contactId: row.contact_id, executionId, event: { type: "callback_received", node_id: nodeId, body } }]);
    await enqueue(client, "advance", [{ contactIds: [row.contact_id] }]);
    return "taken";
  });
}

const gone = () => new ApiError(410, "Nobody waits for this call any more.", { code: "gone" });

/** The node whose address it is, as calls name it. */
function nodeOfToken(token: string, { state, graphs }: Row): string | undefined {
  const { nonce, callbackKey } = state;
  if (nonce === undefined || callbackKey === undefined) return undefined;
  const names = graphs.flatMap(({ version, graph }) =>
    graph.nodes
      .filter(({ node_type }) => nodeTypes.get(node_type)?.isCalledBack === true)
      .flatMap(({ id }) => (version === null ? [id] : [addressName(version, id)])),
  );
  return names.find((name) => isSameSecret(token, callbackToken({ execution: executionPart(nonce), key: callbackKey }, name)));
}

async function isKept(db: Db, executionId: number, nodeId: string): Promise<boolean> {
  const { rows } = await db.query("SELECT 1 FROM callbacks WHERE execution_id = $1 AND node_id = $2", [executionId, nodeId]);
  return rows.length > 0;
}

/** Whether the execution has ended, or has left the node without a call and does not wait there now. */
async function isOver(db: Db, executionId: number, nodeId: string): Promise<boolean> {
  const { rows } = await db.query<{ state: ExecutionState; left: boolean }>(
    `SELECT state, EXISTS (SELECT 1 FROM execution_log l WHERE l.execution_id = e.id AND l.exit IS NOT NULL
        AND coalesce(l.flow_version_id || '/', '') || l.node_id = $2) AS left
     FROM executions e WHERE e.id = $1`,
    [executionId, nodeId],
  );
  const [now] = rows;
  if (now === undefined || hasEnded(now.state)) return true;
  const waits = [now.state, ...(now.state.below ?? [])].some(
    (frame) => addressOfFrame(frame) === nodeId && waitsFor(frame).includes("callback"),
  );
  return now.left && !waits;
}
