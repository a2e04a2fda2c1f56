import { type CallName, CALLS } from "#lib/engine/calls.ts";
import type { Context } from "#lib/engine/types.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { storedJson } from "../../platform/stored-json.ts";
import { append } from "../../state/entries.ts";

/**
 * Records the result, puts it into the contact's mailbox and wakes the engine for it, all or nothing. Returns false when
 * the call was taken over meanwhile: then this worker's result is dropped, so that the conversation gets one.
 */
export async function answerCall(callId: number, workerId: string, result: Context): Promise<boolean> {
  return inTransaction((client) => recordResult(client, callId, workerId, result));
}

/** The same inside a transaction. `workerId`: who must have the call in hand. */
export async function recordResult(db: Db, callId: number, workerId: string, result: Context): Promise<boolean> {
  const { rows } = await db.query<{ effect: CallName; execution_id: number; contact_id: number; token: string }>(
    `UPDATE calls SET status = 'done', finished_at = now(), result = $3
      WHERE id = $1 AND status = 'running' AND worker_id = $2 RETURNING effect, execution_id, contact_id, token`,
    [callId, workerId, storedJson(result)],
  );
  const [call] = rows;
  if (call === undefined) return false;
  const event = { type: CALLS[call.effect].event, token: call.token, result };
  await append(db, [{ contactId: call.contact_id, executionId: call.execution_id, event }]);
  await enqueue(db, "advance", [{ contactIds: [call.contact_id] }]);
  return true;
}
