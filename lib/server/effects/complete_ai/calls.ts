import type { AiRequest, AiResult } from "#lib/engine/types.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { append } from "../../state/entries.ts";

export interface AiCall {
  id: number;
  request: AiRequest;
}

/** What is kept as the result of a call that was never made. */
const NOT_NEEDED: AiResult = { ok: false, code: "not_needed", error: "the conversation ended or went on before this call was made" };

/**
 * Takes a call that nobody has in hand; null when somebody has, or it is done. A call whose answer nobody waits for any
 * longer, because its conversation was ended meanwhile, is done unmade: it would cost money for nothing.
 */
export async function claimAiCall(callId: number, workerId: string): Promise<AiCall | null> {
  const { rows } = await pool().query<{ id: number; request: AiRequest; needed: boolean }>(
    `UPDATE ai_calls c SET worker_id = $2,
       status = CASE WHEN call.needed THEN 'running' ELSE 'done' END,
       started_at = CASE WHEN call.needed THEN now() END,
       finished_at = CASE WHEN NOT call.needed THEN now() END,
       result = CASE WHEN NOT call.needed THEN $3::jsonb END
     FROM (SELECT a.id, EXISTS (SELECT FROM executions e WHERE e.id = a.execution_id AND e.status = 'running' AND e.state #>> '{waitingFor,token}' = a.token) AS needed FROM ai_calls a WHERE a.id = $1) call
     WHERE c.id = call.id AND c.status = 'pending'
     RETURNING c.id, c.request, call.needed`,
    [callId, workerId, JSON.stringify(NOT_NEEDED)],
  );
  const [row] = rows;
  return row?.needed === true ? { id: row.id, request: row.request } : null;
}

/** Gives back a call that this worker has in hand, for whoever takes it next. */
export async function releaseAiCall(callId: number, workerId: string): Promise<void> {
  await pool().query("UPDATE ai_calls SET status = 'pending', worker_id = NULL WHERE id = $1 AND status = 'running' AND worker_id = $2", [
    callId,
    workerId,
  ]);
}

/**
 * Records the answer, puts it into the contact's mailbox and wakes the engine for it, all or nothing. Answers false when
 * the call was taken over meanwhile: then this worker's answer is dropped, so that the conversation gets one.
 */
export async function answerAiCall(callId: number, workerId: string, result: AiResult): Promise<boolean> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ execution_id: number; contact_id: number; token: string }>(
      "UPDATE ai_calls SET status = 'done', finished_at = now(), result = $3 WHERE id = $1 AND status = 'running' AND worker_id = $2 RETURNING execution_id, contact_id, token",
      [callId, workerId, JSON.stringify(result)],
    );
    const [call] = rows;
    if (call === undefined) return false;
    const event = { type: "ai_completed", token: call.token, result } as const;
    await append(client, [{ contactId: call.contact_id, executionId: call.execution_id, event }]);
    await enqueue(client, "advance", [{ contactIds: [call.contact_id] }]);
    return true;
  });
}
