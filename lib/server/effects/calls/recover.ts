import { CALL_TYPES } from "#lib/effects/registry.ts";
import { type CallName, CALL_NAMES } from "#lib/engine/calls.ts";
import type { Context } from "#lib/engine/types.ts";
import { inTransaction } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import type { Overdue } from "../overdue.ts";
import { recordResult } from "./answer.ts";

interface LostCall {
  id: number;
  effect: CallName;
  status: "pending" | "running";
  worker_id: string | null;
  request: Context;
}

/**
 * Calls whose worker is dead, which nobody took, or which outlived their deadline are set going again; one that was under
 * way and may not be made twice gets the result "interrupted" instead. Returns how many there were.
 */
export async function recoverCalls({ pendingSeconds, deadSeconds }: Overdue, types = CALL_TYPES): Promise<number> {
  return inTransaction(async (client) => {
    // Held until both is written, so that of two sweeps one sees each call.
    const { rows: calls } = await client.query<LostCall>(
      `SELECT c.id, c.effect, c.status, c.worker_id, c.request
       FROM calls c JOIN unnest($3::text[], $4::float8[]) AS d (effect, deadline) ON d.effect = c.effect
       WHERE (c.status = 'pending' AND c.created_at < now() - make_interval(secs => $1))
          OR (c.status = 'running' AND (c.started_at < now() - make_interval(secs => d.deadline)
              OR NOT EXISTS (SELECT FROM workers w WHERE w.id = c.worker_id AND w.beat_at > now() - make_interval(secs => $2))))
       ORDER BY c.id FOR UPDATE OF c SKIP LOCKED`,
      [pendingSeconds, deadSeconds, CALL_NAMES, CALL_NAMES.map((effect) => types[effect].deadlineSeconds)],
    );
    const mayRepeat = ({ status, effect, request }: LostCall) => status === "pending" || types[effect].mayRepeat(request);
    const again = calls.filter(mayRepeat);
    await client.query("UPDATE calls SET status = 'pending', worker_id = NULL WHERE id = ANY($1)", [again.map(({ id }) => id)]);
    for (const effect of CALL_NAMES) {
      await enqueue(
        client,
        effect,
        again.filter((call) => call.effect === effect).map(({ id }) => ({ callId: id })),
      );
    }
    for (const call of calls) {
      if (!mayRepeat(call)) await recordResult(client, call.id, call.worker_id ?? "", types[call.effect].failed("interrupted"));
    }
    return calls.length;
  });
}
